import {
  type Cluster,
  ClusterError,
  type ClusterObject,
  flagAt,
  numberAt,
  objectsAt,
  parseQuantity,
  textAt,
} from '#src/cluster/index.ts';

type Options = { signal?: AbortSignal };

/** A PersistentVolumeClaim, as people see it: a disk. */
export interface Volume {
  /** `namespace/name` */
  id: string;
  namespace: string;
  name: string;
  /** Bytes: what there is, or what is asked for until there is something. */
  size: number;
  /** Bytes, where the node tells. */
  used?: number;
  storageClass: string;
  /** `Bound`, `Pending`, `Lost` */
  phase: string;
  /** Its class lets it grow. */
  grows: boolean;
  /** Pods that mount it. */
  usedBy: string[];
}

/** A class of disks. */
export interface VolumeClass {
  name: string;
  isDefault: boolean;
  grows: boolean;
  provisioner: string;
  /** Disks of this class live on one node, and go where the first pod goes. */
  late: boolean;
}

/** Every disk of a VDC, by namespace and name. */
export async function readVolumes(cluster: Cluster, options: Options = {}): Promise<Volume[]> {
  const [classes, mounts, used] = await Promise.all([
    readClasses(cluster, options),
    readMounts(cluster, options),
    readUsed(cluster, options),
  ]);
  const volumes: Volume[] = [];
  for await (const claim of cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, options)) {
    volumes.push(volumeOf(claim, classes, mounts, used));
  }
  return volumes.toSorted((one, other) => one.id.localeCompare(other.id, 'en'));
}

/** The classes of disks that a VDC has; the default one first. */
export async function readClasses(cluster: Cluster, options: Options = {}): Promise<VolumeClass[]> {
  const found: VolumeClass[] = [];
  for await (const one of cluster.list({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, options)) {
    found.push({
      name: one.metadata.name,
      isDefault: one.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
      grows: flagAt(one, 'allowVolumeExpansion') === true,
      provisioner: textAt(one, 'provisioner') ?? '',
      late: textAt(one, 'volumeBindingMode') === 'WaitForFirstConsumer',
    });
  }
  return found.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
}

function volumeOf(
  claim: ClusterObject,
  classes: readonly VolumeClass[],
  mounts: ReadonlyMap<string, string[]>,
  used: ReadonlyMap<string, number>,
): Volume {
  const { namespace = 'default', name } = claim.metadata;
  const id = `${namespace}/${name}`;
  const storageClass = textAt(claim, 'spec', 'storageClassName') ?? '';
  const size =
    textAt(claim, 'status', 'capacity', 'storage') ?? textAt(claim, 'spec', 'resources', 'requests', 'storage');
  const taken = used.get(id);
  return {
    id,
    namespace,
    name,
    size: parseQuantity(size) ?? 0,
    ...(taken === undefined ? {} : { used: taken }),
    storageClass,
    phase: textAt(claim, 'status', 'phase') ?? 'Pending',
    grows: classes.some((one) => one.name === storageClass && one.grows),
    usedBy: mounts.get(id) ?? [],
  };
}

async function readMounts(cluster: Cluster, options: Options): Promise<Map<string, string[]>> {
  const mounts = new Map<string, string[]>();
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod' }, options)) {
    const phase = textAt(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') continue;
    for (const volume of objectsAt(pod, 'spec', 'volumes')) {
      const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
      if (claim === undefined) continue;
      const id = `${pod.metadata.namespace ?? 'default'}/${claim}`;
      mounts.set(id, [...(mounts.get(id) ?? []), pod.metadata.name]);
    }
  }
  return mounts;
}

/** Nodes that are asked how full their disks are. */
const NODES = 20;

/** What the nodes say of mounted disks; those that do not answer leave it unknown. */
async function readUsed(cluster: Cluster, options: Options): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  const nodes: string[] = [];
  for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node' }, options)) nodes.push(metadata.name);
  await Promise.all(
    nodes.slice(0, NODES).map(async (node) => {
      try {
        const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`;
        const summary = await cluster.raw(path, { ...options, timeoutMs: 3_000 });
        for (const pod of objectsAt(summary, 'pods')) {
          for (const volume of objectsAt(pod, 'volume')) {
            const name = textAt(volume, 'pvcRef', 'name');
            const bytes = numberAt(volume, 'usedBytes');
            const id = `${textAt(volume, 'pvcRef', 'namespace') ?? ''}/${name}`;
            if (name !== undefined && bytes !== undefined) used.set(id, bytes);
          }
        }
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
      }
    }),
  );
  return used;
}
