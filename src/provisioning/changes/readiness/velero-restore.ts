import { numberAt, textAt, valueAt } from '#src/cluster/index.ts';

import { READY, type ReadinessOf } from './readiness.ts';

/** Lines of what Velero says that are shown. */
const MOST_LINES = 5;

/** Velero has brought everything back. Its phases: https://velero.io/docs/main/api-types/restore/ */
export const veleroRestore: ReadinessOf = (restore) => {
  // There are other restores than Velero's.
  if (!restore.apiVersion.startsWith('velero.io/') || textAt(restore, 'status', 'phase') === 'Completed') return READY;
  const phase = textAt(restore, 'status', 'phase') ?? 'New';
  const { name } = restore.metadata;
  if (phase === 'PartiallyFailed') {
    const count = String(numberAt(restore, 'status', 'errors') ?? 0);
    return failed(
      `Velero could not bring ${count} objects back. "velero restore describe ${name}" says which and why.`,
      said(restore.status),
    );
  }
  if (phase === 'Failed' || phase === 'FailedValidation')
    return failed(`Velero could not restore "${name}".`, said(restore.status));
  const done = numberAt(restore, 'status', 'progress', 'itemsRestored');
  const all = numberAt(restore, 'status', 'progress', 'totalItems');
  if (phase === 'New') return { ready: false, waitingFor: 'Velero has not begun yet' };
  return {
    ready: false,
    waitingFor:
      done === undefined || all === undefined
        ? 'Velero has begun'
        : `Velero has brought back ${done} of ${all} objects`,
  };
};

function failed(reason: string, lines: readonly string[]): ReturnType<ReadinessOf> {
  return { ready: false, waitingFor: 'Velero brings it back', failed: { reason, evidence: [reason, ...lines] } };
}

/** Why, in Velero's own words. */
function said(status: unknown): string[] {
  const reasons = valueAt(status, 'validationErrors');
  const lines = [textAt(status, 'failureReason'), ...(Array.isArray(reasons) ? reasons : [])];
  return lines.filter((line) => typeof line === 'string' && line !== '').slice(0, MOST_LINES) as string[];
}
