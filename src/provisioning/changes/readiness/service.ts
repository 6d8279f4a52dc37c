import { objectsAt, textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** There, and with an address of its own where it is to have one from outside. */
export const serviceReady: ReadinessOf = (service) => {
  if (textAt(service, 'spec', 'type') !== 'LoadBalancer') return READY;
  if (objectsAt(service, 'status', 'loadBalancer', 'ingress').length > 0) return READY;
  const reason = 'The cluster has no free address for a load balancer, or nobody who gives out any.';
  return { ready: false, waitingFor: 'waiting for an address', trouble: { reason, evidence: [] } };
};
