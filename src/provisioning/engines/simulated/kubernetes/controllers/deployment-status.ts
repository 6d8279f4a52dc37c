import { numberAt, textAt } from '#src/cluster/index.ts';

import { deployments, replicaSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { conditionOf, withCondition, withoutCondition } from './conditions.ts';
import type { ControlledCluster } from './controller.ts';
import { memoryOf, withMemory } from './memory.ts';
import { annotated, available, bounds, REVISION, running, type Sets, sum, wantedBy } from './rollout-sets.ts';

/** Says how far a rollout is; the moment at which that changes by itself. */
export function writeStatus(
  cluster: ControlledCluster,
  deployment: KubernetesObject,
  { fresh, old }: Sets,
  paused: boolean,
): number | undefined {
  const all = fresh ? [...old, fresh] : old;
  const wanted = wantedBy(deployment);
  const counts = {
    replicas: sum(all, running),
    updatedReplicas: fresh ? running(fresh) : 0,
    readyReplicas: sum(all, (set) => numberAt(set, 'status', 'readyReplicas') ?? 0),
    availableReplicas: sum(all, available),
  };
  const unavailable = Math.max(0, sum(all, wantedBy) - counts.availableReplicas);
  const enough = counts.availableReplicas >= wanted - bounds(deployment).maxUnavailable;
  let conditions = withCondition(
    deployment.status,
    enough
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    cluster.now,
    { lastUpdateTime: stamp(deployment, 'Available', enough ? 'True' : 'False', cluster.now) },
  );
  const failure = all
    .map((set) => conditionOf(set, 'ReplicaFailure'))
    .find((condition) => condition?.['status'] === 'True');
  conditions = failure
    ? withCondition(
        { conditions },
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: textAt(failure, 'message') ?? '' },
        cluster.now,
        { lastUpdateTime: stamp(deployment, 'ReplicaFailure', 'True', cluster.now) },
      )
    : withoutCondition({ conditions }, 'ReplicaFailure');

  const complete =
    fresh !== undefined &&
    counts.updatedReplicas === wanted &&
    counts.replicas === wanted &&
    counts.availableReplicas === wanted;
  const progress = progressOf(cluster, deployment, fresh, { ...counts, complete, paused });
  if (progress.condition) {
    const { reason } = progress.condition;
    const same = reason === textAt(conditionOf(deployment, 'Progressing'), 'reason');
    const kept = same ? textAt(conditionOf(deployment, 'Progressing'), 'lastUpdateTime') : undefined;
    conditions = withCondition({ conditions }, progress.condition, cluster.now, {
      lastUpdateTime: progress.moved || kept === undefined ? kubernetesTime(cluster.now) : kept,
    });
  }
  const positive = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const revision = fresh?.metadata.annotations?.[REVISION];
  cluster.update(deployments, {
    ...withMemory(
      revision === undefined ? deployment : annotated(deployment, { [REVISION]: revision }),
      progress.memory,
    ),
    status: {
      observedGeneration: deployment.metadata.generation ?? 1,
      ...positive,
      terminatingReplicas: sum(all, (set) => numberAt(set, 'status', 'terminatingReplicas') ?? 0),
      ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
      conditions,
    },
  });
  if (complete) forget(cluster, deployment, old);
  return progress.next;
}

function stamp(deployment: KubernetesObject, type: string, status: string, now: number): string {
  const before = conditionOf(deployment, type);
  const same = before?.['status'] === status ? textAt(before, 'lastUpdateTime') : undefined;
  return same ?? kubernetesTime(now);
}

interface Counts {
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
  complete: boolean;
  paused: boolean;
}

/** How the rollout gets on, remembered with the moment of its last step: standing still too long is a failure. */
function progressOf(
  cluster: ControlledCluster,
  deployment: KubernetesObject,
  fresh: KubernetesObject | undefined,
  counts: Counts,
) {
  const memory = memoryOf(deployment);
  const before = textAt(conditionOf(deployment, 'Progressing'), 'reason');
  const type = 'Progressing';
  if (counts.paused) {
    return {
      condition: { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' } as const,
      memory: {},
      next: undefined,
      moved: before !== 'DeploymentPaused',
    };
  }
  const name = fresh?.metadata.name ?? '';
  if (counts.complete) {
    const message = `ReplicaSet "${name}" has successfully progressed.`;
    return {
      condition: { type, status: 'True', reason: 'NewReplicaSetAvailable', message } as const,
      memory: {},
      next: undefined,
      moved: before !== 'NewReplicaSetAvailable',
    };
  }
  const at = `${name} ${counts.updatedReplicas} ${counts.readyReplicas} ${counts.availableReplicas} ${counts.replicas - counts.updatedReplicas}`;
  // A finished rollout that loses pods afterwards is not a rollout: it stays finished.
  const rolling =
    textAt(memory, 'at') !== undefined ||
    before !== 'NewReplicaSetAvailable' ||
    counts.updatedReplicas !== wantedBy(deployment) ||
    counts.replicas !== counts.updatedReplicas;
  if (!rolling) return { condition: undefined, memory: {}, next: undefined, moved: false };
  const forward = forwardFrom(textAt(memory, 'at'), counts, name);
  const since = forward ? cluster.now : (numberAt(memory, 'since') ?? cluster.now);
  const deadline = since + cluster.pace((numberAt(deployment, 'spec', 'progressDeadlineSeconds') ?? 600) * 1_000);
  const late = cluster.now >= deadline;
  const first =
    counts.updatedReplicas === 0 &&
    (before === undefined || before === 'NewReplicaSetCreated' || textAt(memory, 'at')?.split(' ')[0] !== name);
  return {
    condition: late
      ? ({
          type,
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: `ReplicaSet "${name}" has timed out progressing.`,
        } as const)
      : ({
          type,
          status: 'True',
          ...(first
            ? { reason: 'NewReplicaSetCreated', message: `Created new replica set "${name}"` }
            : { reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` }),
        } as const),
    memory: { at, since },
    next: late ? undefined : deadline,
    moved: forward || (late && before !== 'ProgressDeadlineExceeded'),
  };
}

/** Whether more is updated, ready or available than before, or less of the old is left. */
function forwardFrom(before: string | undefined, counts: Counts, name: string): boolean {
  const [set, updated, ready, availableBefore, old] = (before ?? '').split(' ');
  return (
    set !== name ||
    counts.updatedReplicas > Number(updated) ||
    counts.readyReplicas > Number(ready) ||
    counts.availableReplicas > Number(availableBefore) ||
    counts.replicas - counts.updatedReplicas < Number(old)
  );
}

/** Old ReplicaSets beyond the history limit go. */
function forget(cluster: ControlledCluster, deployment: KubernetesObject, old: KubernetesObject[]): void {
  const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
  const empty = old.filter((set) => wantedBy(set) === 0 && running(set) === 0);
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
    cluster.delete(replicaSets, set.metadata.namespace, set.metadata.name);
  }
}
