import { flagAt, objectAt, textAt, textsAt } from '#src/cluster/index.ts';

import { persistentVolumeClaims, persistentVolumes, pods, storageClasses } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { attachVolume } from './attach-volume.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { LOCAL_PATH, provisionLocalPath, SELECTED_NODE } from './local-path.ts';
import { sooner } from './pods.ts';
import { quantity } from './quantity.ts';
import { tellAgain } from './tell-again.ts';

const component = 'persistentvolume-controller';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const nothingFits = {
  component,
  reason: 'FailedBinding',
  message: 'no persistent volumes available for this claim and no storage class is set',
};

/** Binds claims to volumes: makes local-path ones where the first pod is to run, resizes, and gives back. */
export const volumeController: Controller = {
  name: component,
  watches: [persistentVolumeClaims, persistentVolumes, storageClasses, pods],
  reconcile(cluster) {
    let next: number | undefined;
    for (const claim of cluster.store.list(persistentVolumeClaims)) {
      if (claim.metadata.deletionTimestamp !== undefined) continue;
      next = sooner(next, bind(cluster, claim));
    }
    for (const volume of cluster.store.list(persistentVolumes)) release(cluster, volume);
    return next;
  },
};

function bind(cluster: ControlledCluster, claim: KubernetesObject): number | undefined {
  const bound = textAt(claim, 'spec', 'volumeName');
  if (bound !== undefined) return follow(cluster, claim, bound);
  if (textAt(claim, 'status', 'phase') !== 'Pending') {
    cluster.update(persistentVolumeClaims, { ...claim, status: { ...claim.status, phase: 'Pending' } });
    return bind(
      cluster,
      cluster.store.get(persistentVolumeClaims, claim.metadata.namespace, claim.metadata.name) ?? claim,
    );
  }
  const fitting = cluster.store.list(persistentVolumes).find((volume) => fits(volume, claim));
  if (fitting) {
    attachVolume(cluster, claim, fitting);
    return undefined;
  }
  const className = textAt(claim, 'spec', 'storageClassName');
  if (className === '') return tellAgain(cluster, claim, nothingFits);
  if (className === undefined) {
    // A class that became the default later serves the claims that wait for one, too.
    const usual = cluster.store
      .list(storageClasses)
      .find((each) => each.metadata.annotations?.[DEFAULT_CLASS] === 'true');
    if (!usual) return tellAgain(cluster, claim, nothingFits);
    cluster.update(persistentVolumeClaims, {
      ...claim,
      spec: { ...claim.spec, storageClassName: usual.metadata.name },
    });
    return cluster.now + 1;
  }
  const storage = cluster.store.get(storageClasses, undefined, className);
  if (!storage)
    return tellAgain(cluster, claim, {
      component,
      type: 'Warning',
      reason: 'ProvisioningFailed',
      message: `storageclass.storage.k8s.io "${className}" not found`,
    });
  const provisioner = textAt(storage, 'provisioner') ?? '';
  const waits = textAt(storage, 'volumeBindingMode') === 'WaitForFirstConsumer';
  const node = claim.metadata.annotations?.[SELECTED_NODE];
  if (waits && node === undefined) {
    return tellAgain(cluster, claim, {
      component,
      reason: 'WaitForFirstConsumer',
      message: 'waiting for first consumer to be created before binding',
    });
  }
  if (provisioner === 'kubernetes.io/no-provisioner') return tellAgain(cluster, claim, nothingFits);
  const external = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  if (provisioner !== LOCAL_PATH)
    return tellAgain(cluster, claim, { component, reason: 'ExternalProvisioning', message: external });
  return provisionLocalPath(cluster, claim, storage, node, external);
}

function fits(volume: KubernetesObject, claim: KubernetesObject): boolean {
  const owner = objectAt(volume, 'spec', 'claimRef');
  const mine =
    owner['name'] === claim.metadata.name &&
    owner['namespace'] === claim.metadata.namespace &&
    (owner['uid'] === undefined || owner['uid'] === claim.metadata.uid);
  if (Object.keys(owner).length > 0) return mine;
  const offered = textsAt(volume, 'spec', 'accessModes');
  return (
    textAt(volume, 'status', 'phase') !== 'Released' &&
    (textAt(volume, 'spec', 'storageClassName') ?? '') === (textAt(claim, 'spec', 'storageClassName') ?? '') &&
    textsAt(claim, 'spec', 'accessModes').every((mode) => offered.includes(mode)) &&
    quantity(objectAt(volume, 'spec', 'capacity')['storage']) >=
      quantity(objectAt(claim, 'spec', 'resources', 'requests')['storage'])
  );
}

/** A bound claim: lost with its volume, or resized where its class allows it. */
function follow(cluster: ControlledCluster, claim: KubernetesObject, name: string): number | undefined {
  const volume = cluster.store.get(persistentVolumes, undefined, name);
  const phase = textAt(claim, 'status', 'phase');
  if (!volume) {
    if (phase === 'Lost' || phase === undefined || phase === 'Pending') return undefined;
    cluster.update(persistentVolumeClaims, { ...claim, status: { phase: 'Lost' } });
    tell(cluster, claim, {
      component,
      type: 'Warning',
      reason: 'ClaimLost',
      message: 'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    });
    return undefined;
  }
  if (phase !== 'Bound') {
    attachVolume(cluster, claim, volume);
    return undefined;
  }
  const wanted = objectAt(claim, 'spec', 'resources', 'requests')['storage'];
  const has = objectAt(claim, 'status', 'capacity')['storage'];
  if (quantity(wanted) <= quantity(has)) return undefined;
  const storage = cluster.store.get(storageClasses, undefined, textAt(claim, 'spec', 'storageClassName') ?? '');
  if (flagAt(storage, 'allowVolumeExpansion') !== true || textAt(storage, 'provisioner') === LOCAL_PATH) {
    return tellAgain(cluster, claim, {
      component,
      reason: 'ExternalExpanding',
      message: 'waiting for an external controller to expand this PVC',
    });
  }
  const size = { storage: wanted ?? '1Gi' };
  cluster.update(persistentVolumes, { ...volume, spec: { ...volume.spec, capacity: size } });
  cluster.update(persistentVolumeClaims, { ...claim, status: { ...claim.status, capacity: size } });
  tell(cluster, claim, {
    component,
    reason: 'FileSystemResizeSuccessful',
    message: 'MountVolume.NodeExpandVolume succeeded for volume',
  });
  return undefined;
}

/** A volume whose claim is gone: deleted with it, or kept as Released. */
function release(cluster: ControlledCluster, volume: KubernetesObject): void {
  const owner = objectAt(volume, 'spec', 'claimRef');
  if (Object.keys(owner).length === 0) {
    if (textAt(volume, 'status', 'phase') !== 'Available')
      cluster.update(persistentVolumes, { ...volume, status: { phase: 'Available' } });
    return;
  }
  const claim = cluster.store.get(persistentVolumeClaims, textAt(owner, 'namespace'), textAt(owner, 'name') ?? '');
  const held = claim && (owner['uid'] === undefined || claim.metadata.uid === owner['uid']);
  if (held || textAt(volume, 'status', 'phase') === 'Released') {
    if (!held && textAt(volume, 'spec', 'persistentVolumeReclaimPolicy') === 'Delete') drop(cluster, volume);
    return;
  }
  if (textAt(volume, 'spec', 'persistentVolumeReclaimPolicy') === 'Delete') drop(cluster, volume);
  else cluster.update(persistentVolumes, { ...volume, status: { ...volume.status, phase: 'Released' } });
}

function drop(cluster: ControlledCluster, volume: KubernetesObject): void {
  const { finalizers: _, ...metadata } = volume.metadata;
  cluster.update(persistentVolumes, { ...volume, metadata });
  cluster.delete(persistentVolumes, undefined, volume.metadata.name);
}
