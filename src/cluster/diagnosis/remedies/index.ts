import type { Finding } from '../finding.ts';
import { type Remedies, type Remedy, risks } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { apiServiceRemedies, webhookRemedies } from './admission.ts';
import { autoscalerRemedies } from './autoscaler.ts';
import { configurationRemedies } from './configuration.ts';
import { crashRemedies } from './crash.ts';
import { budgetRemedies } from './disruption-budget.ts';
import { imageRemedies } from './image.ts';
import { ingressRemedies } from './ingress.ts';
import { cronJobRemedies, jobRemedies } from './job.ts';
import { evictedRemedies, stuckRemedies, unusedRemedies } from './leftovers.ts';
import { memoryRemedies } from './memory.ts';
import { networkPolicyRemedies } from './network-policy.ts';
import { nodeRemedies } from './node.ts';
import { probeRemedies } from './probe.ts';
import { refusedRemedies } from './refused.ts';
import { pendingRemedies } from './scheduling.ts';
import { serviceRemedies } from './service.ts';
import { statefulSetRemedies } from './stateful-set.ts';
import { volumeClaimRemedies } from './volume-claim.ts';
import { rollBack } from './workload.ts';

/** How the findings of each rule can be mended. A rule that is not here has nothing that could be offered with a good conscience. */
const remedies: { readonly [rule: string]: Remedies } = {
  'node-health': nodeRemedies,
  webhook: webhookRemedies,
  'api-service': apiServiceRemedies,
  'volume-claim': volumeClaimRemedies,
  'pods-refused': refusedRemedies,
  pending: pendingRemedies,
  'image-pull': imageRemedies,
  'container-config': configurationRemedies,
  'crash-loop': crashRemedies,
  'out-of-memory': memoryRemedies,
  'init-waits': rollBack,
  probe: probeRemedies,
  evicted: evictedRemedies,
  'stuck-deletion': stuckRemedies,
  'rollout-stuck': rollBack,
  'stateful-set': statefulSetRemedies,
  'job-failed': jobRemedies,
  'cron-job': cronJobRemedies,
  'service-endpoints': serviceRemedies,
  'ingress-route': ingressRemedies,
  autoscaler: autoscalerRemedies,
  'disruption-budget': budgetRemedies,
  'network-policy': networkPolicyRemedies,
  'unused-configuration': unusedRemedies,
};

/** The ways to mend a finding, the best and safest first. */
export function remediesOf(finding: Finding, snapshot: Snapshot): Remedy[] {
  const found = Object.hasOwn(remedies, finding.rule) ? remedies[finding.rule] : undefined;
  const all = found ? [...found(finding, snapshot)] : [];
  return all.toSorted((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk));
}
