import type { Analyzer } from '../analyzer.ts';
import { accessDenied } from './access-denied.ts';
import { apiService } from './api-service.ts';
import { applicationLog } from './application-log.ts';
import { autoscaler } from './autoscaler.ts';
import { certificate } from './certificate.ts';
import { clockSkew } from './clock-skew.ts';
import { clusterDns } from './cluster-dns.ts';
import { containerConfig } from './container-config.ts';
import { controlPlane } from './control-plane.ts';
import { crashLoop } from './crash-loop.ts';
import { cronJob } from './cron-job.ts';
import { daemonSet } from './daemon-set.ts';
import { dependency } from './dependency.ts';
import { diskFull } from './disk-full.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { evicted } from './evicted.ts';
import { gatewayRoute } from './gateway-route.ts';
import { helmRelease } from './helm-release.ts';
import { imagePull } from './image-pull.ts';
import { ingressRoute } from './ingress-route.ts';
import { ingressUnanswered } from './ingress-unanswered.ts';
import { initWaits } from './init-waits.ts';
import { jobFailed } from './job-failed.ts';
import { loadBalancer } from './load-balancer.ts';
import { networkPolicy } from './network-policy.ts';
import { nodeHealth } from './node-health.ts';
import { operatorLifecycle } from './operator-lifecycle.ts';
import { outOfMemory } from './out-of-memory.ts';
import { pending } from './pending.ts';
import { podsRefused } from './pods-refused.ts';
import { probe } from './probe.ts';
import { quota } from './quota.ts';
import { rolloutStuck } from './rollout-stuck.ts';
import { serviceEndpoints } from './service-endpoints.ts';
import { statefulSet } from './stateful-set.ts';
import { stuckDeletion } from './stuck-deletion.ts';
import { upgradePlan } from './upgrade-plan.ts';
import { volumeClaim } from './volume-claim.ts';
import { volumeMount } from './volume-mount.ts';
import { webhook } from './webhook.ts';

/** What this product knows of what can be wrong in a cluster, from causes to symptoms. */
export const analyzers: { readonly [rule: string]: Analyzer } = {
  'node-health': nodeHealth,
  'control-plane': controlPlane,
  'clock-skew': clockSkew,
  webhook,
  'api-service': apiService,
  'volume-claim': volumeClaim,
  'pods-refused': podsRefused,
  quota,
  pending,
  'image-pull': imagePull,
  'container-config': containerConfig,
  'volume-mount': volumeMount,
  'disk-full': diskFull,
  'access-denied': accessDenied,
  'crash-loop': crashLoop,
  'out-of-memory': outOfMemory,
  'init-waits': initWaits,
  probe,
  evicted,
  'stuck-deletion': stuckDeletion,
  'rollout-stuck': rolloutStuck,
  'stateful-set': statefulSet,
  'daemon-set': daemonSet,
  'job-failed': jobFailed,
  'cron-job': cronJob,
  'service-endpoints': serviceEndpoints,
  'cluster-dns': clusterDns,
  'load-balancer': loadBalancer,
  certificate,
  'ingress-route': ingressRoute,
  'gateway-route': gatewayRoute,
  'ingress-unanswered': ingressUnanswered,
  dependency,
  'application-log': applicationLog,
  autoscaler,
  'disruption-budget': disruptionBudget,
  'network-policy': networkPolicy,
  'helm-release': helmRelease,
  'upgrade-plan': upgradePlan,
  'operator-lifecycle': operatorLifecycle,
};

export { advisers } from './advice/index.ts';
