import { objectsAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** The server serves the kind. */
export const definitionReady: ReadinessOf = (definition) => {
  const conditions = objectsAt(definition, 'status', 'conditions');
  const served = conditions.some(({ type, status }) => type === 'Established' && status === 'True');
  return served ? READY : { ready: false, waitingFor: 'waiting for the API server to serve it' };
};
