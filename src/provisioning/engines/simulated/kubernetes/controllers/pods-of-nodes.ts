import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { nodes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { Condition } from './conditions.ts';
import { conditionOf, isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import { faultOf } from './node-faults.ts';
import { tolerates } from './placement.ts';
import { isFinished, sooner } from './pods.ts';

/** A kubelet under pressure evicts one pod after the other. */
const EVICTION_PAUSE_MS = 10_000;

/** A pod on a node with taints: unready where nobody is there to say otherwise, and gone when it bears them no longer. */
export function bear(cluster: ControlledCluster, pod: KubernetesObject, node: KubernetesObject): number | undefined {
  const unreachable = conditionOf(node, 'Ready')?.['status'] === 'Unknown';
  if (unreachable && isTrue(pod, 'Ready')) {
    pod = cluster.update(pods, {
      ...pod,
      status: {
        ...pod.status,
        conditions: withCondition(pod.status, { type: 'Ready', status: 'False' }, cluster.now, { lastProbeTime: null }),
      },
    });
    tell(cluster, pod, {
      component: 'node-controller',
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
    });
  }
  if (pod.metadata.deletionTimestamp !== undefined || isFinished(pod)) return undefined;
  const memory = memoryOf(pod);
  let leaves: number | undefined;
  for (const taint of objectsAt(node, 'spec', 'taints')) {
    if (textAt(taint, 'effect') !== 'NoExecute') continue;
    const bearing = objectsAt(pod, 'spec', 'tolerations').filter((toleration) => tolerates([toleration], taint));
    if (bearing.some((toleration) => numberAt(toleration, 'tolerationSeconds') === undefined)) continue;
    const seconds =
      bearing.length === 0
        ? 0
        : Math.min(...bearing.map((toleration) => numberAt(toleration, 'tolerationSeconds') ?? 0));
    const since = Date.parse(textAt(taint, 'timeAdded') ?? kubernetesTime(cluster.now));
    leaves = sooner(leaves, since + cluster.pace(seconds * 1_000));
  }
  if (leaves === undefined || leaves > cluster.now) return leaves;
  const message = `Marking for deletion Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  tell(cluster, pod, { component: 'taint-eviction-controller', reason: 'TaintManagerEviction', message });
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  };
  cluster.update(pods, {
    ...withMemory(pod, memory),
    status: { ...pod.status, conditions: withCondition(pod.status, target, cluster.now) },
  });
  cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
  return undefined;
}

/** The node is gone for good: so are its pods. */
export function orphaned(cluster: ControlledCluster, pod: KubernetesObject, node: string): void {
  // A pod that somebody bound to a node that never was is left to be seen for a while; it never ran.
  if (textAt(pod, 'status', 'startTime') === undefined && pod.metadata.deletionTimestamp === undefined) {
    const patience = Date.parse(pod.metadata.creationTimestamp) + cluster.pace(40_000);
    if (cluster.now < patience) return;
  }
  tell(cluster, pod, {
    component: 'pod-garbage-collector',
    reason: 'OrphanedPod',
    message: `Deleting orphaned pod: node ${node} does not exist`,
  });
  cluster.delete(pods, pod.metadata.namespace, pod.metadata.name, { graceSeconds: 0 });
}

/** Under pressure the kubelet evicts, first who asked for least. */
export function press(cluster: ControlledCluster, node: KubernetesObject): number | undefined {
  const fault = faultOf(node);
  if (fault !== 'disk-pressure' && fault !== 'memory-pressure') return undefined;
  const memory = memoryOf(node);
  const due = numberAt(memory, 'evictAt') ?? cluster.now + cluster.pace(EVICTION_PAUSE_MS);
  if (due > cluster.now) {
    cluster.update(nodes, withMemory(node, { ...memory, evictAt: due }));
    return due;
  }
  const order = ['BestEffort', 'Burstable', 'Guaranteed'];
  const candidates = cluster.store
    .list(pods)
    .filter(
      (pod) =>
        textAt(pod, 'spec', 'nodeName') === node.metadata.name &&
        pod.metadata.namespace !== 'kube-system' &&
        !isFinished(pod) &&
        pod.metadata.deletionTimestamp === undefined,
    )
    .sort(
      (a, b) =>
        order.indexOf(textAt(a, 'status', 'qosClass') ?? '') - order.indexOf(textAt(b, 'status', 'qosClass') ?? ''),
    );
  const [pod] = candidates;
  // A node gets well once two have gone; the fault stays until it is mended.
  if (!pod || Number(memory['evicted'] ?? 0) >= 2) return undefined;
  const container = textAt(pod, 'spec', 'containers', 0, 'name') ?? '';
  const message =
    fault === 'memory-pressure'
      ? `The node was low on resource: memory. Threshold quantity: 100Mi, available: 48732Ki. Container ${container} was using 212344Ki, request is 0, has larger consumption of memory. `
      : `The node was low on resource: ephemeral-storage. Threshold quantity: 2576980377, available: 1822340Ki. Container ${container} was using 1204Ki, request is 0, has larger consumption of ephemeral-storage. `;
  tell(cluster, pod, { component: 'kubelet', host: node.metadata.name, type: 'Warning', reason: 'Evicted', message });
  const target: Condition = { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message };
  const { containerStatuses, ...status } = pod.status ?? {};
  const unready: Condition = { type: 'Ready', status: 'False', reason: 'PodFailed' };
  cluster.update(pods, {
    ...withMemory(pod, {}),
    status: {
      ...status,
      phase: 'Failed',
      reason: 'Evicted',
      message,
      conditions: withCondition({ conditions: withCondition(pod.status, target, cluster.now) }, unready, cluster.now),
      ...(containerStatuses === undefined ? {} : { containerStatuses: stopped(containerStatuses, cluster.now) }),
    },
  });
  const at = cluster.now + cluster.pace(EVICTION_PAUSE_MS);
  cluster.update(
    nodes,
    withMemory(cluster.store.get(nodes, undefined, node.metadata.name) ?? node, {
      ...memory,
      evictAt: at,
      evicted: Number(memory['evicted'] ?? 0) + 1,
    }),
  );
  return at;
}

function stopped(statuses: unknown, now: number): JsonObject[] {
  return objectsAt({ statuses }, 'statuses').map((status) => ({
    ...status,
    ready: false,
    started: false,
    state: {
      terminated: {
        exitCode: 137,
        reason: 'Error',
        finishedAt: kubernetesTime(now),
        startedAt: textAt(status, 'state', 'running', 'startedAt') ?? kubernetesTime(now),
      },
    },
  }));
}
