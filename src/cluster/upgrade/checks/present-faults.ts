import { nameOf } from '../../cluster-object.ts';
import { judge } from '../../diagnosis/diagnose.ts';
import { remediesOf } from '../../diagnosis/remedies/index.ts';
import type { Check, LineDraft } from '../check.ts';
import { asUpgradeRemedy } from '../remedies.ts';

/** What other checks here judge with more care for upgrades. */
const elsewhere: ReadonlySet<string> = new Set([
  'Node',
  'APIService',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'PodDisruptionBudget',
  'Plan',
]);
const MOST = 10;

/** What is broken already: mend it first, or what the upgrade breaks cannot be told from it. */
export const presentFaults: Check = {
  subject: 'What is broken already',
  needs: ['Pod', 'Event', 'Deployment', 'Service'],
  fine: 'Nothing is broken now.',
  *judge({ snapshot }): Generator<LineDraft> {
    const faults = judge(snapshot).findings.filter(
      ({ object, severity }) => !elsewhere.has(object.kind) && (severity === 'critical' || severity === 'error'),
    );
    for (const finding of faults.slice(0, MOST)) {
      yield {
        verdict: 'warn',
        title: `Broken already: ${finding.summary}`,
        objects: [finding.object],
        evidence: finding.evidence.slice(0, 5).map((one) => ({ ...one, text: `${nameOf(one.object)}, ${one.field}` })),
        remedies: remediesOf(finding, snapshot).map(asUpgradeRemedy),
      };
    }
    if (faults.length > MOST) {
      yield {
        verdict: 'warn',
        title: `${faults.length - MOST} more things are broken already.`,
        detail: '3bot diagnose lists them all.',
        objects: faults.slice(MOST, MOST + 50).map(({ object }) => object),
      };
    }
  },
};
