import type { CallOptions, Cluster, ClusterObject } from '#src/cluster/index.ts';
import { flagAt, labelsAt, objectsAt, textAt } from '#src/cluster/index.ts';
import { compareVersions } from '#src/cluster/upgrade/index.ts';

/** A node as an upgrade looks at it. */
export interface ClusterNode {
  name: string;
  role: 'controller' | 'worker';
  /** What its kubelet runs. */
  version: string;
  ready: boolean;
  cordoned: boolean;
  /** Why it is not ready. */
  why: string;
}

export const NODE = { apiVersion: 'v1', kind: 'Node' };

/** All nodes, controllers first, by name. */
export async function readNodes(cluster: Cluster, options: CallOptions = {}): Promise<ClusterNode[]> {
  const nodes: ClusterNode[] = [];
  for await (const object of cluster.list(NODE, options)) nodes.push(nodeOf(object));
  return nodes.sort((a, b) => (a.role === b.role ? byName(a, b) : a.role === 'controller' ? -1 : 1));
}

/** One node; null when it is not there. */
export async function readNode(cluster: Cluster, name: string, options: CallOptions = {}): Promise<ClusterNode | null> {
  const object = await cluster.get({ ...NODE, name }, options);
  return object && nodeOf(object);
}

/** What the cluster runs: the oldest of its controllers; where none can be seen, of all nodes. */
export function versionOf(nodes: readonly ClusterNode[]): string | undefined {
  const controllers = nodes.filter(({ role }) => role === 'controller');
  const versions = (controllers.length > 0 ? controllers : nodes).map(({ version }) => version);
  return versions.toSorted(compareVersions)[0];
}

function nodeOf(object: ClusterObject): ClusterNode {
  const labels = labelsAt(object, 'metadata', 'labels');
  const ready = objectsAt(object, 'status', 'conditions').find(({ type }) => type === 'Ready');
  const serves = 'node-role.kubernetes.io/control-plane' in labels || 'node-role.kubernetes.io/master' in labels;
  return {
    name: object.metadata.name,
    role: serves ? 'controller' : 'worker',
    version: textAt(object, 'status', 'nodeInfo', 'kubeletVersion') ?? '',
    ready: ready?.['status'] === 'True',
    cordoned: flagAt(object, 'spec', 'unschedulable') === true,
    why: textAt(ready, 'message') ?? 'Kubelet stopped posting node status.',
  };
}

/** worker-2 before worker-10. */
function byName(a: ClusterNode, b: ClusterNode): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}
