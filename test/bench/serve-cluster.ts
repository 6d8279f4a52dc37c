import { createServer } from 'node:http';

import { observedKinds } from '#src/cluster/diagnosis/snapshot.ts';

import { reportOn } from './report.ts';

/**
 * The API server of a cluster of `PODS` pods, answers ready in memory: lists in pages, as a real one cuts them. Nine in ten
 * deployments are well; of the others, one crashes, one cannot be scheduled, one lacks its image, and so on.
 */
const pods = Number(process.env['PODS'] ?? 5_000);
const PAGE = 250;
const PER_DEPLOYMENT = 5;
const PER_NAMESPACE = 50;
const NODES = Math.ceil(pods / 60);
const now = Date.now();
const time = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString().replace(/\.\d+Z/, 'Z');

type Made = {
  kind: string;
  metadata: { name: string; namespace?: string; uid: string; [field: string]: unknown };
  [field: string]: unknown;
};
const made: Made[] = [];
let uids = 0;

function make(kind: string, name: string, namespace: string | undefined, rest: Record<string, unknown>): Made {
  uids += 1;
  const { metadata = {}, ...fields } = rest;
  const object: Made = {
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: `00000000-0000-4000-8000-${String(uids).padStart(12, '0')}`,
      resourceVersion: String(1_000 + uids),
      creationTimestamp: time(600),
      // Who manages which field: a good part of what an API server sends.
      managedFields: ['kube-controller-manager', 'kubelet'].map((manager) => ({
        manager,
        operation: 'Update',
        apiVersion: 'v1',
        time: time(500),
        fieldsType: 'FieldsV1',
        fieldsV1: Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [
            `f:field${index}`,
            {
              '.': {},
              'f:a': {},
              'f:b': {},
              [`k:{"type":"Condition${index}"}`]: { '.': {}, 'f:status': {}, 'f:lastTransitionTime': {} },
            },
          ]),
        ),
      })),
      ...(metadata as object),
    },
    ...fields,
  };
  made.push(object);
  return object;
}

const ownedBy = ({ kind, metadata: { name, uid } }: Made, apiVersion: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }],
});

for (let index = 0; index < NODES; index += 1)
  make('Node', `node-${index}`, undefined, {
    metadata: { labels: { 'kubernetes.io/hostname': `node-${index}`, 'kubernetes.io/arch': 'amd64' } },
    spec: {},
    status: {
      allocatable: { cpu: '16', memory: '64Gi', pods: '110' },
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
        type,
        status: type === 'Ready' ? 'True' : 'False',
        lastTransitionTime: time(500),
      })),
    },
  });
make('StorageClass', 'local-path', undefined, { volumeBindingMode: 'WaitForFirstConsumer' });
make('IngressClass', 'traefik', undefined, {});

type Ill = 'well' | 'crash' | 'image' | 'pending' | 'unready';
const states: { readonly [ill in Ill]: () => Record<string, unknown> } = {
  well: () => ({ state: { running: { startedAt: time(300) } } }),
  unready: () => ({ state: { running: { startedAt: time(300) } } }),
  pending: () => ({}),
  crash: () => ({
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
    lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: time(3) } },
  }),
  image: () => ({ state: { waiting: { reason: 'ImagePullBackOff', message: 'manifest unknown: not found' } } }),
};

for (let index = 0; index < pods / PER_DEPLOYMENT; index += 1) {
  const namespace = `team-${Math.floor(index / PER_NAMESPACE)}`;
  if (index % PER_NAMESPACE === 0) {
    make('Namespace', namespace, undefined, { status: { phase: 'Active' } });
    make('NetworkPolicy', 'names', namespace, {
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: [{ ports: [{ port: 53 }] }, { to: [{ podSelector: {} }] }],
      },
    });
    make('ResourceQuota', 'team', namespace, {
      spec: { hard: { 'requests.cpu': '400', pods: '2000' } },
      status: { hard: { 'requests.cpu': '400', pods: '2000' }, used: { 'requests.cpu': '40', pods: '250' } },
    });
  }
  const name = `app-${index}`;
  const labels = { app: name, 'app.kubernetes.io/part-of': namespace, 'pod-template-hash': 'abc' };
  const ill: Ill =
    index % 10 === 0 ? ((['crash', 'image', 'pending', 'unready'] as const)[(index / 10) % 4] ?? 'well') : 'well';
  const container = {
    name: 'main',
    image: `registry.example.org/${namespace}/${name}:1.4.${index}`,
    ports: [{ containerPort: 8080, name: 'http' }],
    env: Array.from({ length: 8 }, (_, at) => ({
      name: `SETTING_${at}`,
      value: `https://service-${at}.example.org/v1`,
    })),
    envFrom: [{ configMapRef: { name } }],
    resources: { requests: { cpu: ill === 'pending' ? '64' : '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    volumeMounts: [{ name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
  };
  const spec = {
    containers: [container],
    serviceAccountName: 'default',
    tolerations: [
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ],
    volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
  };
  const deployment = make('Deployment', name, namespace, {
    spec: {
      replicas: PER_DEPLOYMENT,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec },
    },
    status: { replicas: PER_DEPLOYMENT, readyReplicas: ill === 'well' ? PER_DEPLOYMENT : 0, observedGeneration: 1 },
  });
  const replicaSet = make('ReplicaSet', `${name}-abc`, namespace, {
    metadata: ownedBy(deployment, 'apps/v1'),
    spec: { replicas: PER_DEPLOYMENT, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    status: { replicas: PER_DEPLOYMENT },
  });
  make('ConfigMap', name, namespace, { data: { A: 'one', B: 'two'.repeat(40) } });
  make('Service', name, namespace, {
    spec: { type: 'ClusterIP', selector: { app: name }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  make('EndpointSlice', `${name}-x`, namespace, {
    metadata: { labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: Array.from({ length: PER_DEPLOYMENT }, (_, at) => ({
      addresses: [`10.0.0.${at}`],
      conditions: { ready: true },
    })),
  });
  if (index % 4 === 0)
    make('Ingress', name, namespace, {
      spec: {
        ingressClassName: 'traefik',
        rules: [
          {
            host: `${name}.example.org`,
            http: { paths: [{ path: '/', backend: { service: { name, port: { number: 80 } } } }] },
          },
        ],
      },
    });
  for (let at = 0; at < PER_DEPLOYMENT; at += 1) {
    const state = states[ill]();
    const pod = make('Pod', `${name}-abc-${at}`, namespace, {
      metadata: { labels, generateName: `${name}-abc-`, ...ownedBy(replicaSet, 'apps/v1') },
      spec: { ...spec, ...(ill === 'pending' ? {} : { nodeName: `node-${(index * PER_DEPLOYMENT + at) % NODES}` }) },
      status: {
        phase: ill === 'pending' || ill === 'image' ? 'Pending' : 'Running',
        conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
          type,
          status:
            ill === 'well' || (type === 'PodScheduled' && ill !== 'pending') || type === 'Initialized'
              ? 'True'
              : 'False',
          lastTransitionTime: time(300),
          ...(type === 'PodScheduled' && ill === 'pending'
            ? { reason: 'Unschedulable', message: '0/84 nodes are available: Insufficient cpu.' }
            : {}),
        })),
        hostIP: '10.1.0.1',
        podIP: `10.42.${index % 250}.${at}`,
        containerStatuses:
          ill === 'pending'
            ? []
            : [
                {
                  name: 'main',
                  image: container.image,
                  imageID: `sha256:${'0'.repeat(64)}`,
                  ready: ill === 'well',
                  started: true,
                  restartCount: ill === 'crash' ? 9 : 0,
                  ...state,
                },
              ],
      },
    });
    const events = ill === 'well' ? (at === 0 ? ['Pulled'] : []) : ['BackOff', 'Failed', 'Unhealthy'];
    for (const reason of events)
      make('Event', `${name}-${at}.${reason}`, namespace, {
        involvedObject: { kind: 'Pod', namespace, name: pod.metadata.name, uid: pod.metadata.uid },
        reason,
        message:
          reason === 'Unhealthy'
            ? 'Readiness probe failed: HTTP probe failed with statuscode: 503'
            : `${reason} of ${container.image}: not found`,
        type: reason === 'Pulled' ? 'Normal' : 'Warning',
        firstTimestamp: time(200),
        lastTimestamp: time(2),
        count: 40,
        source: { component: 'kubelet' },
      });
  }
}

const pluralOf = (word: string): string =>
  word.endsWith('y') ? `${word.slice(0, -1)}ies` : /(s|x)$/.test(word) ? `${word}es` : `${word}s`;

/** Pages of every kind, as bytes. */
const answers = new Map<string, Buffer>();
const versions = new Map<string, { kind: string; plural: string }[]>();
for (const { apiVersion, kind } of observedKinds) {
  if (!/^(v1|apps|batch|autoscaling|policy|networking|discovery|storage|coordination)/.test(apiVersion)) continue;
  const plural = pluralOf(kind.toLowerCase());
  versions.set(apiVersion, [...(versions.get(apiVersion) ?? []), { kind, plural }]);
  // As an API server does: in a list, no object says of what kind it is.
  const all = made.filter((object) => object.kind === kind).map((object) => ({ ...object, kind: undefined }));
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  for (let from = 0; from === 0 || from < all.length; from += PAGE) {
    const next = from + PAGE < all.length ? String(from + PAGE) : '';
    const page = {
      kind: `${kind}List`,
      apiVersion,
      metadata: { resourceVersion: '9', continue: next },
      items: all.slice(from, from + PAGE),
    };
    answers.set(`${base}/${plural}#${from === 0 ? '' : from}`, Buffer.from(JSON.stringify(page)));
  }
}
for (const [version, kinds] of versions) {
  const base = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const resources = kinds.map(({ kind, plural }) => ({ kind, name: plural, namespaced: true, verbs: ['list', 'get'] }));
  answers.set(`${base}#`, Buffer.from(JSON.stringify({ kind: 'APIResourceList', groupVersion: version, resources })));
}
answers.set('/version#', Buffer.from('{"gitVersion":"v1.36.3"}'));
answers.set('/paths#', Buffer.from(JSON.stringify([...answers.keys()])));
made.length = 0;

const http = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname.endsWith('/log')) {
    response.end('starting\nError: connect ECONNREFUSED db:5432\n');
    return;
  }
  const body = answers.get(`${url.pathname}#${url.searchParams.get('continue') ?? ''}`);
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
  response.end(body ?? '{"kind":"Status","code":404,"reason":"NotFound"}');
});
http.listen(0, '127.0.0.1', () => reportOn(http));
