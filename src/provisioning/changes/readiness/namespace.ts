import { textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** Open for objects. */
export const namespaceReady: ReadinessOf = (namespace) => {
  const phase = textAt(namespace, 'status', 'phase') ?? 'Active';
  return phase === 'Active' ? READY : { ready: false, waitingFor: 'it is being deleted' };
};
