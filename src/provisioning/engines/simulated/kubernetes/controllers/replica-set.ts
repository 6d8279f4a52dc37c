import { labelsAt, numberAt, objectAt, textAt } from '#src/cluster/index.ts';

import { pods, replicaSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { withCondition, withoutCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import type { PodWish, Refusal } from './create-pods.ts';
import { createPods, refusalMemory } from './create-pods.ts';
import { tell } from './events.ts';
import { Looked } from './looked.ts';
import { withMemory } from './memory.ts';
import { suffix } from './names.ts';
import { byController } from './owned.ts';
import { availableFrom, isActive, isFinished, isReady, phaseOf, readySince, sooner } from './pods.ts';

const component = 'replicaset-controller';
const looked = new Looked();

/** Keeps as many pods as each ReplicaSet wants. */
export const replicaSetController: Controller = {
  name: component,
  watches: [replicaSets, pods],
  reconcile(cluster) {
    const owned = byController(cluster, pods);
    let next: number | undefined;
    for (const set of cluster.store.list(replicaSets)) {
      if (set.metadata.deletionTimestamp !== undefined) continue;
      const mine = owned.get(set.metadata.uid) ?? [];
      next = sooner(
        next,
        looked.at(set, mine, cluster.now, () => keep(cluster, set, mine)),
      );
    }
    return next;
  },
};

function keep(cluster: ControlledCluster, set: KubernetesObject, owned: KubernetesObject[]): number | undefined {
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
  let active = owned.filter(isActive);
  let refusal: Refusal | undefined;
  if (active.length < wanted) {
    const wishes = newNames(cluster, set, wanted - active.length);
    const created = createPods(cluster, set, objectAt(set, 'spec', 'template'), wishes, component);
    active = [...active, ...created.made];
    refusal = created.refusal;
  } else if (active.length > wanted) {
    const [staying, going] = [[...active].sort(byWorth), active.length - wanted];
    for (const pod of staying.splice(0, going)) {
      cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
      tell(cluster, set, { component, reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` });
    }
    active = staying;
  }

  const minReady = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
  const moments = active.map((pod) => availableFrom(pod, minReady, cluster)).filter((from) => from !== undefined);
  const available = moments.filter((from) => from <= cluster.now).length;
  const ready = active.filter(isReady).length;
  const templateLabels = Object.entries(labelsAt(set, 'spec', 'template', 'metadata', 'labels'));
  const labelled = active.filter((pod) => templateLabels.every(([key, value]) => pod.metadata.labels?.[key] === value));
  const conditions = refusal
    ? withCondition(
        set.status,
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refusal.message },
        cluster.now,
      )
    : withoutCondition(set.status, 'ReplicaFailure');
  cluster.update(replicaSets, {
    ...withMemory(set, refusalMemory(refusal)),
    status: {
      replicas: active.length,
      ...(labelled.length > 0 ? { fullyLabeledReplicas: labelled.length } : {}),
      ...(ready > 0 ? { readyReplicas: ready } : {}),
      ...(available > 0 ? { availableReplicas: available } : {}),
      terminatingReplicas: owned.filter((pod) => isGoing(cluster, pod)).length,
      observedGeneration: set.metadata.generation ?? 1,
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  });
  return moments.filter((from) => from > cluster.now).reduce<number | undefined>(sooner, refusal?.retryAt);
}

/** Looked up anew: it may have been asked to go a moment ago. */
function isGoing(cluster: ControlledCluster, pod: KubernetesObject): boolean {
  const now = cluster.store.get(pods, pod.metadata.namespace, pod.metadata.name);
  return now?.metadata.deletionTimestamp !== undefined && !isFinished(now);
}

function newNames(cluster: ControlledCluster, set: KubernetesObject, missing: number): PodWish[] {
  const wishes: PodWish[] = [];
  for (let index = 0; wishes.length < missing; index++) {
    const name = `${set.metadata.name}-${suffix(5, set.metadata.uid, cluster.now, index)}`;
    if (!cluster.store.get(pods, set.metadata.namespace, name)) wishes.push({ name });
  }
  return wishes;
}

/** Who goes first: not placed before placed, pending before running, unready before ready, younger before older. */
function byWorth(a: KubernetesObject, b: KubernetesObject): number {
  return (
    rank(a) - rank(b) ||
    (readySince(b) ?? 0) - (readySince(a) ?? 0) ||
    (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1)
  );
}

function rank(pod: KubernetesObject): number {
  if (textAt(pod, 'spec', 'nodeName') === undefined) return 0;
  if (phaseOf(pod) === 'Pending') return 1;
  return isReady(pod) ? 3 : 2;
}
