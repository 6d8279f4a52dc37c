import { objectsAt, textAt } from '#src/cluster/index.ts';

import { nodes, persistentVolumeClaims, persistentVolumes, pods, storageClasses } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { conditionOf, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { claimsReady } from './local-path.ts';
import { memoryOf, withMemory } from './memory.ts';
import type { Occupied } from './placement.ts';
import { fitsEmpty, isLackOfRoom, obstaclesOf, occupied, occupy, preference } from './placement.ts';
import { isFinished } from './pods.ts';

const component = 'default-scheduler';

/** Gives each pod a node that it fits on, or says of every node why not. */
export const scheduler: Controller = {
  name: component,
  watches: [pods, nodes, persistentVolumeClaims, persistentVolumes],
  reconcile(cluster) {
    const waiting = cluster.store
      .list(pods)
      .filter(
        (pod) =>
          textAt(pod, 'spec', 'nodeName') === undefined &&
          pod.metadata.deletionTimestamp === undefined &&
          !isFinished(pod) &&
          (textAt(pod, 'spec', 'schedulerName') ?? component) === component,
      );
    if (waiting.length === 0) return undefined;
    const machines = cluster.store.list(nodes);
    const taken = occupied(cluster, machines);
    // Who came first is placed first, as far as creation times tell.
    for (const pod of waiting.sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))) {
      place(cluster, pod, machines, taken);
    }
    return undefined;
  },
};

function place(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  machines: readonly KubernetesObject[],
  taken: Occupied,
): void {
  if (objectsAt(pod, 'spec', 'schedulingGates').length > 0) {
    refuse(cluster, pod, 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates', false);
    return;
  }
  const claims = claimProblem(cluster, pod, machines.length);
  if (claims !== undefined) {
    refuse(cluster, pod, 'Unschedulable', claims, true);
    return;
  }
  const refusals = new Map<string, number>();
  const fitting: KubernetesObject[] = [];
  let crowded = 0;
  for (const node of machines) {
    const obstacles = obstaclesOf(cluster, pod, node, machines, taken);
    if (obstacles.length === 0) fitting.push(node);
    // It would fit were others not there: only that could be mended by taking pods of a lower priority away.
    else if (obstacles.every(isLackOfRoom) && fitsEmpty(pod, node)) crowded += 1;
    for (const obstacle of obstacles) refusals.set(obstacle, (refusals.get(obstacle) ?? 0) + 1);
  }
  const best = fitting
    .map((node) => ({ node, score: preference(pod, node, taken) }))
    .sort((a, b) => b.score - a.score || (a.node.metadata.name < b.node.metadata.name ? -1 : 1))[0]?.node;
  if (!best) {
    refuse(cluster, pod, 'Unschedulable', unschedulable(machines.length, refusals, crowded), true);
    return;
  }
  occupy(taken, pod, best.metadata.name);
  // Volumes come first: the pod is placed when they are there.
  if (!claimsReady(cluster, pod, best.metadata.name)) return;
  const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  cluster.update(pods, {
    ...withMemory(pod, { ...memoryOf(pod), boundAt: cluster.now }),
    spec: { ...pod.spec, nodeName: best.metadata.name },
    status: {
      ...pod.status,
      conditions: withCondition(pod.status, { type: 'PodScheduled', status: 'True' }, cluster.now, {
        lastProbeTime: null,
      }),
    },
  });
  tell(cluster, pod, {
    component,
    reason: 'Scheduled',
    message: `Successfully assigned ${name} to ${best.metadata.name}`,
  });
}

/** `0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint(s). …`, as the real one says it. */
function unschedulable(count: number, refusals: ReadonlyMap<string, number>, crowded: number): string {
  if (count === 0) return 'no nodes available to schedule pods';
  const list = (names: [string, number][]): string =>
    names
      .map(([obstacle, nodeCount]) => `${nodeCount} ${obstacle}`)
      .sort()
      .join(', ');
  const reasons = list([...refusals]);
  const preemption = [
    ...(crowded > 0 ? [`${crowded} No preemption victims found for incoming pod`] : []),
    ...(count - crowded > 0 ? [`${count - crowded} Preemption is not helpful for scheduling`] : []),
  ].join(', ');
  return `0/${count} nodes are available: ${reasons}. no new claims to deallocate, preemption: 0/${count} nodes are available: ${preemption}.`;
}

function refuse(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  reason: string,
  message: string,
  warn: boolean,
): void {
  const before = conditionOf(pod, 'PodScheduled');
  const same = textAt(before, 'reason') === reason && textAt(before, 'message') === message;
  if (same) return;
  cluster.update(pods, {
    ...pod,
    status: {
      ...pod.status,
      phase: 'Pending',
      conditions: withCondition(pod.status, { type: 'PodScheduled', status: 'False', reason, message }, cluster.now, {
        lastProbeTime: null,
      }),
    },
  });
  if (warn) tell(cluster, pod, { component, type: 'Warning', reason: 'FailedScheduling', message });
}

/** What stands between the pod's claims and any node at all. */
function claimProblem(cluster: ControlledCluster, pod: KubernetesObject, count: number): string | undefined {
  const told = (reason: string) => `0/${count} nodes are available: ${reason}. not found`;
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (name === undefined) continue;
    const claim = cluster.store.get(persistentVolumeClaims, pod.metadata.namespace, name);
    if (!claim) return told(`persistentvolumeclaim "${name}" not found`);
    if (claim.metadata.deletionTimestamp !== undefined) return told(`persistentvolumeclaim "${name}" is being deleted`);
    if (textAt(claim, 'status', 'phase') === 'Lost')
      return told(
        `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${textAt(claim, 'spec', 'volumeName') ?? ''}"`,
      );
    if (textAt(claim, 'status', 'phase') === 'Bound') continue;
    const wanted = textAt(claim, 'spec', 'storageClassName');
    const storage = wanted === undefined ? undefined : cluster.store.get(storageClasses, undefined, wanted);
    if (textAt(storage, 'volumeBindingMode') !== 'WaitForFirstConsumer') {
      return told('pod has unbound immediate PersistentVolumeClaims');
    }
  }
  return undefined;
}
