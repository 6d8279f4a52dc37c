import { objectAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { persistentVolumeClaims, persistentVolumes } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { memoryOf, withMemory } from './memory.ts';

/** Binds a claim and a volume to each other. */
export function attachVolume(cluster: ControlledCluster, claim: KubernetesObject, volume: KubernetesObject): void {
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
