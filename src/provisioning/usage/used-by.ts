import { type Cluster, type ClusterObject, parseQuantity, textAt } from '#src/cluster/index.ts';
import { requestsOf } from '../marketplace/room.ts';
import { type Amounts, type Measured, readMeasured, sum } from './measured.ts';

/** One node or app, with what it has, what is asked for, and what is used where that is known. */
export interface UsedBy {
  name: string;
  has?: Amounts;
  asked: Amounts;
  used?: Amounts;
}

/** Where the CPU and the memory of a VDC go. */
export interface Usage {
  /** Somebody measures it. */
  measured: boolean;
  nodes: UsedBy[];
  /** The hungriest first. */
  apps: UsedBy[];
}

/** Reads nodes, pods and what metrics-server knows of them. */
export async function readUsage(cluster: Cluster, options: { signal?: AbortSignal } = {}): Promise<Usage> {
  const measured = await readMeasured(cluster, options);
  const nodes = new Map<string, { name: string; has: Amounts; asked: Amounts[]; used?: Amounts }>();
  for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' }, options)) {
    const { name } = node.metadata;
    const used = measured?.nodes.get(name);
    nodes.set(name, { name, has: hasOf(node), asked: [], ...(used ? { used } : {}) });
  }
  const apps = new Map<string, { asked: Amounts[]; used: Amounts[] }>();
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod' }, options)) {
    const phase = textAt(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    const asked = requestsOf(pod);
    nodes.get(textAt(pod, 'spec', 'nodeName') ?? '')?.asked.push(asked);
    const name = ownerOf(pod);
    const app = apps.get(name) ?? { asked: [], used: [] };
    apps.set(name, app);
    app.asked.push(asked);
    const used = measured?.pods.get(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`);
    if (used) app.used.push(used);
  }
  return {
    measured: measured !== null,
    nodes: [...nodes.values()].map((node) => ({ ...node, asked: sum(node.asked) })),
    apps: [...apps]
      .map(([name, app]) => appOf(name, app, measured))
      .toSorted((one, other) => weight(other) - weight(one)),
  };
}

function appOf(name: string, app: { asked: Amounts[]; used: Amounts[] }, measured: Measured | null): UsedBy {
  return { name, asked: sum(app.asked), ...(measured ? { used: sum(app.used) } : {}) };
}

/** A core counts as much as four gibibytes. */
function weight({ used, asked }: UsedBy): number {
  const { cpu, memory } = used ?? asked;
  return cpu + memory / 2 ** 32;
}

function hasOf(node: ClusterObject): Amounts {
  const amount = (what: string): number => parseQuantity(textAt(node, 'status', 'allocatable', what)) ?? 0;
  return { cpu: amount('cpu'), memory: amount('memory') };
}

/** `shop/web`: the workload that a pod is a copy of. */
function ownerOf({ metadata }: ClusterObject): string {
  const owner = (metadata.ownerReferences ?? []).find(({ controller }) => controller === true);
  const name =
    owner === undefined
      ? metadata.name
      : owner.kind === 'ReplicaSet'
        ? owner.name.replace(/-[a-z0-9]{5,10}$/, '')
        : owner.name;
  return metadata.namespace === 'default' ? name : `${metadata.namespace ?? ''}/${name}`;
}
