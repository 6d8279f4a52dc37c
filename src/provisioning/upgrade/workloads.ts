import type { CallOptions, Cluster, ClusterObject } from '#src/cluster/index.ts';
import { ClusterError, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

/** How one workload does. Plain data: it is kept from before the upgrade to be compared with after. */
export type WorkloadState = {
  kind: string;
  namespace: string;
  name: string;
  wanted: number;
  ready: number;
  images: string[];
  /** Restarts of the containers in its pods. */
  restarts: number;
};

const kinds = [
  { kind: 'Deployment', ready: 'readyReplicas', wanted: ['spec', 'replicas'] },
  { kind: 'StatefulSet', ready: 'readyReplicas', wanted: ['spec', 'replicas'] },
  { kind: 'DaemonSet', ready: 'numberReady', wanted: ['status', 'desiredNumberScheduled'] },
] as const;

/** Every workload with its ready copies, restarts and images, by kind, namespace and name. */
export async function readWorkloads(cluster: Cluster, options: CallOptions = {}): Promise<WorkloadState[]> {
  const restarts = await restartsByOwner(cluster, options);
  const found: WorkloadState[] = [];
  for (const { kind, ready, wanted } of kinds) {
    try {
      for await (const object of cluster.list({ apiVersion: 'apps/v1', kind }, options)) {
        const { namespace = '', name } = object.metadata;
        found.push({
          kind,
          namespace,
          name,
          wanted: numberAt(object, ...wanted) ?? (kind === 'DaemonSet' ? 0 : 1),
          ready: numberAt(object, 'status', ready) ?? 0,
          images: objectsAt(object, 'spec', 'template', 'spec', 'containers').map(
            (container) => textAt(container, 'image') ?? '',
          ),
          restarts: restarts.get(`${kind} ${namespace}/${name}`) ?? 0,
        });
      }
    } catch (error) {
      // Whoever may not look at a kind is told of the others.
      if (!(error instanceof ClusterError) || !['FORBIDDEN', 'UNKNOWN_KIND'].includes(error.code)) throw error;
    }
  }
  return found;
}

/** Workloads that do worse than before: fewer ready copies than it had, or than are wanted by now. */
export function worseThan(before: readonly WorkloadState[], now: readonly WorkloadState[]): WorkloadState[] {
  const current = new Map(now.map((one) => [keyOf(one), one]));
  return before.flatMap((one) => {
    const present = current.get(keyOf(one));
    // What somebody deleted or made smaller meanwhile is their wish, not our doing.
    if (!present || present.ready >= Math.min(one.ready, present.wanted)) return [];
    return [present];
  });
}

/** Names a workload. */
export function keyOf({ kind, namespace, name }: Pick<WorkloadState, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace}/${name}`;
}

/** A pod's restarts count for the workload above it; a replica set stands for its deployment. */
async function restartsByOwner(cluster: Cluster, options: CallOptions): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod' }, options)) {
    const owner = ownerOf(pod);
    if (owner === undefined) continue;
    const count = objectsAt(pod, 'status', 'containerStatuses').reduce(
      (sum, status) => sum + (numberAt(status, 'restartCount') ?? 0),
      0,
    );
    sums.set(owner, (sums.get(owner) ?? 0) + count);
  }
  return sums;
}

/** The workload that a pod belongs to, as `keyOf` writes it. */
export function ownerOf(pod: ClusterObject): string | undefined {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (!owner) return undefined;
  const hash = pod.metadata.labels?.['pod-template-hash'];
  const ofDeployment = owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`);
  const kind = ofDeployment ? 'Deployment' : owner.kind;
  const name = ofDeployment ? owner.name.slice(0, -hash.length - 1) : owner.name;
  return keyOf({ kind, namespace: pod.metadata.namespace ?? '', name });
}
