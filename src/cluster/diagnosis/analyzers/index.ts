import type { Analyzer } from '../analyzer.ts';
import { apiService } from './api-service.ts';
import { autoscaler } from './autoscaler.ts';
import { containerConfig } from './container-config.ts';
import { crashLoop } from './crash-loop.ts';
import { cronJob } from './cron-job.ts';
import { daemonSet } from './daemon-set.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { evicted } from './evicted.ts';
import { imagePull } from './image-pull.ts';
import { ingressRoute } from './ingress-route.ts';
import { ingressUnanswered } from './ingress-unanswered.ts';
import { initWaits } from './init-waits.ts';
import { jobFailed } from './job-failed.ts';
import { networkPolicy } from './network-policy.ts';
import { nodeHealth } from './node-health.ts';
import { outOfMemory } from './out-of-memory.ts';
import { pending } from './pending.ts';
import { podsRefused } from './pods-refused.ts';
import { probe } from './probe.ts';
import { rolloutStuck } from './rollout-stuck.ts';
import { serviceEndpoints } from './service-endpoints.ts';
import { statefulSet } from './stateful-set.ts';
import { stuckDeletion } from './stuck-deletion.ts';
import { unusedConfiguration } from './unused-configuration.ts';
import { volumeClaim } from './volume-claim.ts';
import { webhook } from './webhook.ts';

/** What this product knows of what can be wrong in a cluster, from causes to symptoms. */
export const analyzers: { readonly [rule: string]: Analyzer } = {
  'node-health': nodeHealth,
  webhook,
  'api-service': apiService,
  'volume-claim': volumeClaim,
  'pods-refused': podsRefused,
  pending,
  'image-pull': imagePull,
  'container-config': containerConfig,
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
  'ingress-route': ingressRoute,
  'ingress-unanswered': ingressUnanswered,
  autoscaler,
  'disruption-budget': disruptionBudget,
  'network-policy': networkPolicy,
  'unused-configuration': unusedConfiguration,
};
