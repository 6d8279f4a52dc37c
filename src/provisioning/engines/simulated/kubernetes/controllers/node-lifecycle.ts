import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { nodes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { Condition } from './conditions.ts';
import { conditionOf, isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import type { NodeFault } from './node-faults.ts';
import { faultOf } from './node-faults.ts';
import { sooner } from './pods.ts';
import { bear, orphaned, press } from './pods-of-nodes.ts';

const component = 'node-controller';
/** So long a node may be silent before it counts as gone. */
const GRACE_MS = 40_000;

/** What happens to nodes and to what runs on them: heart-beats that stop, pressure, taints, eviction. */
export const nodeController: Controller = {
  name: component,
  watches: [nodes, pods],
  reconcile(cluster) {
    let next: number | undefined;
    const machines = cluster.store.list(nodes);
    for (const node of machines) next = sooner(next, judge(cluster, node));
    const current = new Map(cluster.store.list(nodes).map((node) => [node.metadata.name, node]));
    const troubled = [...current.values()].some(
      (node) => faultOf(node) !== undefined || objectsAt(node, 'spec', 'taints').length > 0,
    );
    for (const pod of cluster.store.list(pods)) {
      const name = textAt(pod, 'spec', 'nodeName');
      if (name === undefined) continue;
      const node = current.get(name);
      if (!node) orphaned(cluster, pod, name);
      else if (troubled) next = sooner(next, bear(cluster, pod, node));
    }
    for (const node of current.values()) next = sooner(next, press(cluster, node));
    return next;
  },
};

const healthy: Condition[] = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

const troubles: { [fault in Exclude<NodeFault, 'down'>]: Condition } = {
  'kubelet-not-ready': {
    type: 'Ready',
    status: 'False',
    reason: 'KubeletNotReady',
    message:
      'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
  },
  'disk-pressure': {
    type: 'DiskPressure',
    status: 'True',
    reason: 'KubeletHasDiskPressure',
    message: 'kubelet has disk pressure',
  },
  'memory-pressure': {
    type: 'MemoryPressure',
    status: 'True',
    reason: 'KubeletHasInsufficientMemory',
    message: 'kubelet has insufficient memory available',
  },
  'pid-pressure': {
    type: 'PIDPressure',
    status: 'True',
    reason: 'KubeletHasInsufficientPID',
    message: 'kubelet has insufficient PID available',
  },
};

/** The node's conditions and taints as its kubelet, or the lack of one, makes them. */
function judge(cluster: ControlledCluster, node: KubernetesObject): number | undefined {
  const fault = faultOf(node);
  const memory = memoryOf(node);
  if (fault === undefined && memory['fault'] === undefined && isWell(node)) return cordoned(cluster, node);
  if (memory['fault'] !== fault) {
    const { fault: _, since: __, ...rest } = memory;
    node = cluster.update(nodes, withMemory(node, fault === undefined ? rest : { ...rest, fault, since: cluster.now }));
  }
  const since = numberAt(memoryOf(node), 'since') ?? cluster.now;
  if (fault === 'down') {
    const lost = since + cluster.pace(GRACE_MS);
    if (cluster.now < lost) return lost;
  }
  const wanted = healthy.map((usual): Condition => {
    if (fault === undefined) return usual;
    if (fault === 'down')
      return {
        type: usual.type,
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      };
    return troubles[fault].type === usual.type ? troubles[fault] : usual;
  });
  let status: JsonObject = node.status ?? {};
  for (const condition of wanted) {
    if (sayChange(cluster, node, condition, fault)) {
      const beat = fault === 'down' ? kubernetesTime(since) : kubernetesTime(cluster.now);
      status = { ...status, conditions: withCondition(status, condition, cluster.now, { lastHeartbeatTime: beat }) };
    }
  }
  cordoned(cluster, cluster.update(nodes, { ...node, status }));
  return undefined;
}

function isWell(node: KubernetesObject): boolean {
  return healthy.every(({ type, status }) => conditionOf(node, type)?.['status'] === status);
}

/** Tells a condition that is not yet so; false when it is. */
function sayChange(
  cluster: ControlledCluster,
  node: KubernetesObject,
  condition: Condition,
  fault: NodeFault | undefined,
): boolean {
  const before = conditionOf(node, condition.type);
  if (before?.['status'] === condition.status && before['reason'] === condition.reason) return false;
  const host = node.metadata.name;
  if (condition.type === 'Ready') {
    if (condition.status === 'True')
      tell(cluster, node, {
        component: 'kubelet',
        host,
        reason: 'NodeReady',
        message: `Node ${host} status is now: NodeReady`,
      });
    else
      tell(cluster, node, {
        component: fault === 'down' ? component : 'kubelet',
        reason: 'NodeNotReady',
        message: `Node ${host} status is now: NodeNotReady`,
      });
  } else if (condition.status === 'True') {
    tell(cluster, node, {
      component: 'kubelet',
      host,
      reason: condition.reason?.replace('Kubelet', 'Node') ?? '',
      message: `Node ${host} status is now: ${condition.reason?.replace('Kubelet', 'Node') ?? ''}`,
    });
    if (condition.type === 'DiskPressure') {
      const message =
        'Failed to garbage collect required amount of images. Attempted to free 8421376000 bytes, but only found 0 bytes eligible to free.';
      tell(cluster, node, { component: 'kubelet', host, type: 'Warning', reason: 'FreeDiskSpaceFailed', message });
    }
    const signal = { DiskPressure: 'ephemeral-storage', MemoryPressure: 'memory' }[condition.type] ?? 'pids';
    tell(cluster, node, {
      component: 'kubelet',
      host,
      type: 'Warning',
      reason: 'EvictionThresholdMet',
      message: `Attempting to reclaim ${signal}`,
    });
  } else if (before && condition.status === 'False') {
    tell(cluster, node, {
      component: 'kubelet',
      host,
      reason: condition.reason?.replace('Kubelet', 'Node') ?? '',
      message: `Node ${host} status is now: ${condition.reason?.replace('Kubelet', 'Node') ?? ''}`,
    });
  }
  return true;
}

const own = 'node.kubernetes.io/';

/** The taints that follow from conditions and cordon; those of people stay. */
function cordoned(cluster: ControlledCluster, node: KubernetesObject): undefined {
  const before = objectsAt(node, 'spec', 'taints');
  const ready = conditionOf(node, 'Ready')?.['status'];
  const wanted: [key: string, effect: string][] = [
    ...(node.spec?.['unschedulable'] === true ? ([['unschedulable', 'NoSchedule']] as [string, string][]) : []),
    ...(ready === 'False'
      ? ([
          ['not-ready', 'NoSchedule'],
          ['not-ready', 'NoExecute'],
        ] as [string, string][])
      : []),
    ...(ready === 'Unknown'
      ? ([
          ['unreachable', 'NoSchedule'],
          ['unreachable', 'NoExecute'],
        ] as [string, string][])
      : []),
    ...(['Disk', 'Memory', 'PID'] as const).flatMap((resource): [string, string][] =>
      isTrue(node, `${resource}Pressure`) ? [[`${resource.toLowerCase()}-pressure`, 'NoSchedule']] : [],
    ),
  ];
  const managed = ['unschedulable', 'not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure'].map(
    (key) => own + key,
  );
  const taints: JsonObject[] = [
    ...before.filter((taint) => !managed.includes(textAt(taint, 'key') ?? '')),
    ...wanted.map(([key, effect]) => {
      const known = before.find((taint) => taint['key'] === own + key && taint['effect'] === effect);
      return known ?? { key: own + key, effect, timeAdded: kubernetesTime(cluster.now) };
    }),
  ];
  if (JSON.stringify(taints) === JSON.stringify(before)) return;
  const { taints: _, ...spec } = node.spec ?? {};
  cluster.update(nodes, { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec });
}
