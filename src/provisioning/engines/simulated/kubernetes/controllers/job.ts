import { flagAt, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { jobs, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { createPods, refusalMemory } from './create-pods.ts';
import { tell } from './events.ts';
import { type Counted, countPods, indexOf, type Verdict } from './job-pods.ts';
import { Looked } from './looked.ts';
import { memoryOf, withMemory } from './memory.ts';
import { suffix } from './names.ts';
import { byController } from './owned.ts';
import { isActive, isReady, phaseOf, sooner, timeOf } from './pods.ts';

const component = 'job-controller';
const looked = new Looked();
/** Failed pods are replaced after this pause, doubling. */
const BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 600_000;

/** Runs Jobs to their end: so many pods as succeed, so many failures as are borne, so much time as is given. */
export const jobController: Controller = {
  name: component,
  watches: [jobs, pods],
  reconcile(cluster) {
    const all = cluster.store.list(jobs);
    if (all.length === 0) return undefined;
    const owned = byController(cluster, pods);
    let next: number | undefined;
    for (const job of all) {
      if (job.metadata.deletionTimestamp !== undefined) continue;
      const mine = owned.get(job.metadata.uid) ?? [];
      next = sooner(
        next,
        looked.at(job, mine, cluster.now, () => run(cluster, job, mine)),
      );
    }
    return next;
  },
};

function run(cluster: ControlledCluster, job: KubernetesObject, owned: KubernetesObject[]): number | undefined {
  if (isTrue(job, 'Complete') || isTrue(job, 'Failed')) return expire(cluster, job);
  const suspended = flagAt(job, 'spec', 'suspend') === true;
  const memory = memoryOf(job);
  const startedAt = numberAt(memory, 'startedAt') ?? timeOf(textAt(job, 'status', 'startTime')) ?? cluster.now;
  const counted = countPods(job, owned);
  const active = owned.filter(isActive);
  const verdict = verdictOf(cluster, job, counted, startedAt);
  if (suspended) return suspend(cluster, job, active);

  const indexed = textAt(job, 'spec', 'completionMode') === 'Indexed';
  const completions = numberAt(job, 'spec', 'completions');
  const parallelism = numberAt(job, 'spec', 'parallelism') ?? 1;
  let made: KubernetesObject[] = [];
  let next: number | undefined;
  let refusal: ReturnType<typeof createPods>['refusal'];
  if (verdict) {
    for (const pod of active) remove(cluster, job, pod);
    // Those that were stopped for it count as failed.
    if (verdict.type === 'Failed') counted.failed += active.length;
  } else {
    const left =
      completions === undefined ? (counted.succeeded > 0 ? 0 : parallelism) : completions - counted.succeeded;
    const missing = Math.min(parallelism, Math.max(0, left)) - active.length;
    const pausedUntil = backoffEnd(cluster, counted);
    if (missing > 0 && pausedUntil !== undefined && pausedUntil > cluster.now) next = pausedUntil;
    else if (missing > 0) {
      const created = createPods(
        cluster,
        job,
        objectAt(job, 'spec', 'template'),
        wishes(cluster, job, missing, indexed, owned),
        component,
      );
      made = created.made;
      refusal = created.refusal;
    }
    const deadline = numberAt(job, 'spec', 'activeDeadlineSeconds');
    if (deadline !== undefined) next = sooner(next, startedAt + cluster.pace(deadline * 1_000));
  }
  const running = [...active, ...made];
  write(cluster, job, {
    verdict,
    counted,
    running: verdict ? [] : running,
    startedAt,
    indexed,
    owned,
    going: owned.filter(
      (pod) => !['Succeeded', 'Failed'].includes(phaseOf(pod)) && pod.metadata.deletionTimestamp !== undefined,
    ),
    refusal: refusalMemory(refusal),
  });
  return [next, refusal?.retryAt]
    .filter((at) => at !== undefined && at > cluster.now)
    .reduce<number | undefined>(sooner, undefined);
}

function verdictOf(
  cluster: ControlledCluster,
  job: KubernetesObject,
  counted: Counted,
  startedAt: number,
): Verdict | undefined {
  const limit = numberAt(job, 'spec', 'backoffLimit') ?? 6;
  const deadline = numberAt(job, 'spec', 'activeDeadlineSeconds');
  const completions = numberAt(job, 'spec', 'completions');
  const suspended = flagAt(job, 'spec', 'suspend') === true;
  if (isTrue(job, 'FailureTarget')) {
    const before = objectsAt(job, 'status', 'conditions').find(({ type }) => type === 'FailureTarget');
    return { type: 'Failed', reason: textAt(before, 'reason') ?? '', message: textAt(before, 'message') ?? '' };
  }
  if (counted.policy) return counted.policy;
  if (counted.succeeded >= (completions ?? 1))
    return { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };
  if (counted.failed > limit || (counted.restarts > limit && counted.restarts > 0)) {
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  if (!suspended && deadline !== undefined && cluster.now >= startedAt + cluster.pace(deadline * 1_000)) {
    return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  }
  return undefined;
}

function backoffEnd(cluster: ControlledCluster, { failed, lastFailure }: Counted): number | undefined {
  if (failed === 0 || lastFailure === undefined) return undefined;
  return lastFailure + cluster.pace(Math.min(BACKOFF_MS * 2 ** (failed - 1), MAX_BACKOFF_MS));
}

function wishes(
  cluster: ControlledCluster,
  job: KubernetesObject,
  missing: number,
  indexed: boolean,
  owned: readonly KubernetesObject[],
) {
  const labels = {
    'batch.kubernetes.io/controller-uid': job.metadata.uid,
    'batch.kubernetes.io/job-name': job.metadata.name,
    'controller-uid': job.metadata.uid,
    'job-name': job.metadata.name,
  };
  const taken = new Set(owned.filter((pod) => isActive(pod) || phaseOf(pod) === 'Succeeded').map(indexOf));
  const completions = numberAt(job, 'spec', 'completions') ?? 1;
  const free = indexed
    ? Array.from({ length: completions }, (_, index) => index).filter((index) => !taken.has(index))
    : [];
  return Array.from({ length: missing }, (_, count) => {
    const ending = suffix(5, job.metadata.uid, cluster.now, count);
    const index = free[count];
    if (index === undefined) return { name: `${job.metadata.name}-${ending}`, labels };
    const mark = { 'batch.kubernetes.io/job-completion-index': String(index) };
    return { name: `${job.metadata.name}-${index}-${ending}`, labels: { ...labels, ...mark }, annotations: mark };
  });
}

function remove(cluster: ControlledCluster, job: KubernetesObject, pod: KubernetesObject): void {
  cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
  tell(cluster, job, { component, reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` });
}

function suspend(cluster: ControlledCluster, job: KubernetesObject, active: KubernetesObject[]): undefined {
  for (const pod of active) remove(cluster, job, pod);
  if (isTrue(job, 'Suspended')) return;
  const { startTime: _, active: __, ready: ___, ...status } = job.status ?? {};
  const conditions = withCondition(
    job.status,
    { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' },
    cluster.now,
    probed(cluster.now),
  );
  cluster.update(jobs, {
    ...withMemory(job, {}),
    status: { ...status, conditions, ready: 0, terminating: 0, uncountedTerminatedPods: {} },
  });
  tell(cluster, job, { component, reason: 'Suspended', message: 'Job suspended' });
}

const probed = (now: number): JsonObject => ({ lastProbeTime: kubernetesTime(now) });

interface Outcome {
  verdict: Verdict | undefined;
  counted: Counted;
  running: KubernetesObject[];
  /** Asked to go, and still there. */
  going: KubernetesObject[];
  startedAt: number;
  indexed: boolean;
  owned: KubernetesObject[];
  refusal: JsonObject;
}

function write(cluster: ControlledCluster, job: KubernetesObject, outcome: Outcome): void {
  const { verdict, counted, running, going, startedAt, indexed, owned } = outcome;
  const { now } = cluster;
  let conditions = objectsAt(job, 'status', 'conditions');
  if (isTrue(job, 'Suspended')) {
    conditions = withCondition(
      { conditions },
      { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' },
      now,
      probed(now),
    );
    tell(cluster, job, { component, reason: 'Resumed', message: 'Job resumed' });
  }
  if (verdict) {
    const target = verdict.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
    conditions = withCondition({ conditions }, { ...verdict, type: target, status: 'True' }, now, probed(now));
    // The final word is only said once every pod has stopped.
    if (going.length === 0 && !owned.some(isActive)) {
      conditions = withCondition({ conditions }, { ...verdict, status: 'True' }, now, probed(now));
      tell(
        cluster,
        job,
        verdict.type === 'Complete'
          ? { component, reason: 'Completed', message: 'Job completed' }
          : { component, type: 'Warning', reason: verdict.reason, message: verdict.message },
      );
    }
  }
  const complete = conditions.some(({ type }) => type === 'Complete');
  const succeededIndexes = [...new Set(owned.filter((pod) => phaseOf(pod) === 'Succeeded').map(indexOf))].sort(
    (a, b) => a - b,
  );
  cluster.update(jobs, {
    ...withMemory(job, verdict ? {} : { startedAt, ...outcome.refusal }),
    status: {
      startTime: textAt(job, 'status', 'startTime') ?? kubernetesTime(startedAt),
      ...(complete ? { completionTime: textAt(job, 'status', 'completionTime') ?? kubernetesTime(now) } : {}),
      ...(running.length > 0 ? { active: running.length } : {}),
      ready: running.filter(isReady).length,
      terminating: going.length,
      ...(counted.succeeded > 0 ? { succeeded: counted.succeeded } : {}),
      ...(counted.failed > 0 ? { failed: counted.failed } : {}),
      ...(indexed && succeededIndexes.length > 0 ? { completedIndexes: ranges(succeededIndexes) } : {}),
      uncountedTerminatedPods: {},
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  });
}

/** `0-2,4` */
function ranges(indexes: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const index of indexes) {
    const last = parts.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else parts.push([index, index]);
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** What is over goes after the time that it is to be kept. */
function expire(cluster: ControlledCluster, job: KubernetesObject): number | undefined {
  const kept = numberAt(job, 'spec', 'ttlSecondsAfterFinished');
  if (kept === undefined) return undefined;
  const ended = objectsAt(job, 'status', 'conditions').find(({ type }) => type === 'Complete' || type === 'Failed');
  const at = (timeOf(textAt(ended, 'lastTransitionTime')) ?? cluster.now) + cluster.pace(kept * 1_000);
  if (at > cluster.now) return at;
  cluster.delete(jobs, job.metadata.namespace, job.metadata.name, { propagation: 'Background' });
  return undefined;
}
