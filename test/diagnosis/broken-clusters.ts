import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { brokenPlatform } from './broken-platform.ts';
import { brokenPrograms } from './broken-programs.ts';
import {
  crashed,
  deployed,
  EARLIER,
  event,
  ingress,
  MINUTES_AGO,
  node,
  object,
  podOf,
  replicaSetOf,
  service,
  unready,
  unscheduled,
  waiting,
  workload,
} from './fixtures.ts';

export interface Broken {
  name: string;
  objects(): ClusterObject[];
  /** What every container said last. */
  log?: readonly string[];
  /** `Kind namespace/name` of what has to be changed. */
  root: string;
  /** `rule/cause` */
  rule: string;
  says: string;
}

const pulls =
  (message: string, reason = 'ImagePullBackOff') =>
  () =>
    deployed('web', [waiting(reason, message)]);
const web = 'Deployment shop/web';

const images: Broken[] = [
  {
    name: 'a tag that is not there',
    objects: pulls('manifest for nginx:1.29 not found: manifest unknown'),
    root: web,
    rule: 'image-pull/not-found',
    says: 'nginx:1.29 was not found in docker.io',
  },
  {
    name: 'a first try',
    objects: pulls('rpc error: code = NotFound desc = failed to resolve reference: not found', 'ErrImagePull'),
    root: web,
    rule: 'image-pull/not-found',
    says: 'was not found',
  },
  {
    name: 'a private repository',
    objects: pulls('pull access denied, repository does not exist or may require authorization'),
    root: web,
    rule: 'image-pull/unauthorized',
    says: 'private, or its name is misspelt',
  },
  {
    name: 'credentials that are refused',
    objects: pulls('unexpected status from HEAD request: 401 Unauthorized'),
    root: web,
    rule: 'image-pull/unauthorized',
    says: 'docker.io does not give out',
  },
  {
    name: 'a registry that wants a pause',
    objects: pulls('toomanyrequests: You have reached your pull rate limit'),
    root: web,
    rule: 'image-pull/rate-limit',
    says: 'no more images for now',
  },
  {
    name: 'a registry whose name nobody knows',
    objects: pulls('dial tcp: lookup registry.invalid: no such host'),
    root: web,
    rule: 'image-pull/unreachable',
    says: 'cannot be reached',
  },
  {
    name: 'a registry that is down',
    objects: pulls('dial tcp 10.0.0.1:5000: connect: connection refused'),
    root: web,
    rule: 'image-pull/unreachable',
    says: 'cannot be reached',
  },
  {
    name: 'a certificate of a registry',
    objects: pulls('tls: failed to verify certificate: x509: certificate signed by unknown authority'),
    root: web,
    rule: 'image-pull/certificate',
    says: 'not trusted',
  },
  {
    name: 'another processor',
    objects: pulls('no match for platform in manifest'),
    root: web,
    rule: 'image-pull/platform',
    says: 'kind of processor',
  },
  {
    name: 'a node without room',
    objects: pulls('write /var/lib/containerd: no space left on device'),
    root: web,
    rule: 'image-pull/disk-full',
    says: 'no room',
  },
  {
    name: 'a name that is none',
    objects: pulls("couldn't parse image name", 'InvalidImageName'),
    root: web,
    rule: 'image-pull/bad-name',
    says: 'not the name of an image',
  },
  {
    name: 'a pull policy that forbids it',
    objects: pulls('Container image is not present with pull policy of Never', 'ErrImageNeverPull'),
    root: web,
    rule: 'image-pull/never-pull',
    says: '"Never"',
  },
  {
    name: 'a registry of its own, as its event says',
    objects: () => {
      const objects = deployed('web', [waiting('ImagePullBackOff', 'Back-off pulling image "ghcr.io/me/shop:2"')], {
        image: 'ghcr.io/me/shop:2',
      });
      return [
        ...objects,
        event(objects[2] as ClusterObject, 'Failed', 'Failed to pull image "ghcr.io/me/shop:2": not found'),
      ];
    },
    root: web,
    rule: 'image-pull/not-found',
    says: 'in ghcr.io',
  },
  {
    name: 'three copies of the same',
    objects: () =>
      deployed('web', [
        waiting('ErrImagePull', 'not found'),
        waiting('ImagePullBackOff', 'not found'),
        waiting('ImagePullBackOff', 'not found'),
      ]),
    root: web,
    rule: 'image-pull/not-found',
    says: 'nginx:1.29',
  },
  {
    name: 'a container that comes first',
    objects: () =>
      deployed(
        'web',
        [
          {
            ...unready,
            phase: 'Pending',
            initContainerStatuses: [
              { name: 'prepare', state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } } },
            ],
            containerStatuses: [{ name: 'main', state: { waiting: { reason: 'PodInitializing' } } }],
          },
        ],
        { pod: { initContainers: [{ name: 'prepare', image: 'busybox:0' }] } },
      ),
    root: web,
    rule: 'image-pull/not-found',
    says: 'busybox:0',
  },
];

const containers: Broken[] = [
  {
    name: 'a program that fails',
    objects: () => deployed('web', [crashed(1)]),
    root: web,
    rule: 'crash-loop/application',
    says: 'exit code 1, 5 times',
  },
  {
    name: 'a program that ends too soon',
    objects: () => deployed('web', [crashed(0, 'Completed')]),
    root: web,
    rule: 'crash-loop/ends',
    says: 'ends by itself',
  },
  {
    name: 'a program that is not in the image',
    objects: () => deployed('web', [crashed(127)]),
    root: web,
    rule: 'crash-loop/no-program',
    says: 'exit code 127',
  },
  {
    name: 'a program that may not be executed',
    objects: () => deployed('web', [crashed(126)]),
    root: web,
    rule: 'crash-loop/not-executable',
    says: 'may not be executed',
  },
  {
    name: 'a program that falls over itself',
    objects: () => deployed('web', [crashed(139)]),
    root: web,
    rule: 'crash-loop/segmentation-fault',
    says: '139',
  },
  {
    name: 'a program that gives up',
    objects: () => deployed('web', [crashed(134)]),
    root: web,
    rule: 'crash-loop/aborted',
    says: '134',
  },
  {
    name: 'a program that is killed',
    objects: () => deployed('web', [crashed(137, 'Error')]),
    root: web,
    rule: 'crash-loop/killed',
    says: 'killed from outside',
  },
  {
    name: 'a crash between two pauses',
    objects: () =>
      deployed('web', [
        {
          ...unready,
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              restartCount: 4,
              state: { terminated: { exitCode: 2, finishedAt: MINUTES_AGO } },
            },
          ],
        },
      ]),
    root: web,
    rule: 'crash-loop/application',
    says: 'exit code 2',
  },
  {
    name: 'a container that cannot begin',
    objects: () => deployed('web', [waiting('RunContainerError', 'exec: "shop": executable file not found in $PATH')]),
    root: web,
    rule: 'crash-loop/no-program',
    says: 'no program "shop"',
  },
  {
    name: 'a container that lacks a right',
    objects: () => deployed('web', [waiting('CreateContainerError', 'mkdir /data: permission denied')]),
    root: web,
    rule: 'crash-loop/permission',
    says: 'permission denied',
  },
  {
    name: 'a stateful set whose program fails',
    objects: () => {
      const set = workload('db', { kind: 'StatefulSet', status: { readyReplicas: 0 } });
      return [set, podOf(set, crashed(1))];
    },
    root: 'StatefulSet shop/db',
    rule: 'crash-loop/application',
    says: 'exit code 1',
  },
  {
    name: 'a lone pod',
    objects: () => [
      object('v1', 'Pod', 'alone', {
        spec: { nodeName: 'worker-1', containers: [{ name: 'main', image: 'x' }] },
        status: crashed(3),
      }),
    ],
    root: 'Pod shop/alone',
    rule: 'crash-loop/application',
    says: 'exit code 3',
  },
  {
    name: 'too little memory',
    objects: () =>
      deployed('web', [crashed(137, 'OOMKilled')], { container: { resources: { limits: { memory: '64Mi' } } } }),
    root: web,
    rule: 'out-of-memory/limit',
    says: '64Mi',
  },
  {
    name: 'a node without memory',
    objects: () => deployed('web', [crashed(137, 'OOMKilled')]),
    root: web,
    rule: 'out-of-memory/node',
    says: 'its node ran out of memory',
  },
  {
    name: 'a Secret that is missing',
    objects: () => deployed('web', [waiting('CreateContainerConfigError', 'secret "shop-db" not found')]),
    root: web,
    rule: 'container-config/missing-object',
    says: 'The Secret "shop-db" is not there',
  },
  {
    name: 'a ConfigMap that is missing',
    objects: () => deployed('web', [waiting('CreateContainerConfigError', 'configmap "settings" not found')]),
    root: web,
    rule: 'container-config/missing-object',
    says: 'The ConfigMap "settings" is not there',
  },
  {
    name: 'a key that is missing',
    objects: () =>
      deployed('web', [waiting('CreateContainerConfigError', "couldn't find key PASSWORD in Secret shop/shop-db")]),
    root: web,
    rule: 'container-config/missing-key',
    says: 'no key "PASSWORD"',
  },
  {
    name: 'a container that wants to be root',
    objects: () =>
      deployed('web', [waiting('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root')]),
    root: web,
    rule: 'container-config/runs-as-root',
    says: 'run as root',
  },
  {
    name: 'a volume from a Secret that is missing',
    objects: () => {
      const objects = deployed('web', [waiting('ContainerCreating')], {
        pod: { volumes: [{ name: 'keys', secret: { secretName: 'keys' } }] },
      });
      return [
        ...objects,
        event(
          objects[2] as ClusterObject,
          'FailedMount',
          'MountVolume.SetUp failed for volume "keys" : secret "keys" not found',
        ),
      ];
    },
    root: web,
    rule: 'container-config/missing-object',
    says: 'The Secret "keys"',
  },
  {
    name: 'a first step that hangs',
    objects: () =>
      deployed(
        'web',
        [
          {
            ...unready,
            phase: 'Pending',
            initContainerStatuses: [{ name: 'wait', state: { running: { startedAt: EARLIER } } }],
            containerStatuses: [],
          },
        ],
        {
          pod: {
            initContainers: [
              { name: 'wait', image: 'busybox', command: ['sh', '-c', 'until nslookup db; do sleep 2; done'] },
            ],
          },
        },
      ),
    root: web,
    rule: 'init-waits/waits-for-host',
    says: 'waits for "db"',
  },
  {
    name: 'a first step that never ends',
    objects: () =>
      deployed(
        'web',
        [
          {
            ...unready,
            phase: 'Pending',
            initContainerStatuses: [{ name: 'prepare', state: { running: { startedAt: EARLIER } } }],
            containerStatuses: [],
          },
        ],
        { pod: { initContainers: [{ name: 'prepare', image: 'busybox', command: ['sleep', '1000000'] }] } },
      ),
    root: web,
    rule: 'init-waits/hangs',
    says: 'does not end',
  },
  {
    name: 'pods that were thrown out',
    objects: () => {
      const [deployment, replicas] = deployed('web', []) as [ClusterObject, ClusterObject];
      return [
        deployment,
        replicas,
        podOf(replicas, {
          phase: 'Failed',
          reason: 'Evicted',
          message: 'The node was low on resource: ephemeral-storage.',
          startTime: EARLIER,
        }),
      ];
    },
    root: web,
    rule: 'evicted/ephemeral-storage',
    says: 'low on ephemeral-storage',
  },
];

function probed(
  probe: JsonObject,
  said: string,
  status: JsonObject = unready,
  more: [string, string][] = [],
): () => ClusterObject[] {
  return () => {
    const objects = deployed('web', [status], { container: { ports: [{ containerPort: 80 }], ...probe } });
    const pod = objects[2] as ClusterObject;
    return [...objects, event(pod, 'Unhealthy', said), ...more.map(([reason, message]) => event(pod, reason, message))];
  };
}

const get = (port: number, path = '/'): JsonObject => ({ httpGet: { port, path } });

const probes: Broken[] = [
  {
    name: 'a wrong port',
    objects: probed(
      { readinessProbe: get(8080) },
      'Readiness probe failed: dial tcp 10.42.0.9:8080: connect: connection refused',
    ),
    root: web,
    rule: 'probe/wrong-port',
    says: 'asks port 8080, but it listens on 80',
  },
  {
    name: 'a wrong path',
    objects: probed(
      { readinessProbe: get(80, '/helthz') },
      'Readiness probe failed: HTTP probe failed with statuscode: 404',
    ),
    root: web,
    rule: 'probe/wrong-path',
    says: '/helthz',
  },
  {
    name: 'a program with an error of its own',
    objects: probed({ readinessProbe: get(80) }, 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
    root: web,
    rule: 'probe/application',
    says: '503',
  },
  {
    name: 'a check that is not let in',
    objects: probed({ readinessProbe: get(80) }, 'Readiness probe failed: HTTP probe failed with statuscode: 401'),
    root: web,
    rule: 'probe/refused',
    says: '401',
  },
  {
    name: 'a program that does not listen',
    objects: probed({ readinessProbe: get(80) }, 'Readiness probe failed: dial tcp: connect: connection refused'),
    root: web,
    rule: 'probe/nobody-listens',
    says: 'nobody listens on port 80',
  },
  {
    name: 'a program that is slow',
    objects: probed(
      { readinessProbe: get(80) },
      'Readiness probe failed: context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ),
    root: web,
    rule: 'probe/too-slow',
    says: 'in time',
  },
  {
    name: 'a check that kills',
    objects: probed({ livenessProbe: get(81) }, 'Liveness probe failed: connect: connection refused', crashed(137), [
      ['Killing', 'Container main failed liveness probe, will be restarted'],
    ]),
    root: web,
    rule: 'probe/wrong-port',
    says: 'restarted again and again',
  },
  {
    name: 'a start that takes longer than its check allows',
    objects: probed(
      { startupProbe: { tcpSocket: { port: 80 } } },
      'Startup probe failed: dial tcp: connect: connection refused',
      crashed(137),
      [['Killing', 'Container main failed startup probe, will be restarted']],
    ),
    root: web,
    rule: 'probe/nobody-listens',
    says: 'startup check',
  },
];

const asks = (resources: JsonObject) => ({ container: { resources: { requests: resources } } });
const none = '0/2 nodes are available';

const scheduling: Broken[] = [
  {
    name: 'more than any node has',
    objects: () => deployed('web', [unscheduled(`${none}: 2 Insufficient cpu.`)], asks({ cpu: '16' })),
    root: web,
    rule: 'pending/too-big',
    says: 'more cpu (16) than any node has',
  },
  {
    name: 'more memory than any node has',
    objects: () => deployed('web', [unscheduled(`${none}: 2 Insufficient memory.`)], asks({ memory: '64Gi' })),
    root: web,
    rule: 'pending/too-big',
    says: '64 GiB',
  },
  {
    name: 'nodes that are full',
    objects: () => [
      ...deployed('other', [{}, {}], asks({ cpu: '800m' })),
      ...deployed('web', [unscheduled(`${none}: 2 Insufficient cpu.`)], asks({ cpu: '1900m' })),
      ...deployed('third', [{}], { ...asks({ cpu: '200m' }), pod: { nodeName: 'worker-2' } }),
    ],
    root: web,
    rule: 'pending/full',
    says: 'at most 1.8 is free',
  },
  {
    name: 'a resource that nobody has',
    objects: () =>
      deployed('web', [unscheduled(`${none}: 2 Insufficient nvidia.com/gpu.`)], asks({ 'nvidia.com/gpu': '1' })),
    root: web,
    rule: 'pending/too-big',
    says: 'nvidia.com/gpu',
  },
  {
    name: 'a label that no node has',
    objects: () =>
      deployed('web', [unscheduled(`${none}: 2 node(s) didn't match Pod's node affinity/selector.`)], {
        pod: { nodeSelector: { disk: 'ssd' } },
      }),
    root: web,
    rule: 'pending/selector',
    says: 'disk=ssd',
  },
  {
    name: 'an affinity that no node fulfils',
    objects: () =>
      deployed('web', [unscheduled(`${none}: 2 node(s) didn't match Pod's node affinity/selector.`)], {
        pod: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['moon'] }] }],
              },
            },
          },
        },
      }),
    root: web,
    rule: 'pending/selector',
    says: 'zone In moon',
  },
  {
    name: 'a gate that stays shut',
    objects: () =>
      deployed('web', [unscheduled('Scheduling is blocked due to non-empty scheduling gates', 'SchedulingGated')], {
        pod: { schedulingGates: [{ name: 'example.org/quota' }] },
      }),
    root: web,
    rule: 'pending/gated',
    says: 'example.org/quota',
  },
  {
    name: 'a claim that is not there',
    objects: () =>
      deployed('web', [unscheduled('persistentvolumeclaim "data" not found')], {
        pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
      }),
    root: web,
    rule: 'pending/claim-missing',
    says: '"data"',
  },
  {
    name: 'a class that is not there, behind a claim',
    objects: () => [
      ...deployed('web', [unscheduled('pod has unbound immediate PersistentVolumeClaims')], {
        pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
      }),
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'fast' },
        status: { phase: 'Pending' },
      }),
    ],
    root: 'PersistentVolumeClaim shop/data',
    rule: 'volume-claim/class-missing',
    says: '"fast"',
  },
  {
    name: 'a volume that is gone',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { volumeName: 'pv-1', storageClassName: 'local-path' },
        status: { phase: 'Lost' },
      }),
    ],
    root: 'PersistentVolumeClaim shop/data',
    rule: 'volume-claim/lost',
    says: 'lost its volume "pv-1"',
  },
  {
    name: 'a volume that cannot be made',
    objects: () => {
      const claim = object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'local-path' },
        status: { phase: 'Pending' },
      });
      return [claim, event(claim, 'ProvisioningFailed', 'failed to provision volume: no space')];
    },
    root: 'PersistentVolumeClaim shop/data',
    rule: 'volume-claim/provisioning',
    says: 'no space',
  },
  {
    name: 'a quota',
    objects: () =>
      refused(
        'pods "web-1" is forbidden: exceeded quota: small, requested: requests.cpu=500m, used: requests.cpu=2, limited: requests.cpu=2',
      ),
    root: web,
    rule: 'pods-refused/quota',
    says: 'The quota "small"',
  },
  {
    name: 'a quota that wants to know',
    objects: () => refused('pods "web-1" is forbidden: failed quota: small: must specify limits.memory for: main'),
    root: web,
    rule: 'pods-refused/quota-needs-resources',
    says: 'how much it needs',
  },
  {
    name: 'a service account that is not there',
    objects: () =>
      refused(
        'pods "web-" is forbidden: error looking up service account shop/robot: serviceaccount "robot" not found',
      ),
    root: web,
    rule: 'pods-refused/service-account',
    says: '"robot"',
  },
  {
    name: 'a rule of the namespace',
    objects: () =>
      refused('pods "web-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false'),
    root: web,
    rule: 'pods-refused/pod-security',
    says: 'more rights',
  },
  {
    name: 'a webhook that says no',
    objects: () => refused('admission webhook "policy.example.org" denied the request: no latest tags'),
    root: web,
    rule: 'pods-refused/webhook-denies',
    says: 'policy.example.org',
  },
  {
    name: 'a limit of the namespace',
    objects: () => refused('pods "web-1" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi'),
    root: web,
    rule: 'pods-refused/limit-range',
    says: 'maximum memory',
  },
];

function refused(message: string): ClusterObject[] {
  const deployment = workload('web', { status: { replicas: 0 } });
  const replicas = replicaSetOf(deployment, {
    status: {
      replicas: 0,
      conditions: [
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime: EARLIER },
      ],
    },
  });
  return [deployment, replicas];
}

const running = () => deployed('web', [{}], { container: { ports: [{ containerPort: 80, name: 'http' }] } });

const traffic: Broken[] = [
  {
    name: 'a selector with a slip',
    objects: () => [...running(), service('web', { app: 'wbe' })],
    root: 'Service shop/web',
    rule: 'service-endpoints/selector',
    says: 'Deployment "web" comes close',
  },
  {
    name: 'a selector for nobody',
    objects: () => [service('api', { app: 'api' })],
    root: 'Service shop/api',
    rule: 'service-endpoints/selector',
    says: 'app=api',
  },
  {
    name: 'a workload that is stopped',
    objects: () => [workload('web', { replicas: 0 }), service('web', { app: 'web' })],
    root: 'Service shop/web',
    rule: 'service-endpoints/stopped',
    says: '0 copies',
  },
  {
    name: 'a port name that nobody has',
    objects: () => [...running(), service('web', { app: 'web' }, [{ port: 80, targetPort: 'htp' }])],
    root: 'Service shop/web',
    rule: 'service-endpoints/port-name',
    says: '"htp"',
  },
  {
    name: 'a port that nobody has',
    objects: () => [...running(), service('web', { app: 'web' }, [{ port: 80, targetPort: 8080 }])],
    root: 'Service shop/web',
    rule: 'service-endpoints/target-port',
    says: '8080',
  },
  {
    name: 'an ingress to nowhere',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'wed', port: { number: 80 } } }),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/service-missing',
    says: 'there is one called "web"',
  },
  {
    name: 'an ingress to a port that is not there',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { number: 8080 } } }),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/port-missing',
    says: 'which has 80',
  },
  {
    name: 'a class that nobody serves',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }, { ingressClassName: 'nginx' }),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/class-missing',
    says: '"nginx"',
  },
  {
    name: 'no class at all',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }, {}),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/no-class',
    says: 'names no class',
  },
  {
    name: 'a certificate that is not there',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress(
        'web',
        { service: { name: 'web', port: { number: 80 } } },
        { ingressClassName: 'traefik', tls: [{ secretName: 'web-tls' }] },
      ),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/secret-missing',
    says: '"web-tls"',
  },
  {
    name: 'a Secret that is missing, up to the ingress',
    objects: () => [
      ...deployed('web', [waiting('CreateContainerConfigError', 'secret "shop-db" not found')]),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
    ],
    root: web,
    rule: 'container-config/missing-object',
    says: '"shop-db"',
  },
  {
    name: 'a wrong selector, up to the ingress',
    objects: () => [
      ...running(),
      service('web', { app: 'wbe' }),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
    ],
    root: 'Service shop/web',
    rule: 'service-endpoints/selector',
    says: 'app=wbe',
  },
];

const member = (set: ClusterObject, status: JsonObject, revision: string) =>
  podOf(set, status, { metadata: { labels: { app: set.metadata.name, 'controller-revision-hash': revision } } });

const workloads: Broken[] = [
  {
    name: 'a rollout that stopped trying',
    objects: () => [
      workload('web', {
        status: {
          readyReplicas: 0,
          conditions: [
            { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', lastUpdateTime: EARLIER },
          ],
        },
      }),
    ],
    root: web,
    rule: 'rollout-stuck/deadline',
    says: '0 of 1',
  },
  {
    name: 'a stateful set without its service',
    objects: () => [workload('db', { kind: 'StatefulSet', spec: { serviceName: 'db' }, status: { readyReplicas: 1 } })],
    root: 'StatefulSet shop/db',
    rule: 'stateful-set/service-missing',
    says: '"db"',
  },
  {
    name: 'a stateful set with a class that is not there',
    objects: () => [
      workload('db', {
        kind: 'StatefulSet',
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'fast' } }] },
        status: { readyReplicas: 1 },
      }),
    ],
    root: 'StatefulSet shop/db',
    rule: 'stateful-set/class-missing',
    says: '"fast"',
  },
  {
    name: 'a stateful set that waits for a broken old member',
    objects: () => {
      const set = workload('db', {
        kind: 'StatefulSet',
        replicas: 2,
        status: { readyReplicas: 1, currentRevision: 'db-1', updateRevision: 'db-2' },
      });
      return [set, member(set, {}, 'db-1'), member(set, unready, 'db-1')];
    },
    root: 'StatefulSet shop/db',
    rule: 'stateful-set/stuck-revision',
    says: 'has to be deleted',
  },
  {
    name: 'a stateful set whose member is not ready',
    objects: () => {
      const set = workload('db', {
        kind: 'StatefulSet',
        replicas: 1,
        status: { readyReplicas: 0, currentRevision: 'db-1', updateRevision: 'db-1' },
      });
      return [set, member(set, unready, 'db-1')];
    },
    root: 'StatefulSet shop/db',
    rule: 'stateful-set/member',
    says: '0 of 1',
  },
  {
    name: 'a daemon set that is not everywhere',
    objects: () => [workload('agent', { kind: 'DaemonSet', status: { desiredNumberScheduled: 2, numberReady: 1 } })],
    root: 'DaemonSet shop/agent',
    rule: 'daemon-set/partial',
    says: 'ready on 1',
  },
  {
    name: 'a job that gave up',
    objects: () => [
      object('batch/v1', 'Job', 'import', {
        status: {
          failed: 4,
          conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', lastTransitionTime: EARLIER }],
        },
      }),
    ],
    root: 'Job shop/import',
    rule: 'job-failed/failed',
    says: 'after 4 tries',
  },
  {
    name: 'a job that took too long',
    objects: () => [
      object('batch/v1', 'Job', 'import', {
        status: { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] },
      }),
    ],
    root: 'Job shop/import',
    rule: 'job-failed/deadline',
    says: 'longer than it may',
  },
  {
    name: 'a job that is about to fail',
    objects: () => [
      object('batch/v1', 'Job', 'import', {
        status: { conditions: [{ type: 'FailureTarget', status: 'True', reason: 'BackoffLimitExceeded' }] },
      }),
    ],
    root: 'Job shop/import',
    rule: 'job-failed/failed',
    says: 'has failed',
  },
  {
    name: 'a job that fails for a missing image',
    objects: () => {
      const job = object('batch/v1', 'Job', 'import', {
        spec: { template: { spec: { containers: [{ name: 'main', image: 'x:0' }] } } },
        status: { failed: 1 },
      });
      return [job, podOf(job, waiting('ImagePullBackOff', 'not found'))];
    },
    root: 'Job shop/import',
    rule: 'image-pull/not-found',
    says: 'x:0',
  },
  {
    name: 'a job that somebody suspended',
    objects: () => [object('batch/v1', 'Job', 'import', { spec: { suspend: true } })],
    root: 'Job shop/import',
    rule: 'job-failed/suspended',
    says: 'suspended',
  },
  {
    name: 'a cron job that somebody suspended',
    objects: () => [object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 3 * * *', suspend: true } })],
    root: 'CronJob shop/nightly',
    rule: 'cron-job/suspended',
    says: 'suspended',
  },
  {
    name: 'a schedule that cannot be read',
    objects: () => [object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: 'every night' } })],
    root: 'CronJob shop/nightly',
    rule: 'cron-job/schedule',
    says: '"every night"',
  },
  {
    name: 'runs that were missed',
    objects: () => {
      const job = object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 3 * * *' } });
      return [job, event(job, 'TooManyMissedTimes', 'too many missed start times: 101')];
    },
    root: 'CronJob shop/nightly',
    rule: 'cron-job/missed',
    says: 'missed',
  },
  {
    name: 'a run that does not end',
    objects: () => {
      const job = object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 3 * * *' } });
      return [job, event(job, 'JobAlreadyActive', 'Not starting job because prior execution is running')];
    },
    root: 'CronJob shop/nightly',
    rule: 'cron-job/still-running',
    says: 'last run',
  },
  {
    name: 'an autoscaler for nobody',
    objects: () => [scaler('ghost', [])],
    root: 'HorizontalPodAutoscaler shop/web',
    rule: 'autoscaler/target-missing',
    says: '"ghost"',
  },
  {
    name: 'an autoscaler without metrics',
    objects: () => [
      ...running(),
      scaler('web', [
        {
          type: 'ScalingActive',
          status: 'False',
          reason: 'FailedGetResourceMetric',
          message: 'the server could not find the requested resource (get pods.metrics.k8s.io)',
        },
      ]),
    ],
    root: 'HorizontalPodAutoscaler shop/web',
    rule: 'autoscaler/no-metrics',
    says: 'does not measure',
  },
  {
    name: 'an autoscaler without requests',
    objects: () => [
      ...running(),
      scaler('web', [
        {
          type: 'ScalingActive',
          status: 'False',
          reason: 'FailedGetResourceMetric',
          message: 'failed to get cpu utilization: missing request for cpu in container main',
        },
      ]),
    ],
    root: 'HorizontalPodAutoscaler shop/web',
    rule: 'autoscaler/no-request',
    says: 'how much cpu',
  },
  {
    name: 'an autoscaler at its end',
    objects: () => [
      ...running(),
      scaler('web', [{ type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' }]),
    ],
    root: 'HorizontalPodAutoscaler shop/web',
    rule: 'autoscaler/at-limit',
    says: '3',
  },
  {
    name: 'a budget that never lets go',
    objects: () => [
      ...running(),
      budget({ expectedPods: 1, currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0 }),
    ],
    root: 'PodDisruptionBudget shop/web',
    rule: 'disruption-budget/never',
    says: '1 of 1',
  },
];

const scaler = (target: string, conditions: JsonObject[]) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target }, maxReplicas: 3 },
    status: { conditions },
  });
const budget = (status: JsonObject) =>
  object('policy/v1', 'PodDisruptionBudget', 'web', {
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    status,
  });
const ill = (type: string, status: string, reason = '', message = '') => [
  { type: 'Ready', status: type === 'Ready' ? status : 'True', reason, message, lastTransitionTime: EARLIER },
  ...(type === 'Ready' ? [] : [{ type, status, lastTransitionTime: EARLIER }]),
];

const cluster: Broken[] = [
  {
    name: 'a node that says nothing',
    objects: () => [
      node('worker-3', {
        conditions: ill('Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.'),
      }),
    ],
    root: 'Node worker-3',
    rule: 'node-health/silent',
    says: 'says nothing any more',
  },
  {
    name: 'a controller that says nothing',
    objects: () => [
      node('server-1', {
        labels: { 'node-role.kubernetes.io/control-plane': 'true' },
        conditions: ill('Ready', 'Unknown'),
      }),
    ],
    root: 'Node server-1',
    rule: 'node-health/silent',
    says: 'controller "server-1"',
  },
  {
    name: 'a node that is not ready',
    objects: () => [
      node('worker-3', {
        conditions: ill(
          'Ready',
          'False',
          'KubeletNotReady',
          'container runtime network not ready: cni plugin not initialized',
        ),
      }),
    ],
    root: 'Node worker-3',
    rule: 'node-health/not-ready',
    says: 'cni plugin',
  },
  {
    name: 'a node without memory',
    objects: () => [node('worker-3', { conditions: ill('MemoryPressure', 'True') })],
    root: 'Node worker-3',
    rule: 'node-health/memory',
    says: 'out of memory',
  },
  {
    name: 'a node without disk',
    objects: () => [node('worker-3', { conditions: ill('DiskPressure', 'True') })],
    root: 'Node worker-3',
    rule: 'node-health/disk',
    says: 'out of disk',
  },
  {
    name: 'a node with too many processes',
    objects: () => [node('worker-3', { conditions: ill('PIDPressure', 'True') })],
    root: 'Node worker-3',
    rule: 'node-health/processes',
    says: 'too many processes',
  },
  {
    name: 'a node that was closed and forgotten',
    objects: () => [node('worker-3', { spec: { unschedulable: true } })],
    root: 'Node worker-3',
    rule: 'node-health/cordoned',
    says: 'nobody seems to be working',
  },
  {
    name: 'a node that took its pods along',
    objects: () => {
      const [deployment, replicas] = deployed('web', []) as [ClusterObject, ClusterObject];
      const gone = { metadata: { deletionTimestamp: EARLIER }, spec: { nodeName: 'worker-3' } };
      return [
        node('worker-3', { conditions: ill('Ready', 'Unknown') }),
        deployment,
        replicas,
        podOf(replicas, unready, gone),
        podOf(replicas),
      ];
    },
    root: 'Node worker-3',
    rule: 'node-health/silent',
    says: 'worker-3',
  },
  {
    name: 'a webhook without its service',
    objects: () => [hook('ValidatingWebhookConfiguration')],
    root: 'ValidatingWebhookConfiguration check',
    rule: 'webhook/service-missing',
    says: 'changes are refused',
  },
  {
    name: 'a webhook behind which nobody is',
    objects: () => [
      hook('MutatingWebhookConfiguration'),
      ...deployed('hook', [unready]),
      service('hook', { app: 'hook' }),
    ],
    root: 'Service shop/hook',
    rule: 'service-endpoints/not-ready',
    says: 'None of the 1 pods',
  },
  {
    name: 'a namespace that does not go',
    objects: () => [
      object('v1', 'Namespace', 'old', {
        namespaced: false,
        metadata: { deletionTimestamp: EARLIER },
        status: {
          phase: 'Terminating',
          conditions: [
            {
              type: 'NamespaceFinalizersRemaining',
              status: 'True',
              message:
                'Some content in the namespace has finalizers remaining: example.org/hold in 1 resource instances',
            },
          ],
        },
      }),
    ],
    root: 'Namespace old',
    rule: 'stuck-deletion/finalizers',
    says: 'example.org/hold',
  },
  {
    name: 'an API that nobody answers, and a namespace that hangs on it',
    objects: () => [
      object('v1', 'Namespace', 'old', {
        namespaced: false,
        metadata: { deletionTimestamp: EARLIER },
        status: {
          conditions: [
            { type: 'NamespaceDeletionDiscoveryFailure', status: 'True', message: 'Discovery failed for some groups' },
          ],
        },
      }),
      object('apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io', {
        namespaced: false,
        spec: { service: { name: 'metrics-server', namespace: 'kube-system' } },
        status: {
          conditions: [
            {
              type: 'Available',
              status: 'False',
              reason: 'ServiceNotFound',
              message: 'service/metrics-server in "kube-system" is not present',
            },
          ],
        },
      }),
    ],
    root: 'APIService v1beta1.metrics.k8s.io',
    rule: 'api-service/ServiceNotFound',
    says: 'metrics-server',
  },
  {
    name: 'a pod that does not go',
    objects: () => [
      object('v1', 'Pod', 'held', {
        metadata: { deletionTimestamp: EARLIER, finalizers: ['example.org/hold'] },
        spec: { containers: [] },
        status: { phase: 'Running' },
      }),
    ],
    root: 'Pod shop/held',
    rule: 'stuck-deletion/pod-finalizer',
    says: 'example.org/hold',
  },
];

const hook = (kind: string) =>
  object('admissionregistration.k8s.io/v1', kind, 'check', {
    namespaced: false,
    webhooks: [
      {
        name: 'check.example.org',
        failurePolicy: 'Fail',
        clientConfig: { service: { name: 'hook', namespace: 'shop' } },
      },
    ],
  });

const gpu = (spec: JsonObject) => node('gpu-1', { labels: { gpu: 'yes' }, spec });
const wantsGpu = (message: string, pod: JsonObject = {}) =>
  deployed('web', [unscheduled(message)], { pod: { nodeSelector: { gpu: 'yes' }, ...pod } });
const cron = object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 3 * * *' } });

const others: Broken[] = [
  {
    name: 'a taint that is not tolerated',
    objects: () => [
      gpu({ taints: [{ key: 'gpu', value: 'only', effect: 'NoSchedule' }] }),
      ...wantsGpu('0/3 nodes are available'),
    ],
    root: web,
    rule: 'pending/taints',
    says: 'gpu=only:NoSchedule',
  },
  {
    name: 'a taint that is tolerated, on a node that is full',
    objects: () => [
      gpu({ taints: [{ key: 'gpu', value: 'only', effect: 'NoSchedule' }] }),
      ...deployed('web', [unscheduled('0/3 nodes are available')], {
        pod: { nodeSelector: { gpu: 'yes' }, tolerations: [{ key: 'gpu', operator: 'Exists' }] },
        container: { resources: { requests: { memory: '8Gi' } } },
      }),
    ],
    root: web,
    rule: 'pending/too-big',
    says: '8 GiB',
  },
  {
    name: 'the only node that would do is closed',
    objects: () => [gpu({ unschedulable: true }), ...wantsGpu('0/3 nodes are available')],
    root: 'Node gpu-1',
    rule: 'node-health/cordoned',
    says: 'gpu-1',
  },
  {
    name: 'a webhook that is down, seen by those whom it stops',
    objects: () =>
      refused('failed calling webhook "check.example.org": Post "https://hook.shop.svc:443/": no endpoints available'),
    root: web,
    rule: 'pods-refused/webhook-down',
    says: 'does not answer',
  },
  {
    name: 'something else that refuses',
    objects: () => refused('pods "web-1" is forbidden: not today'),
    root: web,
    rule: 'pods-refused/refused',
    says: 'not today',
  },
  {
    name: 'a stateful set without memory',
    objects: () => {
      const set = workload('db', {
        kind: 'StatefulSet',
        container: { resources: { limits: { memory: '1Gi' } } },
        status: { readyReplicas: 0 },
      });
      return [set, podOf(set, crashed(137, 'OOMKilled'))];
    },
    root: 'StatefulSet shop/db',
    rule: 'out-of-memory/limit',
    says: '1Gi',
  },
  {
    name: 'a daemon set whose image is missing',
    objects: () => {
      const set = workload('agent', { kind: 'DaemonSet', status: { desiredNumberScheduled: 2, numberReady: 1 } });
      return [set, podOf(set, waiting('ImagePullBackOff', 'not found')), podOf(set)];
    },
    root: 'DaemonSet shop/agent',
    rule: 'image-pull/not-found',
    says: 'nginx:1.29',
  },
  {
    name: 'a run of a cron job that crashes',
    objects: () => {
      const job = object('batch/v1', 'Job', 'nightly-1', {
        metadata: {
          ownerReferences: [
            {
              apiVersion: 'batch/v1',
              kind: 'CronJob',
              name: 'nightly',
              uid: cron.metadata.uid ?? '',
              controller: true,
            },
          ],
        },
        spec: { template: { spec: { containers: [{ name: 'main', image: 'report:1' }] } } },
        status: { failed: 0 },
      });
      return [cron, job, podOf(job, crashed(1))];
    },
    root: 'CronJob shop/nightly',
    rule: 'crash-loop/application',
    says: 'exit code 1',
  },
  {
    name: 'a node without a network',
    objects: () => [node('worker-3', { conditions: ill('NetworkUnavailable', 'True') })],
    root: 'Node worker-3',
    rule: 'node-health/network',
    says: 'no network',
  },
  {
    name: 'a default way of an ingress that leads nowhere',
    objects: () => [
      object('networking.k8s.io/v1', 'Ingress', 'all', {
        spec: { ingressClassName: 'traefik', defaultBackend: { service: { name: 'nobody', port: { number: 80 } } } },
      }),
    ],
    root: 'Ingress shop/all',
    rule: 'ingress-route/service-missing',
    says: '"nobody"',
  },
  {
    name: 'an ingress to a port by a name that is not there',
    objects: () => [
      ...running(),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { name: 'https' } } }),
    ],
    root: 'Ingress shop/web',
    rule: 'ingress-route/port-missing',
    says: '"https"',
  },
  {
    name: 'an autoscaler that may not scale',
    objects: () => [
      ...running(),
      scaler('web', [
        {
          type: 'AbleToScale',
          status: 'False',
          reason: 'FailedGetScale',
          message: 'the HPA controller was unable to get the scale',
        },
      ]),
    ],
    root: 'HorizontalPodAutoscaler shop/web',
    rule: 'autoscaler/cannot-scale',
    says: 'unable to get the scale',
  },
  {
    name: 'a namespace with something left in it',
    objects: () => [
      object('v1', 'Namespace', 'old', {
        namespaced: false,
        metadata: { deletionTimestamp: EARLIER },
        status: {
          conditions: [
            {
              type: 'NamespaceContentRemaining',
              status: 'True',
              message: 'Some resources are remaining: pods. has 1 resource instances',
            },
          ],
        },
      }),
    ],
    root: 'Namespace old',
    rule: 'stuck-deletion/content',
    says: 'remaining: pods',
  },
  {
    name: 'a pod whose end nobody tells',
    objects: () => [
      object('v1', 'Pod', 'lost', {
        metadata: { deletionTimestamp: EARLIER },
        spec: { containers: [] },
        status: { phase: 'Running' },
      }),
    ],
    root: 'Pod shop/lost',
    rule: 'stuck-deletion/pod',
    says: 'does not say that it has ended',
  },
  {
    name: 'a webhook whose absence stops nothing',
    objects: () => [
      object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'inject', {
        namespaced: false,
        webhooks: [
          {
            name: 'inject.example.org',
            failurePolicy: 'Ignore',
            clientConfig: { service: { name: 'gone', namespace: 'shop' } },
          },
        ],
      }),
    ],
    root: 'MutatingWebhookConfiguration inject',
    rule: 'webhook/service-missing',
    says: 'which does not exist',
  },
  {
    name: 'a cron job that began too late to begin',
    objects: () => [
      object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 3 * * *', startingDeadlineSeconds: -1 } }),
    ],
    root: 'CronJob shop/nightly',
    rule: 'cron-job/deadline',
    says: 'never begins',
  },
];

/** Each broken in one way, and what should be found: the one thing that has to be changed. */
export const broken: readonly Broken[] = [
  ...images,
  ...containers,
  ...probes,
  ...scheduling,
  ...traffic,
  ...workloads,
  ...cluster,
  ...others,
  ...brokenPlatform,
  ...brokenPrograms,
];
