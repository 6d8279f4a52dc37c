import { numberAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';

const mounting = (claimName: string): JsonObject => ({
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
});
const spec = (storageClassName: string): JsonObject => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName,
  resources: { requests: { storage: '1Gi' } },
});
const full = 'write /data/wal: no space left on device';

/** Volumes that are not there, or have no room. */
export const storageCases: readonly RepairCase[] = [
  {
    name: 'a storage class that is not there: the claim is made anew',
    broken: (namespace) => [
      draft('v1', 'PersistentVolumeClaim', 'data', namespace, { spec: spec('local-pth') }),
      web(namespace, template(mounting('data'))),
    ],
    says: 'The storage class "local-pth" of the volume claim "data" does not exist',
    root: 'PersistentVolumeClaim data',
    remedy: 'class-local-path',
    final: true,
  },
  {
    name: 'a storage class of a stateful set that is not there: the set is made anew around its pods',
    broken: (namespace) => [
      draft('v1', 'Service', 'db', namespace, { spec: { clusterIP: 'None', selector: { app: 'db' } } }),
      draft('apps/v1', 'StatefulSet', 'db', namespace, {
        spec: {
          serviceName: 'db',
          replicas: 1,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              containers: [
                { name: 'main', image: 'postgres:17', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
              ],
            },
          },
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: spec('local-pth') }],
        },
      }),
    ],
    says: 'wants volumes of the storage class "local-pth"',
    root: 'StatefulSet db',
    remedy: 'class-local-path',
  },
  {
    name: 'a disk that is full: its claim grows, for good',
    well: (namespace) => [
      draft('storage.k8s.io/v1', 'StorageClass', `grows-${namespace}`, undefined, {
        provisioner: 'example.org/none',
        allowVolumeExpansion: true,
        volumeBindingMode: 'Immediate',
      }),
      draft('v1', 'PersistentVolume', `disk-${namespace}`, undefined, {
        spec: {
          accessModes: ['ReadWriteOnce'],
          capacity: { storage: '1Gi' },
          storageClassName: `grows-${namespace}`,
          hostPath: { path: '/data' },
          claimRef: { namespace, name: 'data' },
        },
      }),
      draft('v1', 'PersistentVolumeClaim', 'data', namespace, { spec: spec(`grows-${namespace}`) }),
    ],
    broken: (namespace) => [
      web(
        namespace,
        template(
          mounting('data'),
          {},
          { 'emulated/play': 'crash-loop', 'emulated/log': full, 'emulated/previous-log': full },
        ),
      ),
    ],
    says: 'ends because a disk it writes to is full',
    root: 'Deployment web',
    remedy: 'grow-data',
    final: true,
    leaves: (namespace) => [
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: `grows-${namespace}` },
      { apiVersion: 'v1', kind: 'PersistentVolume', name: `disk-${namespace}` },
    ],
    also: async (cluster, namespace) => {
      const live = await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'data' });
      if (textAt(live, 'spec', 'resources', 'requests', 'storage') === '1Gi') return;
      for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })) {
        if (metadata.annotations?.['emulated/play'] !== 'crash-loop') continue;
        const annotations = { 'emulated/play': 'run', 'emulated/log': null, 'emulated/previous-log': null };
        await cluster.patch(
          { apiVersion: 'v1', kind: 'Pod', namespace, name: metadata.name },
          { metadata: { annotations } },
        );
      }
    },
  },
  {
    name: 'a volume that two pods want on two nodes',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          {},
          {
            'emulated/play': 'creating',
            'emulated/message': 'Multi-Attach error for volume "pvc-7" Volume is already used by pod(s) web-0',
          },
        ),
      ),
    ],
    says: 'The volume "pvc-7" is still held on another node',
    root: 'Deployment web',
    remedy: 'one-after-the-other',
    stays: true,
    also: async (cluster, namespace) => {
      const live = await cluster.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' });
      if (textAt(live, 'spec', 'strategy', 'type') !== 'Recreate' || numberAt(live, 'status', 'readyReplicas') === 1)
        return;
      for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })) {
        const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name: metadata.name };
        await cluster.patch(pod, { metadata: { annotations: { 'emulated/play': 'run' } } });
      }
    },
  },
];
