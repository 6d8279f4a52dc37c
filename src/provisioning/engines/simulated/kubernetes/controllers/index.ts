import type { Controller } from './controller.ts';
import { deploymentController } from './deployment.ts';
import { kubelet } from './kubelet.ts';
import { replicaSetController } from './replica-set.ts';
import { scheduler } from './scheduler.ts';

/** What a simulated cluster plays, in the order of running. */
export const controllers: readonly Controller[] = [deploymentController, replicaSetController, scheduler, kubelet];
