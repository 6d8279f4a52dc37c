import type { ClusterObject } from '#src/cluster/index.ts';
import { releaseIn } from '#src/cluster/upgrade/helm-releases.ts';
import { requestIn } from '#src/cluster/upgrade/read-preflight.ts';
import { deployed, EARLIER, NOW, object, podOf, service, unready, workload } from '../diagnosis/fixtures.ts';
import { certificateUntil } from './certificate.ts';
import { budget, type ClusterWish, definition, helmSecret, nodeOf, spread, webhook } from './fixtures.ts';

const both = ['worker-1', 'worker-2'] as const;
const spreadApp = (name: string, wish: Parameters<typeof deployed>[2] = {}): ClusterObject[] =>
  spread(deployed(name, [{}, {}], wish), ...both);
const system = (objects: readonly ClusterObject[]): ClusterObject[] =>
  objects.map((one) => ({ ...one, metadata: { ...one.metadata, namespace: 'kube-system' } }));

/** Clusters with nothing in the way, however it may look. */
export const clear: { name: string; wish(): ClusterWish }[] = [
  { name: 'an empty cluster', wish: () => ({}) },
  {
    name: 'one node only',
    wish: () => ({
      nodes: [nodeOf('only')],
      objects: deployed('web', [{}]).map((one) =>
        one.kind === 'Pod' ? { ...one, spec: { ...one.spec, nodeName: 'only' } } : one,
      ),
    }),
  },
  {
    name: 'a program with two copies and a budget',
    wish: () => ({ objects: [...spreadApp('web'), budget('web', { maxUnavailable: 1 }, { expected: 2, desired: 1 })] }),
  },
  {
    name: 'a budget for nobody',
    wish: () => ({ objects: [budget('web', { maxUnavailable: 0 }, { expected: 0, desired: 0 })] }),
  },
  {
    name: 'a budget for daemons, which stay with their node',
    wish: () => {
      const daemon = workload('agent', { kind: 'DaemonSet', status: { desiredNumberScheduled: 2, numberReady: 2 } });
      return {
        objects: [
          daemon,
          ...spread([podOf(daemon), podOf(daemon)], ...both),
          budget('agent', { maxUnavailable: 0 }, { expected: 2, desired: 2 }),
        ],
      };
    },
  },
  {
    name: 'a budget that lets what is not well go',
    wish: () => ({
      objects: [
        ...spread(deployed('web', [unready, {}]), ...both).map((one) => one),
        budget(
          'web',
          { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
          { expected: 2, desired: 1, healthy: 1, allowed: 0 },
        ),
      ],
    }),
  },
  {
    name: 'the single copies of the system itself',
    wish: () => ({ objects: system(deployed('metrics-server', [{}])) }),
  },
  { name: 'what was scaled to nothing', wish: () => ({ objects: [workload('web', { replicas: 0 })] }) },
  {
    name: 'a pod that has ended',
    wish: () => ({
      objects: [
        object('v1', 'Pod', 'once', { spec: { nodeName: 'worker-1', containers: [] }, status: { phase: 'Succeeded' } }),
      ],
    }),
  },
  {
    name: "a node's own pod",
    wish: () => ({
      objects: [
        object('v1', 'Pod', 'kube-apiserver-s1', {
          metadata: { namespace: 'kube-system', annotations: { 'kubernetes.io/config.mirror': 'x' } },
          spec: {
            nodeName: 'worker-1',
            containers: [{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver:v1.33.4' }],
            volumes: [{ name: 'certs', hostPath: { path: '/etc/kubernetes' } }],
          },
          status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
        }),
      ],
    }),
  },
  {
    name: 'a cache that may be lost',
    wish: () => ({
      objects: spreadApp('web', {
        container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
        pod: { volumes: [{ name: 'tmp', emptyDir: {} }] },
      }),
    }),
  },
  {
    name: 'data in memory',
    wish: () => ({
      objects: spreadApp('web', {
        container: { volumeMounts: [{ name: 'shm', mountPath: '/data' }] },
        pod: { volumes: [{ name: 'shm', emptyDir: { medium: 'Memory' } }] },
      }),
    }),
  },
  {
    name: 'an agent that looks at its machine',
    wish: () => ({
      objects: spreadApp('agent', {
        pod: {
          volumes: [
            { name: 'proc', hostPath: { path: '/proc' } },
            { name: 'log', hostPath: { path: '/var/log' } },
          ],
        },
      }),
    }),
  },
  {
    name: 'just enough room',
    wish: () => ({
      objects: spreadApp('web', { container: { resources: { requests: { cpu: '1', memory: '2Gi' } } } }),
    }),
  },
  {
    name: 'a third node for those that keep away from each other',
    wish: () => ({
      nodes: ['worker-1', 'worker-2', 'worker-3'].map((name) => nodeOf(name)),
      objects: spreadApp('web', {
        pod: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
              ],
            },
          },
        },
      }),
    }),
  },
  {
    name: 'a release that writes what stays',
    wish: () => ({
      releases: [
        releaseIn(helmSecret('web', 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\n'), {
          name: 'web',
          namespace: 'shop',
          revision: 3,
        }),
      ],
    }),
  },
  {
    name: 'a release that was uninstalled and kept',
    wish: () => ({
      from: 'v1.24.1+k3s1',
      to: 'v1.25.1+k3s1',
      releases: [
        releaseIn(
          helmSecret('web', 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\n', {
            status: 'uninstalled',
          }),
          { name: 'web', namespace: 'shop', revision: 3 },
        ),
      ],
    }),
  },
  {
    name: 'a release that nobody can read',
    wish: () => ({
      releases: [
        releaseIn(object('v1', 'Secret', 'x', { data: { release: 'bm90IGEgcmVsZWFzZQ==' } }), {
          name: 'x',
          namespace: 'shop',
          revision: 1,
        }),
      ],
    }),
  },
  {
    name: 'a release that is being changed just now',
    wish: () => ({
      releases: [
        {
          ...releaseIn(helmSecret('web', '', { status: 'pending-upgrade' }), {
            name: 'web',
            namespace: 'shop',
            revision: 2,
          }),
          changedAt: new Date(NOW - 60_000).toISOString(),
        },
      ],
    }),
  },
  {
    name: 'clients that ask for what goes only later, or nobody says when',
    wish: () => ({
      requests: [
        ...requestIn(
          'apiserver_requested_deprecated_apis{group="resource.k8s.io",removed_release="1.38",resource="resourceclaims",subresource="",version="v1beta1"} 1',
        ),
        ...requestIn(
          'apiserver_requested_deprecated_apis{group="",removed_release="",resource="endpoints",subresource="",version="v1"} 1',
        ),
        ...requestIn(
          'apiserver_requested_deprecated_apis{group="policy",removed_release="1.34",resource="poddisruptionbudgets",subresource="",version="v1beta1"} 0',
        ),
      ],
    }),
  },
  {
    name: 'objects whose past lies before what runs now',
    wish: () => ({
      writers: [
        object('networking.k8s.io/v1', 'Ingress', 'web', {
          metadata: {
            annotations: {
              'kubectl.kubernetes.io/last-applied-configuration':
                '{"apiVersion":"extensions/v1beta1","kind":"Ingress"}',
            },
            managedFields: [{ manager: 'kubectl', apiVersion: 'networking.k8s.io/v1', time: EARLIER }],
          } as object,
        }),
      ],
    }),
  },
  {
    name: 'a definition with several versions, all served',
    wish: () => ({
      objects: [
        definition('things.example.org', [{ name: 'v1', storage: true }, { name: 'v1beta1' }], ['v1beta1', 'v1']),
      ],
    }),
  },
  {
    name: 'a conversion that is done',
    wish: () => ({
      objects: [
        ...spreadApp('hook'),
        service('hook', { app: 'hook' }),
        definition('things.example.org', [{ name: 'v1', storage: true }], ['v1'], {
          conversion: {
            strategy: 'Webhook',
            webhook: { clientConfig: { service: { name: 'hook', namespace: 'shop' } } },
          },
        }),
      ],
    }),
  },
  {
    name: 'a webhook with two pods on two nodes',
    wish: () => ({
      objects: [...spreadApp('hook'), service('hook', { app: 'hook' }), webhook('policy', { name: 'hook' })],
    }),
  },
  {
    name: 'a webhook that lets pass what it cannot judge',
    wish: () => ({ objects: [webhook('policy', { name: 'gone' }, { policy: 'Ignore' })] }),
  },
  {
    name: 'a webhook that leaves the system alone',
    wish: () => ({
      objects: [
        ...spread(deployed('hook', [{}, {}]), 'worker-1'),
        service('hook', { app: 'hook' }),
        webhook(
          'policy',
          { name: 'hook' },
          {
            hook: {
              namespaceSelector: {
                matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }],
              },
            },
          },
        ),
      ],
    }),
  },
  {
    name: 'a webhook for its own kinds',
    wish: () => ({
      objects: [
        ...spread(deployed('hook', [{}, {}]), 'worker-1'),
        service('hook', { app: 'hook' }),
        webhook('policy', { name: 'hook' }, { groups: ['cert-manager.io'], resources: ['certificates'] }),
      ],
    }),
  },
  {
    name: 'a webhook outside of the cluster',
    wish: () => ({
      objects: [webhook('policy', { name: 'x' }, { hook: { clientConfig: { url: 'https://policy.example.org' } } })],
    }),
  },
  {
    name: 'an authority that lasts',
    wish: () => ({
      objects: [
        object('v1', 'ConfigMap', 'kube-root-ca.crt', {
          metadata: { namespace: 'kube-system' },
          data: { 'ca.crt': certificateUntil(new Date(NOW + 400 * 86_400_000)) },
        }),
      ],
    }),
  },
  {
    name: 'an authority that is being replaced',
    wish: () => ({
      objects: [
        object('v1', 'ConfigMap', 'kube-root-ca.crt', {
          metadata: { namespace: 'kube-system' },
          data: {
            'ca.crt': certificateUntil(new Date(NOW + 86_400_000)) + certificateUntil(new Date(NOW + 400 * 86_400_000)),
          },
        }),
      ],
    }),
  },
  {
    name: 'the containerd that k3s brings',
    wish: () => ({
      from: 'v1.35.1+k3s1',
      to: 'v1.36.1+k3s1',
      nodes: both.map((name) => nodeOf(name, 'v1.35.1+k3s1', { runtime: 'containerd://1.7.27-k3s1' })),
    }),
  },
  {
    name: 'volumes of a cloud with its driver',
    wish: () => ({
      from: 'v1.26.1',
      to: 'v1.27.1',
      objects: [
        object('v1', 'PersistentVolume', 'pv-1', {
          namespaced: false,
          spec: { awsElasticBlockStore: { volumeID: 'vol-1' } },
        }),
        object('storage.k8s.io/v1', 'CSIDriver', 'ebs.csi.aws.com', { namespaced: false }),
      ],
    }),
  },
  {
    name: 'programs that were tested with it',
    wish: () => ({
      objects: [
        ...spreadApp('cm', { image: 'quay.io/jetstack/cert-manager-controller:v1.21.2' }),
        ...spreadApp('calico', { image: 'docker.io/calico/node:v3.31.3' }),
      ],
    }),
  },
  {
    name: 'the Traefik that k3s brings',
    wish: () => ({ objects: system(spreadApp('traefik', { image: 'rancher/mirrored-library-traefik:3.3.6' })) }),
  },
  {
    name: 'three members of etcd',
    wish: () => ({
      nodes: ['s1', 's2', 's3'].map((name) =>
        nodeOf(name, 'v1.33.4+k3s1', {
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: EARLIER },
            { type: 'EtcdIsVoter', status: 'True' },
          ],
        }),
      ),
    }),
  },
  {
    name: 'a plan that is done',
    wish: () => ({
      objects: [
        object('upgrade.cattle.io/v1', 'Plan', 'server', {
          spec: { version: 'v1.33.4+k3s1' },
          status: { conditions: [{ type: 'Complete', status: 'True' }] },
        }),
      ],
    }),
  },
  {
    name: 'a snapshot of this morning',
    wish: () => ({
      backup: null,
      objects: [
        object('k3s.cattle.io/v1', 'ETCDSnapshotFile', 'nightly', {
          namespaced: false,
          status: { readyToUse: true, creationTime: '2026-06-01T03:00:00Z' },
        }),
      ],
    }),
  },
  {
    name: 'a backup of Velero',
    wish: () => ({
      backup: null,
      objects: [
        object('velero.io/v1', 'Backup', 'nightly', {
          status: { phase: 'Completed', completionTimestamp: '2026-06-01T03:00:00Z' },
        }),
      ],
    }),
  },
  {
    name: 'three steps',
    wish: () => ({ from: 'v1.33.4+k3s1', to: 'v1.36', available: ['v1.34.1+k3s1', 'v1.35.6+k3s1', 'v1.36.3+k3s1'] }),
  },
];
