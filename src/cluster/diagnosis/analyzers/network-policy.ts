import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textsAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

/** Policies that cut everything off, or let everything in: both are meant sometimes, and both surprise. */
export const networkPolicy: Analyzer = function* networkPolicy(snapshot): Generator<FindingDraft> {
  for (const policy of snapshot.all('NetworkPolicy')) {
    for (const direction of directionsOf(policy)) {
      const rules = objectsAt(policy, 'spec', direction.field);
      const open = rules.some(
        (rule) => objectsAt(rule, direction.peers).length === 0 && objectsAt(rule, 'ports').length === 0,
      );
      if (!open && rules.length > 0) continue;
      yield {
        object: referenceTo(policy),
        cause: open ? `lets-all-${direction.word}` : `cuts-all-${direction.word}`,
        severity: 'advice',
        certainty: 'certain',
        summary: open
          ? `The network policy "${policy.metadata.name}" lets everything ${direction.word}.`
          : `The network policy "${policy.metadata.name}" lets nothing ${direction.word} of the pods it selects.`,
        facts: {},
        evidence: [
          fieldEvidence(
            policy,
            `spec.${direction.field}`,
            JSON.stringify(valueAt(policy, 'spec', direction.field) ?? []),
          ),
        ],
      };
    }
  }
};

const directions = [
  { type: 'Ingress', field: 'ingress', peers: 'from', word: 'in' },
  { type: 'Egress', field: 'egress', peers: 'to', word: 'out' },
] as const;

/** Without types, a policy is about what comes in, and about what goes out where it has rules for that. */
function directionsOf(policy: ClusterObject): readonly (typeof directions)[number][] {
  const types = textsAt(policy, 'spec', 'policyTypes');
  const implied = ['Ingress', ...(valueAt(policy, 'spec', 'egress') === undefined ? [] : ['Egress'])];
  return directions.filter(({ type }) => (types.length > 0 ? types : implied).includes(type));
}
