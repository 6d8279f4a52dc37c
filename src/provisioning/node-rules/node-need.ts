import {
  type Cluster,
  type ClusterObject,
  labelsAt,
  numberAt,
  objectAt,
  objectsAt,
  textAt,
  valueAt,
} from '#src/cluster/index.ts';

import type { MachineStatus } from '../engine.ts';
import { type NodeRoom, readRoom, requestsOf, withoutRoom } from '../marketplace/room.ts';
import { moves } from '../upgrade/drain-round.ts';

/** What the pods of a VDC say about the number of its workers. */
export interface NodeNeed {
  /** Pods that wait because there is no room for them, as `shop/web-1`. */
  waiting: string[];
  /** How many workers more would hold them. 0 with pods that wait: no worker is big enough. */
  missing: number;
  /** Whether the worker that would go first is not needed: a sentence says why it is. */
  keeps?: string;
}

/** The worker that would go has to be at least half empty: otherwise the next pod would ask for it back. */
const IDLE_SHARE = 0.5;

/**
 * Who waits for room, and whether everything would fit without `leaving`. `fresh` is the room of a new worker; `limit` is
 * how many more may come at most.
 */
export async function readNodeNeed(
  cluster: Cluster,
  {
    fresh,
    limit,
    leaving,
    signal,
  }: { fresh: NodeRoom; limit: number; leaving?: MachineStatus | undefined; signal: AbortSignal },
): Promise<NodeNeed> {
  const pods: ClusterObject[] = [];
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod' }, { signal })) pods.push(pod);
  const rooms = await readRoom(cluster, { signal });
  const waiting = pods.filter(waitsForRoom);
  const node = leaving === undefined ? undefined : await nodeOf(cluster, leaving, signal);
  const keeps =
    waiting.length > 0
      ? 'Pods wait for room.'
      : node === undefined
        ? undefined
        : await whyKept(cluster, node, { pods, rooms, signal });
  return {
    waiting: waiting.map(pathOf),
    missing: missingOf(waiting, rooms, fresh, limit),
    ...(keeps === undefined ? {} : { keeps }),
  };
}

/** The node of a machine: its name, or what begins with it. */
export async function nodeOf(
  cluster: Cluster,
  { name, hostname = name }: MachineStatus,
  signal: AbortSignal,
): Promise<ClusterObject | undefined> {
  for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' }, { signal })) {
    if (`${node.metadata.name}-`.startsWith(`${hostname}-`)) return node;
  }
  return undefined;
}

/** The scheduler says that a node would have to be bigger, or that there would have to be one more. */
function waitsForRoom(pod: ClusterObject): boolean {
  if (textAt(pod, 'spec', 'nodeName') !== undefined || pod.metadata.deletionTimestamp !== undefined) return false;
  const scheduled = objectsAt(pod, 'status', 'conditions').find(({ type }) => type === 'PodScheduled');
  return (
    scheduled?.['status'] === 'False' &&
    scheduled['reason'] === 'Unschedulable' &&
    /Insufficient (cpu|memory|ephemeral-storage)|Too many pods|no nodes available/i.test(
      textAt(scheduled, 'message') ?? '',
    )
  );
}

/** The fewest workers with which nobody waits any more; where some never fit, the fewest that help the others. */
function missingOf(
  waiting: readonly ClusterObject[],
  rooms: readonly NodeRoom[],
  fresh: NodeRoom,
  limit: number,
): number {
  const wanted = waiting
    .map((pod) => ({ name: pathOf(pod), copies: 1, ...requestsOf(pod) }))
    .filter(({ cpu, memory }) => cpu <= fresh.cpu && memory <= fresh.memory);
  if (wanted.length === 0) return 0;
  for (let more = 1; more < limit; more += 1) {
    const added = Array.from({ length: more }, (_, index) => ({ ...fresh, name: `new-${index}` }));
    if (withoutRoom(wanted, [...rooms, ...added]).length === 0) return more;
  }
  return Math.max(1, limit);
}

async function whyKept(
  cluster: Cluster,
  node: ClusterObject,
  { pods, rooms, signal }: { pods: readonly ClusterObject[]; rooms: readonly NodeRoom[]; signal: AbortSignal },
): Promise<string | undefined> {
  const { name } = node.metadata;
  const own = pods.filter((pod) => textAt(pod, 'spec', 'nodeName') === name && moves(pod));
  const room = rooms.find((one) => one.name === name);
  const others = rooms.filter((one) => one.name !== name);
  if (others.length === 0) return `${name} is the only one that takes pods.`;
  const asked = own.map((pod) => ({ name: pathOf(pod), copies: 1, ...requestsOf(pod) }));
  const sum = (what: 'cpu' | 'memory'): number => asked.reduce((all, one) => all + one[what], 0);
  for (const what of ['cpu', 'memory'] as const) {
    const whole = (room?.[what] ?? 0) + sum(what);
    if (sum(what) > whole * IDLE_SHARE) return `${name} is more than half full.`;
  }
  const left = withoutRoom(asked, others);
  if (left.length > 0) return `${left[0]?.name} would find no room elsewhere.`;
  for (const pod of own) {
    const bare = !(pod.metadata.ownerReferences ?? []).some(({ controller }) => controller === true);
    if (bare) return `Nobody would make ${pathOf(pod)} anew.`;
    if (labelsAt(pod, 'metadata', 'annotations')['cluster-autoscaler.kubernetes.io/safe-to-evict'] === 'false')
      return `${pathOf(pod)} says that it must not be moved.`;
  }
  return (await heldByDisk(cluster, own, signal)) ?? (await heldByBudget(cluster, own, signal));
}

/** A disk that lives on one machine goes with it. */
async function heldByDisk(
  cluster: Cluster,
  pods: readonly ClusterObject[],
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const pod of pods) {
    const { namespace = 'default' } = pod.metadata;
    for (const volume of objectsAt(pod, 'spec', 'volumes')) {
      const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
      if (claim === undefined) continue;
      const reference = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim };
      const name = textAt(await cluster.get(reference, { signal }), 'spec', 'volumeName');
      const disk =
        name === undefined ? null : await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, { signal });
      const local = ['local', 'hostPath'].some((kind) => valueAt(disk, 'spec', kind) !== undefined);
      if (local || valueAt(disk, 'spec', 'nodeAffinity', 'required') !== undefined)
        return `The disk ${namespace}/${claim} of ${pathOf(pod)} is on it.`;
    }
  }
  return undefined;
}

async function heldByBudget(
  cluster: Cluster,
  pods: readonly ClusterObject[],
  signal: AbortSignal,
): Promise<string | undefined> {
  for await (const budget of cluster.list({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, { signal })) {
    if ((numberAt(budget, 'status', 'disruptionsAllowed') ?? 0) > 0) continue;
    const wanted = Object.entries(labelsAt(objectAt(budget, 'spec', 'selector'), 'matchLabels'));
    const held = pods.find(
      ({ metadata }) =>
        metadata.namespace === budget.metadata.namespace &&
        wanted.length > 0 &&
        wanted.every(([label, value]) => metadata.labels?.[label] === value),
    );
    if (held) return `The disruption budget ${budget.metadata.name} keeps ${pathOf(held)} where it is.`;
  }
  return undefined;
}

const pathOf = ({ metadata }: ClusterObject): string => `${metadata.namespace ?? 'default'}/${metadata.name}`;
