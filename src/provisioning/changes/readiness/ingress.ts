import { objectsAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** A controller has taken it: it says where it is reached. Controllers that never say so are not waited for. */
export const ingressReady: ReadinessOf = (ingress) => {
  if (objectsAt(ingress, 'status', 'loadBalancer', 'ingress').length > 0) return READY;
  const age = Date.now() - Date.parse(ingress.metadata.creationTimestamp ?? '');
  if (age > SILENT_MS) return READY;
  return { ready: false, waitingFor: 'the ingress controller has not taken it yet' };
};

/** Some controllers never write the address down. */
const SILENT_MS = 20_000;
