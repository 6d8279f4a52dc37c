import { type ClusterObject, type ObjectReference, referenceTo } from '../../../cluster-object.ts';
import { objectsAt, valueAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import { directions, directionsOf, guardedPods, policiesFor } from '../../guarding.ts';
import type { Snapshot } from '../../snapshot.ts';

/** How pods are guarded: policies that cut everything off or let everything in, and pods that are guarded one way only. */
export const guards: Analyzer = function* guards(snapshot): Generator<FindingDraft> {
  yield* extremes(snapshot);
  yield* halfGuarded(snapshot);
};

function* extremes(snapshot: Snapshot): Generator<FindingDraft> {
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
}

/** Where somebody has begun to guard, a pod that is guarded in one direction only may be an oversight. */
function* halfGuarded(snapshot: Snapshot): Generator<FindingDraft> {
  const told = new Set<string>();
  for (const pod of guardedPods(snapshot)) {
    const open = directions.filter((direction) => policiesFor(snapshot, pod, direction).length === 0);
    const [direction] = open;
    if (open.length !== 1 || !direction) continue;
    const about = knownOwner(snapshot, pod);
    const key = `${about.kind}/${about.namespace}/${about.name}`;
    if (told.has(key)) continue;
    told.add(key);
    yield {
      object: about,
      cause: `open-${direction.word}`,
      severity: 'advice',
      certainty: 'certain',
      summary:
        direction.word === 'in'
          ? `Network policies say where "${about.name}" may go, and not who may come to it: everybody may.`
          : `Network policies say who may come to "${about.name}", and not where it may go: everywhere.`,
      facts: {},
      evidence: [fieldEvidence(pod, 'metadata.labels', JSON.stringify(pod.metadata.labels ?? {}))],
    };
  }
}

function knownOwner(snapshot: Snapshot, pod: ClusterObject): ObjectReference {
  const owner = snapshot.topOwner(pod);
  const known = (['Deployment', 'StatefulSet', 'DaemonSet'] as const).find((kind) => kind === owner.kind);
  return known && snapshot.find(known, owner.namespace, owner.name) ? owner : referenceTo(pod);
}
