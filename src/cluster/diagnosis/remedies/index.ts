import type { Finding } from '../finding.ts';
import { type Remedies, type Remedy, risks } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { apiServiceRemedies, webhookRemedies } from './admission.ts';
import { autoscalerRemedies } from './autoscaler.ts';
import { certificateRemedies } from './certificate.ts';
import { configurationRemedies } from './configuration.ts';
import { crashRemedies } from './crash.ts';
import { diskRemedies } from './disk.ts';
import { budgetRemedies } from './disruption-budget.ts';
import { dnsRemedies } from './dns.ts';
import { gatewayRemedies } from './gateway.ts';
import { imageRemedies } from './image.ts';
import { ingressRemedies } from './ingress.ts';
import { cronJobRemedies, jobRemedies } from './job.ts';
import { evictedRemedies, stuckRemedies, unusedRemedies } from './leftovers.ts';
import { loadBalancerRemedies } from './load-balancer.ts';
import { memoryRemedies } from './memory.ts';
import { networkPolicyRemedies } from './network-policy.ts';
import { nodeRemedies } from './node.ts';
import { probeRemedies } from './probe.ts';
import { quotaRemedies } from './quota.ts';
import { refusedRemedies } from './refused.ts';
import { releaseRemedies, upgradePlanRemedies } from './releases.ts';
import { rightsRemedies } from './rights.ts';
import { pendingRemedies } from './scheduling.ts';
import { serviceRemedies } from './service.ts';
import { statefulSetRemedies } from './stateful-set.ts';
import { volumeClaimRemedies, volumeMountRemedies } from './volume-claim.ts';
import { rollBack } from './workload.ts';

/** How the findings of each rule can be mended. A rule that is not here has nothing that could be offered with a good conscience. */
const remedies: { readonly [rule: string]: Remedies } = {
  'node-health': nodeRemedies,
  webhook: webhookRemedies,
  'api-service': apiServiceRemedies,
  'volume-claim': volumeClaimRemedies,
  'pods-refused': refusedRemedies,
  quota: quotaRemedies,
  pending: pendingRemedies,
  'image-pull': imageRemedies,
  'container-config': configurationRemedies,
  'volume-mount': volumeMountRemedies,
  'disk-full': diskRemedies,
  'access-denied': rightsRemedies,
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
  'cluster-dns': dnsRemedies,
  'load-balancer': loadBalancerRemedies,
  certificate: certificateRemedies,
  'ingress-route': ingressRemedies,
  'gateway-route': gatewayRemedies,
  autoscaler: autoscalerRemedies,
  'disruption-budget': budgetRemedies,
  'network-policy': networkPolicyRemedies,
  'helm-release': releaseRemedies,
  'upgrade-plan': upgradePlanRemedies,
  'unused-configuration': unusedRemedies,
};

/** The ways to mend a finding, the best and safest first. */
export function remediesOf(finding: Finding, snapshot: Snapshot): Remedy[] {
  const found = Object.hasOwn(remedies, finding.rule) ? remedies[finding.rule] : undefined;
  const all = found ? [...found(finding, snapshot)] : [];
  return all.toSorted((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk));
}
