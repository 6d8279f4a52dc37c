import { objectsAt, textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** It has an account with whoever signs, or says why it has none. */
export const issuerReady: ReadinessOf = (issuer) => {
  const ready = objectsAt(issuer, 'status', 'conditions').find(({ type }) => type === 'Ready');
  if (ready?.['status'] === 'True') return READY;
  const reason = textAt(ready, 'message');
  return {
    ready: false,
    waitingFor: 'cert-manager has not registered it yet',
    ...(reason === undefined ? {} : { trouble: { reason, evidence: [reason] } }),
  };
};
