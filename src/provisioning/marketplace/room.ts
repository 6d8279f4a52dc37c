import { type Cluster, type ClusterObject, objectsAt, parseQuantity, textAt, valueAt } from '#src/cluster/index.ts';
import { bytesText, coresText } from './amounts.ts';
import type { BroughtWorkload } from './brought.ts';

/** What is free on one node that takes pods. */
export interface NodeRoom {
  name: string;
  cpu: number;
  memory: number;
  pods: number;
}

/** One sort of pod that is to find a place. */
export interface Wanted {
  name: string;
  copies: number;
  cpu: number;
  memory: number;
  /** One on each node, however many there are. */
  everywhere?: boolean;
}

/** What every node that takes pods can give minus what is asked for on it. */
export async function readRoom(cluster: Cluster, options: { signal?: AbortSignal } = {}): Promise<NodeRoom[]> {
  const rooms = new Map<string, NodeRoom>();
  for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' }, options)) {
    if (!takesPods(node)) continue;
    const amount = (what: string): number => quantityAt(node, 'status', 'allocatable', what);
    rooms.set(node.metadata.name, {
      name: node.metadata.name,
      cpu: amount('cpu'),
      memory: amount('memory'),
      pods: amount('pods'),
    });
  }
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod' }, options)) {
    const room = rooms.get(textAt(pod, 'spec', 'nodeName') ?? '');
    const phase = textAt(pod, 'status', 'phase');
    if (!room || phase === 'Succeeded' || phase === 'Failed') continue;
    const { cpu, memory } = requestsOf(pod);
    room.cpu -= cpu;
    room.memory -= memory;
    room.pods -= 1;
  }
  return [...rooms.values()];
}

/** What a pod asks for, as the scheduler counts it. */
export function requestsOf(pod: ClusterObject): { cpu: number; memory: number } {
  const asked = (what: 'cpu' | 'memory'): number => {
    const of = (container: unknown): number => quantityAt(container, 'resources', 'requests', what);
    const sum = (containers: readonly unknown[]): number => containers.reduce<number>((all, one) => all + of(one), 0);
    const first = objectsAt(pod, 'spec', 'initContainers');
    const beside = first.filter((one) => one['restartPolicy'] === 'Always');
    const before = Math.max(0, ...first.filter((one) => one['restartPolicy'] !== 'Always').map(of));
    const running = sum(objectsAt(pod, 'spec', 'containers')) + sum(beside);
    return Math.max(running, before) + quantityAt(pod, 'spec', 'overhead', what);
  };
  return { cpu: asked('cpu'), memory: asked('memory') };
}

/** The pods that workloads bring. */
export function wantedBy(workloads: readonly BroughtWorkload[]): Wanted[] {
  return workloads.map(({ name, kind, replicas, cpu, memory }) => ({
    name,
    copies: replicas,
    cpu: parseQuantity(cpu) ?? 0,
    memory: parseQuantity(memory) ?? 0,
    ...(kind === 'DaemonSet' ? { everywhere: true } : {}),
  }));
}

/** Those that find no place: the biggest first, each on the node where the least stays over. Empty: everything fits. */
export function withoutRoom(wanted: readonly Wanted[], rooms: readonly NodeRoom[]): Wanted[] {
  const free = rooms.map((room) => ({ ...room }));
  const all = {
    cpu: Math.max(...rooms.map(({ cpu }) => cpu), Number.MIN_VALUE),
    memory: Math.max(...rooms.map(({ memory }) => memory), Number.MIN_VALUE),
  };
  const weight = ({ cpu, memory }: { cpu: number; memory: number }): number =>
    Math.max(cpu / all.cpu, memory / all.memory);
  const take = (room: NodeRoom, one: Wanted): void => {
    room.cpu -= one.cpu;
    room.memory -= one.memory;
    room.pods -= 1;
  };
  const holds = (room: NodeRoom, one: Wanted): boolean =>
    room.pods >= 1 && room.cpu + SLACK >= one.cpu && room.memory + SLACK >= one.memory;
  const left: Wanted[] = [];
  for (const one of wanted.filter(({ everywhere }) => everywhere === true)) {
    for (const room of free) {
      if (holds(room, one)) take(room, one);
      else if (!left.includes(one)) left.push(one);
    }
  }
  const single = wanted
    .filter(({ everywhere }) => everywhere !== true)
    .toSorted((one, other) => weight(other) - weight(one));
  for (const one of single) {
    let missing = 0;
    for (let copy = 0; copy < one.copies; copy += 1) {
      const [best] = free.filter((room) => holds(room, one)).toSorted((a, b) => weight(a) - weight(b));
      if (best) take(best, one);
      else missing += 1;
    }
    if (missing > 0) left.push({ ...one, copies: missing });
  }
  return left;
}

/** "2 CPU and 3 GiB memory" of some pods together. */
export function needText(wanted: readonly Wanted[], nodes: number): { cpu: string; memory: string } {
  const copies = (one: Wanted): number => (one.everywhere === true ? nodes : one.copies);
  const total = (what: 'cpu' | 'memory'): number => wanted.reduce((sum, one) => sum + one[what] * copies(one), 0);
  return { cpu: coresText(total('cpu')), memory: bytesText(total('memory')) };
}

/** Rounding of quantities such as 0.1 + 0.2. */
const SLACK = 1e-6;

function takesPods(node: ClusterObject): boolean {
  if (valueAt(node, 'spec', 'unschedulable') === true) return false;
  const barred = objectsAt(node, 'spec', 'taints').some(
    ({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute',
  );
  const ready = objectsAt(node, 'status', 'conditions').find(({ type }) => type === 'Ready');
  return !barred && ready?.['status'] === 'True';
}

function quantityAt(value: unknown, ...path: (string | number)[]): number {
  const found = valueAt(value, ...path);
  return parseQuantity(typeof found === 'string' || typeof found === 'number' ? found : undefined) ?? 0;
}
