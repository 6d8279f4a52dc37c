import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { flagAt, numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

/** A job that gave up, or was put aside. */
export const jobFailed: Analyzer = function* jobFailed(snapshot): Generator<FindingDraft> {
  for (const job of snapshot.all('Job')) {
    const conditions = objectsAt(job, 'status', 'conditions').filter((one) => textAt(one, 'status') === 'True');
    if (conditions.some((one) => ['Complete', 'SuccessCriteriaMet'].includes(textAt(one, 'type') ?? ''))) continue;
    const failed = conditions.find((one) => ['Failed', 'FailureTarget'].includes(textAt(one, 'type') ?? ''));
    const tries = numberAt(job, 'status', 'failed') ?? 0;
    if (failed)
      yield gaveUp(
        job,
        textAt(failed, 'reason') ?? '',
        textAt(failed, 'message') ?? '',
        textAt(failed, 'lastTransitionTime'),
        tries,
      );
    else if (tries > 0) yield tryingAgain(job, tries);
    if (flagAt(job, 'spec', 'suspend') === true && !isQueued(job)) yield suspended(job);
  }
};

function gaveUp(
  job: ClusterObject,
  reason: string,
  message: string,
  since: string | undefined,
  tries: number,
): FindingDraft {
  const late = reason === 'DeadlineExceeded';
  return {
    object: referenceTo(job),
    cause: late ? 'deadline' : 'failed',
    severity: 'error',
    certainty: 'certain',
    summary: late
      ? `The job "${job.metadata.name}" took longer than it may, and was ended.`
      : `The job "${job.metadata.name}" has failed${tries > 1 ? ` after ${tries} tries` : ''}.`,
    facts: { reason, tries },
    evidence: [fieldEvidence(job, 'status.conditions[Failed]', `${reason} ${message}`.trim(), since)],
    because: [referenceTo(job)],
    ...(since === undefined ? {} : { since }),
  };
}

function tryingAgain(job: ClusterObject, tries: number): FindingDraft {
  return {
    object: referenceTo(job),
    cause: 'trying',
    severity: 'warning',
    certainty: 'certain',
    summary: `The job "${job.metadata.name}" has failed ${tries === 1 ? 'once' : `${tries} times`}, and may try again.`,
    facts: { tries },
    evidence: [fieldEvidence(job, 'status.failed', String(tries))],
    because: [referenceTo(job)],
  };
}

function suspended(job: ClusterObject): FindingDraft {
  return {
    object: referenceTo(job),
    cause: 'suspended',
    severity: 'warning',
    certainty: 'likely',
    summary: `The job "${job.metadata.name}" is suspended: it does not run until somebody resumes it.`,
    facts: {},
    evidence: [fieldEvidence(job, 'spec.suspend', 'true')],
  };
}

/** A queue holds it back on purpose. */
const isQueued = (job: ClusterObject): boolean => job.metadata.labels?.['kueue.x-k8s.io/queue-name'] !== undefined;
