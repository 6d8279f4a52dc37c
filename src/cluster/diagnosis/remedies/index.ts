import type { Finding } from '../finding.ts';
import { type Remedies, type Remedy, risks } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { configurationRemedies } from './configuration.ts';
import { imageRemedies } from './image.ts';
import { probeRemedies } from './probe.ts';
import { memoryRemedies, nodeRemedies, pendingRemedies, refusedRemedies } from './resources.ts';
import { ingressRemedies, serviceRemedies } from './traffic.ts';
import {
  autoscalerRemedies,
  budgetRemedies,
  evictedRemedies,
  rolloutRemedies,
  statefulSetRemedies,
  suspendedRemedies,
  webhookRemedies,
} from './work.ts';
import { restart, rollBack } from './workload.ts';

/** How the findings of each rule can be mended. A rule that is not here has nothing that could be offered with a good conscience. */
const remedies: { readonly [rule: string]: Remedies } = {
  'image-pull': imageRemedies,
  'container-config': configurationRemedies,
  'crash-loop': function* crashLoop(finding, snapshot) {
    yield* rollBack(finding, snapshot);
    yield* restart(finding, snapshot);
  },
  'out-of-memory': memoryRemedies,
  probe: probeRemedies,
  pending: pendingRemedies,
  'pods-refused': refusedRemedies,
  'node-health': nodeRemedies,
  'service-endpoints': serviceRemedies,
  'ingress-route': ingressRemedies,
  'job-failed': suspendedRemedies,
  'cron-job': suspendedRemedies,
  'stateful-set': statefulSetRemedies,
  autoscaler: autoscalerRemedies,
  'disruption-budget': budgetRemedies,
  webhook: webhookRemedies,
  evicted: evictedRemedies,
  'rollout-stuck': rolloutRemedies,
};

/** The ways to mend a finding, the best and safest first. */
export function remediesOf(finding: Finding, snapshot: Snapshot): Remedy[] {
  const found = Object.hasOwn(remedies, finding.rule) ? remedies[finding.rule] : undefined;
  const all = found ? [...found(finding, snapshot)] : [];
  return all.toSorted((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk));
}
