import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { flagAt, numberAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { timeOfEvent } from '../snapshot.ts';

const RECENT_MS = 3_600_000;

/** Work by the clock that does not happen: suspended, a schedule that cannot be read, runs that were missed. */
export const cronJob: Analyzer = function* cronJob(snapshot): Generator<FindingDraft> {
  for (const job of snapshot.all('CronJob')) {
    const { name } = job.metadata;
    const schedule = textAt(job, 'spec', 'schedule') ?? '';
    const base = { object: referenceTo(job), certainty: 'certain' as const, facts: { schedule } };
    const deadline = numberAt(job, 'spec', 'startingDeadlineSeconds');
    if (flagAt(job, 'spec', 'suspend') === true) {
      yield {
        ...base,
        cause: 'suspended',
        severity: 'warning',
        summary: `The cron job "${name}" is suspended: it does not run until somebody resumes it.`,
        evidence: [fieldEvidence(job, 'spec.suspend', 'true')],
      };
    }
    if (!isSchedule(schedule)) {
      yield {
        ...base,
        cause: 'schedule',
        severity: 'error',
        summary: `The cron job "${name}" has a schedule that cannot be read: "${schedule}". Five fields are wanted, like "0 3 * * *".`,
        evidence: [fieldEvidence(job, 'spec.schedule', schedule)],
      };
    }
    if (deadline !== undefined && deadline < 0) {
      yield {
        ...base,
        cause: 'deadline',
        severity: 'error',
        summary: `The cron job "${name}" has a starting deadline in the past (${deadline} s): it never begins.`,
        evidence: [fieldEvidence(job, 'spec.startingDeadlineSeconds', String(deadline))],
      };
    }
    yield* missed(job, snapshot);
  }
};

function* missed(job: ClusterObject, snapshot: Parameters<Analyzer>[0]): Generator<FindingDraft> {
  const event = snapshot
    .eventsOf(job)
    .find(
      (one) =>
        ['TooManyMissedTimes', 'MissSchedule', 'JobAlreadyActive'].includes(textAt(one, 'reason') ?? '') &&
        snapshot.age(timeOfEvent(one)) < RECENT_MS,
    );
  if (!event) return;
  const busy = textAt(event, 'reason') === 'JobAlreadyActive';
  yield {
    object: referenceTo(job),
    cause: busy ? 'still-running' : 'missed',
    severity: 'warning',
    certainty: 'certain',
    summary: busy
      ? `The cron job "${job.metadata.name}" does not begin because its last run has not ended.`
      : `The cron job "${job.metadata.name}" has missed its times.`,
    facts: {},
    evidence: [eventEvidence(job, event)],
  };
}

/** Names of months and days, ranges and steps are numbers in disguise; `@daily` and the like are schedules too. */
function isSchedule(schedule: string): boolean {
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule)) return true;
  const fields = schedule
    .replace(/^(CRON_)?TZ=\S+\s+/, '')
    .trim()
    .split(/\s+/);
  return (
    fields.length === 5 &&
    fields.every((field) =>
      /^(\*|\?|[\dA-Za-z]+)(-[\dA-Za-z]+)?(\/\d+)?(,(\*|[\dA-Za-z]+)(-[\dA-Za-z]+)?(\/\d+)?)*$/.test(field),
    )
  );
}
