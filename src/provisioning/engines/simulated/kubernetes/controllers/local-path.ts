import { objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';

import { nodes, persistentVolumeClaims, persistentVolumes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { attachVolume } from './attach-volume.ts';
import { isTrue } from './conditions.ts';
import type { ControlledCluster } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import { faultOf } from './node-faults.ts';
import { tellAgain } from './tell-again.ts';

/** The provisioner that k3s brings: it makes folders on nodes. */
export const LOCAL_PATH = 'rancher.io/local-path';

/** Where a claim says on which node its first pod is to run. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
/** A helper pod makes the folder on the node. */
const PROVISION_MS = 1_200;

export function provisionLocalPath(
  cluster: ControlledCluster,
  claim: KubernetesObject,
  storage: KubernetesObject,
  node: string | undefined,
  external: string,
): number | undefined {
  const since = memoryOf(claim)['provisionAt'];
  if (typeof since !== 'number') {
    tell(cluster, claim, {
      component: 'persistentvolume-controller',
      reason: 'ExternalProvisioning',
      message: external,
    });
    const whole = `${claim.metadata.namespace ?? ''}/${claim.metadata.name}`;
    tell(cluster, claim, {
      component: provisionerName(cluster),
      reason: 'Provisioning',
      message: `External provisioner is provisioning volume for claim "${whole}"`,
    });
    const at = cluster.now + cluster.pace(PROVISION_MS);
    const kept = cluster.store.get(persistentVolumeClaims, claim.metadata.namespace, claim.metadata.name) ?? claim;
    cluster.update(persistentVolumeClaims, withMemory(kept, { ...memoryOf(kept), provisionAt: at }));
    return at;
  }
  if (since > cluster.now) return since;
  // Without its provisioner nobody makes the folder.
  if (!provisionerRuns(cluster)) return cluster.now + cluster.pace(15_000);
  const modes = textsAt(claim, 'spec', 'accessModes');
  if (modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')) {
    const message =
      'failed to provision volume with StorageClass "local-path": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes';
    return tellAgain(cluster, claim, {
      type: 'Warning',
      reason: 'ProvisioningFailed',
      message,
      component: provisionerName(cluster),
    });
  }
  const home = node ?? cluster.store.list(nodes)[0]?.metadata.name ?? '';
  const name = `pvc-${claim.metadata.uid}`;
  const size = objectAt(claim, 'spec', 'resources', 'requests')['storage'] ?? '1Gi';
  const path = `/var/lib/rancher/k3s/storage/${name}_${claim.metadata.namespace ?? ''}_${claim.metadata.name}`;
  const volume = cluster.create(persistentVolumes, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: { [PROVISIONED_BY]: LOCAL_PATH, 'local.path.provisioner/selected-node': home },
      finalizers: ['kubernetes.io/pv-protection'],
    },
    spec: {
      capacity: { storage: size },
      accessModes: modes,
      persistentVolumeReclaimPolicy: textAt(storage, 'reclaimPolicy') ?? 'Delete',
      storageClassName: storage.metadata.name,
      volumeMode: 'Filesystem',
      hostPath: { path, type: 'DirectoryOrCreate' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [home] }] },
          ],
        },
      },
    },
    status: { phase: 'Available' },
  });
  tell(cluster, claim, {
    component: provisionerName(cluster),
    reason: 'ProvisioningSucceeded',
    message: `Successfully provisioned volume ${name}`,
  });
  attachVolume(
    cluster,
    cluster.store.get(persistentVolumeClaims, claim.metadata.namespace, claim.metadata.name) ?? claim,
    volume,
  );
  return undefined;
}

/** Tells the volume controller where a pod's claims that wait for their first consumer are to be; true when all are bound. */
export function claimsReady(cluster: ControlledCluster, pod: KubernetesObject, node: string): boolean {
  let ready = true;
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const claim =
      name === undefined ? undefined : cluster.store.get(persistentVolumeClaims, pod.metadata.namespace, name);
    if (!claim || textAt(claim, 'status', 'phase') === 'Bound') continue;
    ready = false;
    if (claim.metadata.annotations?.[SELECTED_NODE] !== undefined) continue;
    const annotations = {
      ...claim.metadata.annotations,
      [SELECTED_NODE]: node,
      'volume.beta.kubernetes.io/storage-provisioner': LOCAL_PATH,
      'volume.kubernetes.io/storage-provisioner': LOCAL_PATH,
    };
    cluster.update(persistentVolumeClaims, { ...claim, metadata: { ...claim.metadata, annotations } });
  }
  return ready;
}

function provisionerName(cluster: ControlledCluster): string {
  const pod = cluster.store
    .list(pods, 'kube-system')
    .find((each) => each.metadata.labels?.['app'] === 'local-path-provisioner');
  return `${LOCAL_PATH}_${pod?.metadata.name ?? 'local-path-provisioner'}_${cluster.ref}`;
}

function provisionerRuns(cluster: ControlledCluster): boolean {
  const all = cluster.store
    .list(pods, 'kube-system')
    .filter((each) => each.metadata.labels?.['app'] === 'local-path-provisioner');
  const broken = new Set(
    cluster.store
      .list(nodes)
      .filter((node) => faultOf(node) === 'down')
      .map((node) => node.metadata.name),
  );
  return (
    all.length === 0 || all.some((pod) => isTrue(pod, 'Ready') && !broken.has(textAt(pod, 'spec', 'nodeName') ?? ''))
  );
}
