import type { ClusterObject } from '../cluster-object.ts';
import type { Snapshot } from '../diagnosis/snapshot.ts';
import { textAt } from '../fields.ts';

/** Namespaces of the cluster itself: what runs there comes with Kubernetes, and is upgraded with it. */
const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'cattle-system',
  'system-upgrade',
]);

export const isSystem = ({ metadata }: ClusterObject): boolean => systemNamespaces.has(metadata.namespace ?? '');

/** Pods that run, and that emptying a node would ask to leave: not those of daemons or of the node itself. */
export function movablePods(snapshot: Snapshot): ClusterObject[] {
  return snapshot.all('Pod').filter((pod) => isRunning(pod) && !staysWithNode(pod));
}

function isRunning(pod: ClusterObject): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined &&
    !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '')
  );
}

function staysWithNode({ metadata }: ClusterObject): boolean {
  return (
    metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined ||
    metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node') === true
  );
}

/** Nodes that belong to the control plane. */
export function isServer(node: ClusterObject): boolean {
  return Object.keys(node.metadata.labels ?? {}).some((label) =>
    /^node-role\.kubernetes\.io\/(control-plane|master|etcd)$/.test(label),
  );
}
