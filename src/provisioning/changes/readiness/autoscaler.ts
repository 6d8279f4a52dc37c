import { objectsAt, textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** It can count and scale. While there are no figures yet it says so, and that alone is no failure. */
export const autoscalerReady: ReadinessOf = (autoscaler) => {
  const conditions = objectsAt(autoscaler, 'status', 'conditions');
  const able = conditions.find(({ type }) => type === 'AbleToScale');
  if (!able) return { ready: false, waitingFor: 'its controller has not seen it yet' };
  if (able['status'] === 'True') return READY;
  const reason = textAt(able, 'message') ?? '';
  return { ready: false, waitingFor: 'it cannot scale yet', trouble: { reason, evidence: [reason] } };
};
