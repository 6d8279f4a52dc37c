import { objectsAt, textAt } from '#src/cluster/index.ts';

import { podTrouble } from './pod-trouble.ts';
import { READY, type ReadinessOf } from './readiness.ts';

/** It runs and says that it is ready, or has done its work. */
export const podReady: ReadinessOf = async (pod, cluster, options) => {
  const phase = textAt(pod, 'status', 'phase');
  const conditions = objectsAt(pod, 'status', 'conditions');
  if (phase === 'Succeeded' || conditions.some(({ type, status }) => type === 'Ready' && status === 'True'))
    return READY;
  const waiting = { ready: false, waitingFor: 'it starts' };
  if (phase === 'Failed') {
    const message = textAt(pod, 'status', 'message') ?? textAt(pod, 'status', 'reason') ?? 'it failed';
    return { ...waiting, failed: { reason: `It ended without success: ${message}.`, evidence: [message] } };
  }
  const found = await podTrouble(pod, cluster, options);
  if (!found) return waiting;
  const { final, ...trouble } = found;
  return { ...waiting, trouble, ...(final ? { failed: trouble } : {}) };
};
