import { autoscaler } from './autoscaler.ts';
import { certificateController } from './certificates.ts';
import type { Controller } from './controller.ts';
import { cronJobController } from './cron-job.ts';
import { daemonSetController } from './daemon-set.ts';
import { deploymentController } from './deployment.ts';
import { disruptionController } from './disruption-budget.ts';
import { endpointController } from './endpoints.ts';
import { eventExpiry } from './event-expiry.ts';
import { helmController } from './helm-chart.ts';
import { ingressController } from './ingress.ts';
import { jobController } from './job.ts';
import { kubelet } from './kubelet.ts';
import { nodeController } from './node-lifecycle.ts';
import { replicaSetController } from './replica-set.ts';
import { scheduler } from './scheduler.ts';
import { serviceController } from './service.ts';
import { statefulSetController } from './stateful-set.ts';
import { upgradeController } from './upgrade-plan.ts';
import { volumeController } from './volume.ts';

/** What a simulated cluster plays, in the order of running. */
export const controllers: readonly Controller[] = [
  nodeController,
  upgradeController,
  helmController,
  cronJobController,
  jobController,
  autoscaler,
  deploymentController,
  replicaSetController,
  statefulSetController,
  daemonSetController,
  volumeController,
  scheduler,
  kubelet,
  endpointController,
  serviceController,
  ingressController,
  certificateController,
  disruptionController,
  eventExpiry,
];
