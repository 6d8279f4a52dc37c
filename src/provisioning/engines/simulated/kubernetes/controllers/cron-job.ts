import { flagAt, labelsAt, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { cronJobs, events, jobs } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { isTrue } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { cronSchedule } from './cron-schedule.ts';
import { tell } from './events.ts';
import { byController, ownerReference } from './owned.ts';
import { sooner, timeOf } from './pods.ts';

const component = 'cronjob-controller';

/** Makes Jobs when their time has come. After a pause only the last one missed is made. */
export const cronJobController: Controller = {
  name: component,
  watches: [cronJobs, jobs],
  reconcile(cluster) {
    const owned = byController(cluster, jobs);
    let next: number | undefined;
    for (const cron of cluster.store.list(cronJobs)) {
      if (cron.metadata.deletionTimestamp !== undefined) continue;
      next = sooner(next, tick(cluster, cron, owned.get(cron.metadata.uid) ?? []));
    }
    return next;
  },
};

function tick(cluster: ControlledCluster, cron: KubernetesObject, owned: KubernetesObject[]): number | undefined {
  const finished = owned.filter((job) => isTrue(job, 'Complete') || isTrue(job, 'Failed'));
  const watched = new Set(objectsAt(cron, 'status', 'active').map(({ uid }) => uid));
  for (const job of finished) {
    if (!watched.has(job.metadata.uid)) continue;
    const outcome = isTrue(job, 'Complete') ? 'Complete' : 'Failed';
    const message = `Saw completed job: ${job.metadata.name}, condition: ${outcome}`;
    tell(cluster, cron, { component, reason: 'SawCompletedJob', message });
  }
  forget(cluster, cron, finished);
  let active = owned.filter((job) => !finished.includes(job));
  let last = timeOf(textAt(cron, 'status', 'lastScheduleTime'));
  let next: number | undefined;
  const schedule = cronSchedule(textAt(cron, 'spec', 'schedule') ?? '', textAt(cron, 'spec', 'timeZone'));
  if (!schedule) {
    const message = `unparseable schedule: ${textAt(cron, 'spec', 'schedule') ?? ''}`;
    tellOnce(cluster, cron, 'UnparseableSchedule', message);
  } else if (flagAt(cron, 'spec', 'suspend') !== true) {
    const due = lastDue(cluster, cron, schedule, last ?? Date.parse(cron.metadata.creationTimestamp));
    next = schedule.after(Math.max(cluster.now, due ?? 0));
    if (due !== undefined) {
      const made = start(cluster, cron, due, active);
      if (made) {
        active = made.active;
        last = due;
      }
    }
  }
  const successes = finished
    .filter((job) => isTrue(job, 'Complete'))
    .map((job) => textAt(job, 'status', 'completionTime') ?? '');
  const success = [textAt(cron, 'status', 'lastSuccessfulTime') ?? '', ...successes].sort().at(-1) ?? '';
  cluster.update(cronJobs, {
    ...cron,
    status: {
      ...(active.length > 0
        ? {
            active: active.map((job) => ({
              kind: 'Job',
              namespace: job.metadata.namespace ?? '',
              name: job.metadata.name,
              uid: job.metadata.uid,
              apiVersion: 'batch/v1',
            })),
          }
        : {}),
      ...(last === undefined ? {} : { lastScheduleTime: kubernetesTime(last) }),
      ...(success === '' ? {} : { lastSuccessfulTime: success }),
    },
  });
  return next;
}

/** The latest moment that has come and was not used; undefined when there is none. */
function lastDue(
  cluster: ControlledCluster,
  cron: KubernetesObject,
  schedule: { after(moment: number): number | undefined },
  since: number,
) {
  const deadline = numberAt(cron, 'spec', 'startingDeadlineSeconds');
  const from = deadline === undefined ? since : Math.max(since, cluster.now - deadline * 1_000);
  let due: number | undefined;
  // A long pause is jumped over: only its end matters.
  let at = schedule.after(from);
  const gap = at === undefined ? 0 : (schedule.after(at) ?? at) - at;
  if (at !== undefined && gap > 0 && cluster.now - at > 100 * gap) {
    tellOnce(
      cluster,
      cron,
      'TooManyMissedTimes',
      'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
    );
    at = schedule.after(cluster.now - 2 * gap);
  }
  for (; at !== undefined && at <= cluster.now; at = schedule.after(at)) due = at;
  return due;
}

function start(cluster: ControlledCluster, cron: KubernetesObject, due: number, active: KubernetesObject[]) {
  const policy = textAt(cron, 'spec', 'concurrencyPolicy') ?? 'Allow';
  let running = active;
  if (policy === 'Forbid' && running.length > 0) {
    tellOnce(
      cluster,
      cron,
      'JobAlreadyActive',
      'Not starting job because prior execution is running and concurrency policy is Forbid',
      'Normal',
    );
    return undefined;
  }
  if (policy === 'Replace') {
    for (const job of running) {
      cluster.delete(jobs, job.metadata.namespace, job.metadata.name, { propagation: 'Background' });
      tell(cluster, cron, { component, reason: 'SuccessfulDelete', message: `Deleted job ${job.metadata.name}` });
    }
    running = [];
  }
  const template = objectAt(cron, 'spec', 'jobTemplate');
  const name = `${cron.metadata.name}-${Math.floor(due / 60_000)}`;
  const namespace = cron.metadata.namespace ?? '';
  if (cluster.store.get(jobs, namespace, name)) return { active: running };
  const made = cluster.create(jobs, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace,
      labels: labelsAt(template, 'metadata', 'labels'),
      annotations: {
        ...labelsAt(template, 'metadata', 'annotations'),
        'batch.kubernetes.io/cronjob-scheduled-timestamp': kubernetesTime(due),
      },
      ownerReferences: [ownerReference(cron)],
    },
    spec: objectAt(template, 'spec'),
  });
  tell(cluster, cron, { component, reason: 'SuccessfulCreate', message: `Created job ${name}` });
  return { active: [...running, made] };
}

/** Events that a repeated look must not count up: they are told when the newest one says something else. */
function tellOnce(
  cluster: ControlledCluster,
  cron: KubernetesObject,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Warning',
) {
  const known = cluster.store
    .list(events, cron.metadata.namespace)
    .some((event) => event['message'] === message && objectAt(event, 'involvedObject')['uid'] === cron.metadata.uid);
  if (!known) tell(cluster, cron, { component, type, reason, message });
}

function forget(cluster: ControlledCluster, cron: KubernetesObject, finished: KubernetesObject[]): void {
  const byAge = [...finished].sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
  const limits = [
    {
      list: byAge.filter((job) => isTrue(job, 'Complete')),
      keep: numberAt(cron, 'spec', 'successfulJobsHistoryLimit') ?? 3,
    },
    { list: byAge.filter((job) => isTrue(job, 'Failed')), keep: numberAt(cron, 'spec', 'failedJobsHistoryLimit') ?? 1 },
  ];
  for (const { list, keep } of limits) {
    for (const job of list.slice(0, Math.max(0, list.length - keep))) {
      cluster.delete(jobs, job.metadata.namespace, job.metadata.name, { propagation: 'Background' });
    }
  }
}
