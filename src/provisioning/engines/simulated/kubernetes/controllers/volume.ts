import { flagAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { nodes, persistentVolumeClaims, persistentVolumes, pods, storageClasses } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { isTrue } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import { faultOf } from './node-faults.ts';
import { sooner } from './pods.ts';
import { quantity } from './quantity.ts';

const component = 'persistentvolume-controller';
const LOCAL_PATH = 'rancher.io/local-path';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
/** A helper pod makes the folder on the node. */
const PROVISION_MS = 1_200;

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
    attach(cluster, claim, fitting);
    return undefined;
  }
  const className = textAt(claim, 'spec', 'storageClassName');
  if (className === '')
    return tellAgain(
      cluster,
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    );
  if (className === undefined) {
    // A class that became the default later serves the claims that wait for one, too.
    const usual = cluster.store
      .list(storageClasses)
      .find((each) => each.metadata.annotations?.[DEFAULT_CLASS] === 'true');
    if (!usual)
      return tellAgain(
        cluster,
        claim,
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      );
    cluster.update(persistentVolumeClaims, {
      ...claim,
      spec: { ...claim.spec, storageClassName: usual.metadata.name },
    });
    return cluster.now + 1;
  }
  const storage = cluster.store.get(storageClasses, undefined, className);
  if (!storage)
    return tellAgain(
      cluster,
      claim,
      'Warning',
      'ProvisioningFailed',
      `storageclass.storage.k8s.io "${className}" not found`,
    );
  const provisioner = textAt(storage, 'provisioner') ?? '';
  const waits = textAt(storage, 'volumeBindingMode') === 'WaitForFirstConsumer';
  const node = claim.metadata.annotations?.[SELECTED_NODE];
  if (waits && node === undefined) {
    return tellAgain(
      cluster,
      claim,
      'Normal',
      'WaitForFirstConsumer',
      'waiting for first consumer to be created before binding',
    );
  }
  if (provisioner === 'kubernetes.io/no-provisioner')
    return tellAgain(
      cluster,
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    );
  const external = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  if (provisioner !== LOCAL_PATH) return tellAgain(cluster, claim, 'Normal', 'ExternalProvisioning', external);
  return provision(cluster, claim, storage, node, external);
}

function provision(
  cluster: ControlledCluster,
  claim: KubernetesObject,
  storage: KubernetesObject,
  node: string | undefined,
  external: string,
): number | undefined {
  const since = memoryOf(claim)['provisionAt'];
  if (typeof since !== 'number') {
    tell(cluster, claim, { component, reason: 'ExternalProvisioning', message: external });
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
    return tellAgain(cluster, claim, 'Warning', 'ProvisioningFailed', message, provisionerName(cluster));
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
  attach(
    cluster,
    cluster.store.get(persistentVolumeClaims, claim.metadata.namespace, claim.metadata.name) ?? claim,
    volume,
  );
  return undefined;
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

function attach(cluster: ControlledCluster, claim: KubernetesObject, volume: KubernetesObject): void {
  const { name, namespace = '', uid } = claim.metadata;
  const claimRef: JsonObject = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid };
  cluster.update(persistentVolumes, {
    ...volume,
    spec: { ...volume.spec, claimRef },
    status: { ...volume.status, phase: 'Bound' },
  });
  const { provisionAt: _, ...memory } = memoryOf(claim);
  const bound = withMemory(claim, memory);
  cluster.update(persistentVolumeClaims, {
    ...bound,
    metadata: {
      ...bound.metadata,
      annotations: {
        ...bound.metadata.annotations,
        'pv.kubernetes.io/bind-completed': 'yes',
        'pv.kubernetes.io/bound-by-controller': 'yes',
      },
    },
    spec: { ...claim.spec, volumeName: volume.metadata.name },
    status: {
      phase: 'Bound',
      accessModes: textsAt(volume, 'spec', 'accessModes'),
      capacity: objectAt(volume, 'spec', 'capacity'),
    },
  });
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
    attach(cluster, claim, volume);
    return undefined;
  }
  const wanted = objectAt(claim, 'spec', 'resources', 'requests')['storage'];
  const has = objectAt(claim, 'status', 'capacity')['storage'];
  if (quantity(wanted) <= quantity(has)) return undefined;
  const storage = cluster.store.get(storageClasses, undefined, textAt(claim, 'spec', 'storageClassName') ?? '');
  if (flagAt(storage, 'allowVolumeExpansion') !== true || textAt(storage, 'provisioner') === LOCAL_PATH) {
    return tellAgain(
      cluster,
      claim,
      'Normal',
      'ExternalExpanding',
      'waiting for an external controller to expand this PVC',
    );
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

/** Says it now and, while it stays so, again each time the volume controller would look: every 15 seconds, then more rarely. */
function tellAgain(
  cluster: ControlledCluster,
  claim: KubernetesObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  by = component,
): number | undefined {
  const memory = memoryOf(claim);
  const at = typeof memory['toldAt'] === 'number' && memory['told'] === reason ? memory['toldAt'] : 0;
  const every = typeof memory['every'] === 'number' && memory['told'] === reason ? memory['every'] : 15_000;
  if (at + cluster.pace(every) > cluster.now) return at + cluster.pace(every);
  tell(cluster, claim, {
    component: by,
    type,
    reason,
    message,
    times: at === 0 ? 1 : Math.max(1, Math.round(every / 15_000)),
  });
  const after = at === 0 ? 15_000 : Math.min(every * 2, 900_000);
  cluster.update(
    persistentVolumeClaims,
    withMemory(claim, { ...memory, told: reason, toldAt: cluster.now, every: after }),
  );
  return cluster.now + cluster.pace(after);
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
