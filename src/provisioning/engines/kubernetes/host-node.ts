import type { ClusterObject } from '#src/cluster/index.ts';
import { flagAt, GIB, labelsAt, objectsAt, quantity, textAt, valueAt } from '#src/cluster/index.ts';

/** What machines take of a node. */
interface Room {
  vcpu: number;
  memoryGiB: number;
  diskGiB: number;
}

/** Where a node is, from its topology labels: what a person picks as country and farm. */
export interface Place {
  region: string;
  zone: string;
}

/** A node of the host that machines of VDCs may run on, with what is free on it now. */
export interface HostNode extends Room, Place {
  name: string;
}

/** Where nodes are that say nothing about it. */
const NOWHERE = 'host';

/** The usable nodes of a host, with what is free after every pod that runs or is to run there. */
export function hostNodes(nodes: readonly ClusterObject[], pods: readonly ClusterObject[]): HostNode[] {
  const podsOn = Map.groupBy(pods.filter(takesRoom), (pod) => textAt(pod, 'spec', 'nodeName') ?? '');
  return nodes.filter(isUsable).map((node) => {
    const taken = (podsOn.get(node.metadata.name) ?? []).map(requestsOf);
    const free = (resource: string) =>
      quantity(valueAt(node, 'status', 'allocatable', resource)) -
      taken.reduce((sum, requests) => sum + (requests[resource] ?? 0), 0);
    const labels = labelsAt(node, 'metadata', 'labels');
    return {
      name: node.metadata.name,
      ...placeOf(labels),
      vcpu: Math.max(0, Math.floor(free('cpu') + 1e-6)),
      memoryGiB: Math.max(0, Math.floor(free('memory') / GIB + 1e-6)),
      diskGiB: Math.max(0, Math.floor(free('ephemeral-storage') / GIB + 1e-6)),
    };
  });
}

/** Where a node is, as its labels say. */
export function placeOf(labels: { [label: string]: string }): Place {
  const region = labels['topology.kubernetes.io/region'] || NOWHERE;
  return { region, zone: labels['topology.kubernetes.io/zone'] || region };
}

/** Ready, not cordoned, and without a taint that keeps machines of VDCs away. */
function isUsable(node: ClusterObject): boolean {
  const ready = objectsAt(node, 'status', 'conditions').some(
    (condition) => condition['type'] === 'Ready' && condition['status'] === 'True',
  );
  const tainted = objectsAt(node, 'spec', 'taints').some(({ effect }) => effect !== 'PreferNoSchedule');
  return ready && !tainted && flagAt(node, 'spec', 'unschedulable') !== true;
}

function takesRoom(pod: ClusterObject): boolean {
  return !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
}

/** What a pod keeps for itself: of the pod as a whole where it says so, else of its containers. */
function requestsOf(pod: ClusterObject): { [resource: string]: number } {
  const sums: { [resource: string]: number } = {};
  const add = (requests: unknown) => {
    for (const [resource, amount] of Object.entries(requests ?? {}))
      sums[resource] = (sums[resource] ?? 0) + quantity(amount);
  };
  for (const container of objectsAt(pod, 'spec', 'containers')) add(valueAt(container, 'resources', 'requests'));
  // Those that start first run one after the other, so only the largest counts; those that stay run beside.
  for (const container of objectsAt(pod, 'spec', 'initContainers')) {
    const requests = valueAt(container, 'resources', 'requests');
    if (container['restartPolicy'] === 'Always') add(requests);
    else {
      for (const [resource, amount] of Object.entries(requests ?? {}))
        sums[resource] = Math.max(sums[resource] ?? 0, quantity(amount));
    }
  }
  for (const [resource, amount] of Object.entries(valueAt(pod, 'spec', 'resources', 'requests') ?? {}))
    sums[resource] = quantity(amount);
  add(valueAt(pod, 'spec', 'overhead'));
  return sums;
}
