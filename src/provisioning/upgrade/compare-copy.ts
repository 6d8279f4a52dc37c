import {
  type CallOptions,
  type Cluster,
  type ClusterObject,
  labelsAt,
  nameOf,
  referenceTo,
  same,
  valueAt,
} from '#src/cluster/index.ts';

import { MANAGED_BY, OURS } from '../changes/index.ts';
import { settled } from '../changes/settled.ts';

/** How what was kept differs from what is there. */
export interface CopyComparison {
  /** Kept, and not there any more. */
  missing: ClusterObject[];
  /** There, and not as it was kept. */
  changed: ClusterObject[];
  /** Objects that are as they were. */
  same: number;
  /** Kinds of kept objects that this cluster does not know. */
  unknown: string[];
  /** Jobs that are not there any more: bringing one back would run it again. */
  jobs: string[];
}

/** Kinds that a cluster makes for itself, or that mean nothing to another moment. */
const itsOwn = new Set([
  'Addon',
  'APIService',
  'CertificateSigningRequest',
  'CSIDriver',
  'CSINode',
  'CSIStorageCapacity',
  'ETCDSnapshotFile',
  'FlowSchema',
  'IPAddress',
  'PersistentVolume',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageVersion',
  'StorageVersionMigration',
  'VolumeAttachment',
]);

/** Sets what was kept of a cluster against what is there now. Changes nothing. */
export async function compareCopy(
  cluster: Cluster,
  kept: readonly ClusterObject[],
  options: CallOptions = {},
): Promise<CopyComparison> {
  const found: CopyComparison = { missing: [], changed: [], same: 0, unknown: [], jobs: [] };
  const wanted = Map.groupBy(
    kept.filter((object) => !isTheClusters(object)),
    ({ apiVersion, kind }) => `${apiVersion} ${kind}`,
  );
  for (const objects of wanted.values()) {
    const [first] = objects;
    if (!first) continue;
    const { apiVersion, kind } = first;
    if ((await cluster.kind({ apiVersion, kind }, options)) === null) {
      // The definition of the kind may be among what is missing: then the cluster learns it first.
      if (definesKind(kept, first)) found.missing.push(...objects);
      else found.unknown.push(`${kind} (${apiVersion})`);
      continue;
    }
    const live = new Map<string, ClusterObject>();
    for await (const object of cluster.list({ apiVersion, kind }, options))
      live.set(nameOf(referenceTo(object)), object);
    for (const object of objects) {
      const name = nameOf(referenceTo(object));
      const now = live.get(name);
      if (now && isSame(object, now)) found.same += 1;
      else if (now) found.changed.push(object);
      else if (kind === 'Job') found.jobs.push(name);
      else found.missing.push(object);
    }
  }
  return found;
}

function isSame(kept: ClusterObject, now: ClusterObject): boolean {
  const [before, after] = [settled(kept), settled(now)];
  return same(before as never, after as never);
}

/** What k3s and Kubernetes make by themselves: brought back, it would fight with what is newer. */
function isTheClusters(object: ClusterObject): boolean {
  const { kind, metadata } = object;
  const { name, namespace = '', annotations = {} } = metadata;
  const labels = labelsAt(object, 'metadata', 'labels');
  if (labels[MANAGED_BY] === OURS) return false;
  if (itsOwn.has(kind) || /^(kube-|system-upgrade$)/.test(namespace)) return true;
  if (Object.keys({ ...labels, ...annotations }).some((key) => key.startsWith('objectset.rio.cattle.io/'))) return true;
  if ('kubernetes.io/bootstrapping' in labels || name.startsWith('system:')) return true;
  switch (kind) {
    case 'Namespace':
      return name === 'default' || name.startsWith('kube-');
    case 'ServiceAccount':
      return name === 'default';
    case 'ConfigMap':
      return name === 'kube-root-ca.crt';
    case 'Secret':
      return valueAt(object, 'type') === 'kubernetes.io/service-account-token';
    case 'Service':
      return namespace === 'default' && name === 'kubernetes';
    case 'PriorityClass':
      return name.startsWith('system-');
    default:
      return false;
  }
}

function definesKind(kept: readonly ClusterObject[], { apiVersion, kind }: ClusterObject): boolean {
  const [group = ''] = apiVersion.split('/');
  return kept.some(
    (one) =>
      one.kind === 'CustomResourceDefinition' &&
      valueAt(one, 'spec', 'group') === group &&
      valueAt(one, 'spec', 'names', 'kind') === kind,
  );
}
