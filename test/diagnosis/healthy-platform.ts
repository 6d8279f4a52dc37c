import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import {
  datedEvent,
  gateway,
  gatewayClass,
  granted,
  kubectl,
  lease,
  names,
  outside,
  part,
  policy,
  route,
  securedShop,
  tlsSecret,
  webShop,
} from './broken-platform.ts';
import {
  deployed,
  EARLIER,
  event,
  ingress,
  MINUTES_AGO,
  node,
  object,
  podOf,
  service,
  unready,
  workload,
  young,
} from './fixtures.ts';

const yes = (type: string): JsonObject => ({
  conditions: [{ type, status: 'True', reason: type, message: '', lastTransitionTime: EARLIER }],
});
const quota = (hard: JsonObject, used: JsonObject) =>
  object('v1', 'ResourceQuota', 'limits', { spec: { hard }, status: { hard, used } });

/** Nothing is wrong with these parts of a cluster, however it may look. */
export const healthyPlatform: { name: string; objects(): ClusterObject[]; log?: readonly string[] }[] = [
  {
    name: 'a control plane that is well',
    objects: () => [
      part('etcd', 'a'),
      part('etcd', 'b'),
      part('etcd', 'c'),
      lease('kube-scheduler', '2026-06-01T11:59:51.000000Z'),
      lease('kube-controller-manager', '2026-06-01T11:59:55.000000Z'),
      ...names([{}, {}]),
    ],
  },
  {
    name: 'a control plane whose clock is half an hour behind ours',
    objects: () => [
      lease('kube-scheduler', '2026-06-01T11:30:00.000000Z'),
      lease('kube-controller-manager', '2026-06-01T11:30:04.000000Z'),
    ],
  },
  {
    name: 'a lease of something else that is old',
    objects: () => [
      lease('some-operator', '2026-05-01T11:30:00.000000Z'),
      lease('worker-1', '2026-06-01T11:59:59.000000Z', 'kube-node-lease'),
    ],
  },
  {
    name: 'an event that came late because its node was cut off',
    objects: () => [
      datedEvent('worker-1', '2026-06-01T11:40:00Z', '2026-06-01T11:50:00Z'),
      datedEvent('worker-1', '2026-06-01T11:49:30Z', '2026-06-01T11:50:01Z'),
    ],
  },
  { name: 'names with one of two pods ready', objects: () => names([{}, { phase: 'Pending', conditions: [] }]) },
  {
    name: 'a cluster that is named by something else',
    objects: () => [object('v1', 'Namespace', 'kube-system', { namespaced: false })],
  },
  {
    name: 'a certificate with time left',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', 'shop.example.org', -30, 60)],
  },
  {
    name: 'a certificate with a star',
    objects: () => [...securedShop('web-tls'), tlsSecret('web-tls', '*.example.org', -30, 60)],
  },
  {
    name: 'an old certificate that nobody shows',
    objects: () => [tlsSecret('old-tls', 'shop.example.org', -90, -5)],
  },
  {
    name: 'a certificate that is just being issued',
    objects: () => [
      object('cert-manager.io/v1', 'Certificate', 'web', {
        metadata: young,
        spec: { secretName: 'web-tls' },
        status: {
          conditions: [
            { type: 'Ready', status: 'False', reason: 'DoesNotExist', lastTransitionTime: '2026-06-01T11:59:50Z' },
          ],
        },
      }),
    ],
  },
  {
    name: 'a certificate that a node asked for and got',
    objects: () => [
      object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'csr-1', {
        namespaced: false,
        spec: { signerName: 'kubernetes.io/kubelet-serving', username: 'system:node:worker-1' },
        status: yes('Approved'),
      }),
    ],
  },
  {
    name: 'a quota with room',
    objects: () => [
      ...deployed('web', [{}, {}], { container: { resources: { requests: { cpu: '100m' } } } }),
      quota({ 'requests.cpu': '1', pods: '10' }, { 'requests.cpu': '200m', pods: '2' }),
    ],
  },
  {
    name: 'a quota that is used up by what is there',
    objects: () => [
      ...deployed('web', [{}, {}], { container: { resources: { requests: { cpu: '100m' } } } }),
      quota({ 'requests.cpu': '200m' }, { 'requests.cpu': '200m' }),
    ],
  },
  {
    name: 'a program that may do what its command does',
    objects: () => [
      ...granted('agent', [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }]),
      ...deployed('agent', [{}], {
        pod: { serviceAccountName: 'agent' },
        container: kubectl('kubectl get pods -n shop && kubectl get pod web-0'),
      }),
    ],
  },
  {
    name: 'a program that asks in a way nobody can read beforehand',
    objects: () => [
      ...granted('agent', []),
      ...deployed('agent', [{}], {
        pod: { serviceAccountName: 'agent' },
        container: kubectl('kubectl get $KIND; kubectl get pods -n $PLACE; kubectl --kubeconfig /k get pods'),
      }),
    ],
  },
  {
    name: 'a program that was refused, and has the right by now',
    objects: () => [
      ...granted('agent', [{ apiGroups: [''], resources: ['pods'], verbs: ['*'] }]),
      ...deployed('agent', [{}], { pod: { serviceAccountName: 'agent' } }).map((one) => one),
      event(
        workload('agent'),
        'SyncFailed',
        'pods is forbidden: User "system:serviceaccount:shop:agent" cannot list resource "pods" in API group "" in the namespace "shop"',
      ),
    ],
  },
  {
    name: 'a gateway with its route',
    objects: () => [
      ...webShop(),
      gatewayClass([{ type: 'Accepted', status: 'True', reason: 'Accepted', lastTransitionTime: EARLIER }]),
      gateway({}, { ...yes('Programmed'), listeners: [{ name: 'http', ...yes('ResolvedRefs') }] }),
      route({}, { parents: [yes('Accepted')] }),
    ],
  },
  {
    name: 'a gateway that lets a labelled namespace in',
    objects: () => {
      const front = gateway({
        listeners: [
          {
            name: 'http',
            allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { edge: 'yes' } } } },
          },
        ],
      });
      return [
        ...webShop(),
        object('v1', 'Namespace', 'shop', { namespaced: false, metadata: { labels: { edge: 'yes' } } }),
        gatewayClass(),
        { ...front, metadata: { ...front.metadata, namespace: 'edge' } },
        route({ parentRefs: [{ name: 'front', namespace: 'edge' }] }),
      ];
    },
  },
  {
    name: 'a route that belongs to a service, as in a mesh',
    objects: () => [...webShop(), route({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })],
  },
  {
    name: 'a service with an address outside',
    objects: () => [...deployed('web', [{}]), outside('web', [{ ip: '203.0.113.7' }])],
  },
  {
    name: 'a release after a failed one',
    objects: () =>
      ['failed', 'deployed'].map((status, index) =>
        object('v1', 'Secret', `sh.helm.release.v1.shop.v${index + 9}`, {
          metadata: { labels: { owner: 'helm', name: 'shop', version: String(index + 9), status } },
          type: 'helm.sh/release.v1',
        }),
      ),
  },
  {
    name: 'an upgrade that is done',
    objects: () => [object('upgrade.cattle.io/v1', 'Plan', 'servers', { status: yes('Complete') })],
  },
  {
    name: 'an operator that is up to date',
    objects: () => [
      object('operators.coreos.com/v1alpha1', 'Subscription', 'database', {
        status: {
          state: 'AtLatestKnown',
          conditions: [{ type: 'CatalogSourcesUnhealthy', status: 'False', reason: 'AllCatalogSourcesHealthy' }],
        },
      }),
    ],
  },
  {
    name: 'policies that let the ingress and names through',
    objects: () => [
      ...webShop(),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
      policy('none', { policyTypes: ['Ingress', 'Egress'] }),
      policy('from-ingress', {
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }] }],
      }),
      policy('to-db', {
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }] }],
      }),
      policy('names', {
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] }],
      }),
    ],
  },
  {
    name: 'a policy for one’s own, with the ingress controller among them',
    objects: () => [
      ...webShop(),
      ...deployed('ingress-nginx', [{}]),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
      policy('own-only', { policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] }),
    ],
  },
  {
    name: 'settings that lead outside, or to what is there',
    objects: () => [
      ...deployed('web', [{}], {
        container: {
          env: [
            { name: 'A', value: 'https://api.example.org/v1' },
            { name: 'B', value: 'http://web:80' },
            { name: 'C', value: 'http://web.shop.svc.cluster.local' },
            { name: 'D', value: 'localhost:8080' },
            { name: 'E', value: 'production' },
            { name: 'F', value: 'nginx:1.29' },
            { name: 'G', value: 'tcp://unheard-of:99' },
          ],
        },
      }),
      service('web', { app: 'web' }),
    ],
  },
  {
    name: 'a pod whose volume was mounted at the second try',
    objects: () => {
      const all = deployed('web', [{}]);
      const pod = all.find(({ kind }) => kind === 'Pod');
      return pod ? [...all, event(pod, 'FailedMount', 'MountVolume.SetUp failed for volume "x" : timed out')] : [];
    },
  },
  {
    name: 'a container whose check gives it five minutes',
    objects: () =>
      deployed(
        'web',
        [
          {
            ...unready,
            containerStatuses: [
              { name: 'main', ready: false, restartCount: 0, state: { running: { startedAt: MINUTES_AGO } } },
            ],
          },
        ],
        { container: { readinessProbe: { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 290 } } },
      ),
  },
  {
    name: 'a volume that may be without its Secret',
    objects: () =>
      deployed('web', [{ phase: 'Pending' }], {
        pod: { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'x', optional: true } }] } }] },
      }),
  },
  {
    name: 'two ingresses, one of which tries out a new version',
    objects: () => {
      const next = ingress('web-next', { service: { name: 'web', port: { number: 80 } } });
      return [
        ...webShop(),
        ingress('web', { service: { name: 'web', port: { number: 80 } } }),
        {
          ...next,
          metadata: { ...next.metadata, annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } },
        },
      ];
    },
  },
  {
    name: 'a program that says that there are no errors',
    objects: () => deployed('web', [{}]),
    log: ['INFO checked 14 files: 0 errors', 'INFO page rendered in 0.3 seconds', 'INFO errors=0'],
  },
  {
    name: 'a node of a kind of its own, closed by an upgrade and on its way',
    objects: () => [node('worker-9'), podOf(workload('web'), {}, { metadata: young })],
  },
];
