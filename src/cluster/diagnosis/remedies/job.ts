import { referenceTo } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { fieldRemedy, found } from './workload.ts';

/** A job that was put aside, took too long, or gave up: resumed, or begun anew. */
export const jobRemedies: Remedies = function* jobRemedies(finding, snapshot) {
  const job = found(snapshot, finding.object);
  if (!job) return;
  const { name } = finding.object;
  if (finding.cause === 'suspended') yield resume(finding.object);
  const again = {
    risk: 'disruptive' as const,
    warning: `The job "${name}" is deleted and begun anew: what it had done already may be done twice, and its pods go with what they said.`,
    undo: 'The former job is made again, and begins anew too.',
  };
  if (finding.cause === 'deadline') {
    const before = numberAt(job, 'spec', 'activeDeadlineSeconds') ?? 60;
    yield {
      id: 'more-time',
      title: `Run it again with ${before * 2} s instead of ${before} s`,
      ...again,
      changes: () => ({
        replaces: [{ reference: finding.object, patch: { spec: { activeDeadlineSeconds: before * 2 } } }],
      }),
    };
  }
  if (finding.cause === 'failed' || finding.cause === 'deadline') {
    yield {
      id: 'run-again',
      title: `Run "${name}" again`,
      ...again,
      changes: () => ({ replaces: [{ reference: finding.object, patch: {} }] }),
    };
  }
};

/** Work by the clock that does not happen. */
export const cronJobRemedies: Remedies = function* cronJobRemedies(finding, snapshot) {
  const job = found(snapshot, finding.object);
  if (!job) return;
  const { name, namespace } = finding.object;
  switch (finding.cause) {
    case 'suspended':
      yield resume(finding.object);
      return;
    case 'schedule':
      yield {
        id: 'set-schedule',
        title: 'Give it a schedule that can be read',
        risk: 'reversible',
        warning: 'It begins at the new times.',
        question: {
          text: 'When should it run? Minute, hour, day, month, weekday, like "0 3 * * *" for three at night.',
          type: 'text',
          suggestions: ['0 3 * * *', '@hourly', '@daily'],
        },
        undo: 'The present schedule is kept, and can be brought back.',
        changes: (answer = '') => {
          if (!/^(@\w+|\S+(\s+\S+){4})$/.test(answer.trim()))
            throw new RangeError('A schedule has five fields, like "0 3 * * *".');
          return { patches: [{ reference: finding.object, patch: { spec: { schedule: answer.trim() } } }] };
        },
      };
      return;
    case 'deadline':
    case 'missed':
      yield fieldRemedy(
        {
          id: 'start-late',
          title: 'Let it begin up to an hour late',
          warning: 'A run that was missed may then begin at an unusual time.',
        },
        finding.object,
        { spec: { startingDeadlineSeconds: 3_600 } },
      );
      if (namespace === undefined) return;
      yield {
        id: 'run-now',
        title: `Run "${name}" once now`,
        risk: 'reversible',
        warning: 'It does its work now, beside its usual times.',
        undo: 'The run is deleted; what it did stays done.',
        changes: () => ({
          objects: [
            {
              apiVersion: 'batch/v1',
              kind: 'Job',
              metadata: {
                name: `${name.slice(0, 40)}-now-${Math.floor(snapshot.now / 60_000).toString(36)}`,
                namespace,
                annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
              },
              spec: objectAt(job, 'spec', 'jobTemplate', 'spec'),
            },
          ],
        }),
      };
      return;
    case 'still-running': {
      const running = snapshot
        .all('Job')
        .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid) === true)
        .filter((one) => (numberAt(one, 'status', 'active') ?? 0) > 0 || unfinished(one));
      if (running.length === 0) return;
      yield {
        id: 'end-run',
        title: `End the run that does not come to its end (${running.map(({ metadata }) => metadata.name).join(', ')})`,
        risk: 'destructive',
        warning: 'It is stopped in the middle of what it does; the next run begins at its time.',
        undo: 'A run that was ended does not go on.',
        changes: () => ({ deletes: running.map(referenceTo) }),
      };
    }
  }
};

function unfinished(job: Parameters<typeof referenceTo>[0]): boolean {
  return !objectsAt(job, 'status', 'conditions').some((one) =>
    ['Complete', 'Failed'].includes(textAt(one, 'type') ?? ''),
  );
}

function resume(reference: Parameters<typeof fieldRemedy>[1]): Remedy {
  return fieldRemedy(
    { id: 'resume', title: `Resume "${reference.name}"`, warning: 'It was suspended by somebody, perhaps on purpose.' },
    reference,
    { spec: { suspend: false } },
  );
}
