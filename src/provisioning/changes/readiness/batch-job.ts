import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** Its work is done. */
export const batchJob: ReadinessOf = (job) => {
  const conditions = objectsAt(job, 'status', 'conditions').filter(({ status }) => status === 'True');
  if (conditions.some(({ type }) => type === 'Complete' || type === 'SuccessCriteriaMet')) return READY;
  const failed = conditions.find(({ type }) => type === 'Failed');
  const done = numberAt(job, 'status', 'succeeded') ?? 0;
  const wanted = numberAt(job, 'spec', 'completions') ?? 1;
  const waiting = { ready: false, waitingFor: `${done} of ${wanted} runs are done` };
  if (!failed) return waiting;
  const message = textAt(failed, 'message') ?? textAt(failed, 'reason') ?? '';
  return { ...waiting, failed: { reason: `The job "${job.metadata.name}" failed.`, evidence: [message] } };
};
