import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Broken } from './broken-clusters.ts';
import {
  crashed,
  deployed,
  EARLIER,
  event,
  ingress,
  node,
  object,
  podOf,
  replicaSetOf,
  service,
  unready,
  waiting,
  workload,
} from './fixtures.ts';

const web = 'Deployment shop/web';

/** A program that crashed and said this before. */
const crash = (name: string, cause: string, log: string[], says: string, more: ClusterObject[] = []): Broken => ({
  name,
  objects: () => [...deployed('web', [crashed(1)]), ...more],
  log: ['starting up', ...log],
  root: web,
  rule: `crash-loop/${cause}`,
  says,
});

const words: Broken[] = [
  crash(
    'a program without a variable',
    'variable-missing',
    ['panic: environment variable "DATABASE_URL" is not set'],
    'the environment variable "DATABASE_URL" is not set',
  ),
  crash('a script without a variable', 'variable-missing', ["KeyError: 'STRIPE_KEY'"], '"STRIPE_KEY" is not set'),
  crash(
    'a program without a file',
    'file-missing',
    ["Error: ENOENT: no such file or directory, open '/etc/web/settings.yaml'"],
    '"/etc/web/settings.yaml"',
  ),
  crash('a program without a module', 'file-missing', ["Error: Cannot find module 'express'"], '"express"'),
  crash(
    'a program that cannot read its settings',
    'configuration',
    ['nginx: [emerg] unknown directive "servr" in /etc/nginx/nginx.conf:3'],
    'cannot read its configuration',
  ),
  crash(
    'a program that is called in a wrong way',
    'configuration',
    ['flag provided but not defined: -listn'],
    'cannot read its configuration "-listn"',
  ),
  crash('a port that is taken', 'port-in-use', ['Error: listen EADDRINUSE: address already in use :::8080'], '8080'),
  crash(
    'a file system that is read-only',
    'read-only',
    ["OSError: [Errno 30] Read-only file system: '/data/cache'"],
    'on a file system that is read-only',
  ),
  crash(
    'a folder that it may not touch',
    'permission',
    ['mkdir: cannot create directory: /var/lib/web: permission denied'],
    'may not do what it wants as its user',
  ),
  crash(
    'a program that will not be root',
    'permission',
    ['"root" execution of the PostgreSQL server is not permitted.'],
    'as its user',
  ),
  crash(
    'a wrong password',
    'password',
    ['FATAL: password authentication failed for user "shop"'],
    'refuses its password or user "shop"',
  ),
  crash('a database that does not exist', 'database-missing', ['FATAL: database "shpo" does not exist'], '"shpo"'),
  crash(
    'a service that does not exist',
    'name-unknown',
    ['Error: getaddrinfo ENOTFOUND databse'],
    'there is one called "database"',
    [...deployed('database', [{}]), service('database', { app: 'database' })],
  ),
  crash(
    'nobody at an address',
    'refused',
    ['dial tcp 192.0.2.7:6379: connect: connection refused'],
    'nobody answers at "192.0.2.7:6379"',
  ),
  crash(
    'a certificate of tomorrow',
    'clock',
    [
      'x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-05-01T00:00:00Z',
    ],
    "by its node's clock",
  ),
  {
    name: 'a crash because of a service that nobody answers',
    objects: () => [
      ...deployed('web', [crashed(1)]),
      workload('db', { replicas: 0 }),
      service('db', { app: 'db' }, [{ port: 5432 }]),
    ],
    log: ['connect ECONNREFUSED db:5432'],
    root: 'Service shop/db',
    rule: 'service-endpoints/stopped',
    says: 'which is stopped (0 copies)',
  },
  {
    name: 'a full disk, by what a program said',
    objects: () => deployed('web', [crashed(1)]),
    log: ['write /data/orders.db: no space left on device'],
    root: web,
    rule: 'disk-full/container',
    says: 'a disk it writes to is full',
  },
  {
    name: 'a full disk, by what a node said',
    objects: () => {
      const full = node('worker-3');
      return [full, event(full, 'FreeDiskSpaceFailed', 'Failed to garbage collect required amount of images: 0 bytes')];
    },
    root: 'Node worker-3',
    rule: 'disk-full/node',
    says: 'nearly full',
  },
  {
    name: 'a volume that cannot grow',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'local-path' },
        status: {
          phase: 'Bound',
          conditions: [{ type: 'ControllerResizeError', status: 'True', message: 'not supported by the driver' }],
        },
      }),
    ],
    root: 'PersistentVolumeClaim shop/data',
    rule: 'disk-full/cannot-grow',
    says: 'not supported by the driver',
  },
  {
    name: 'a volume whose file system grows when it is mounted anew',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'local-path' },
        status: {
          phase: 'Bound',
          conditions: [{ type: 'FileSystemResizePending', status: 'True', lastTransitionTime: EARLIER }],
        },
      }),
    ],
    root: 'PersistentVolumeClaim shop/data',
    rule: 'disk-full/grows-later',
    says: 'mounts it anew',
  },
];

const creating: JsonObject = {
  phase: 'Pending',
  conditions: [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: 'False' },
  ],
  containerStatuses: [
    { name: 'main', ready: false, restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } },
  ],
};
const volumes = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const bound = object('v1', 'PersistentVolumeClaim', 'data', {
  spec: { volumeName: 'pv-1', storageClassName: 'local-path' },
  status: { phase: 'Bound' },
});

/** A pod that waits for its volume, and what its node says of it. */
const mount = (name: string, cause: string, message: string, says: string, reason = 'FailedMount'): Broken => ({
  name,
  objects: () => {
    const [deployment, replicas, pod] = deployed('web', [creating], { pod: volumes });
    return deployment && replicas && pod ? [deployment, replicas, pod, bound, event(pod, reason, message)] : [];
  },
  root: web,
  rule: `volume-mount/${cause}`,
  says,
});

const mounts: Broken[] = [
  {
    name: 'a volume that another node still holds',
    objects: () => {
      const deployment = workload('web', { pod: volumes });
      const replicas = replicaSetOf(deployment);
      const old = podOf(replicas, {}, { spec: { nodeName: 'worker-2' } });
      const next = podOf(replicas, creating);
      return [
        deployment,
        replicas,
        old,
        next,
        bound,
        event(
          next,
          'FailedAttachVolume',
          'Multi-Attach error for volume "pv-1" Volume is already used by pod(s) web-old',
        ),
      ];
    },
    root: web,
    rule: 'volume-mount/used-elsewhere',
    says: 'is still held on another node by web-',
  },
  mount(
    'a volume without a driver',
    'no-driver',
    'MountVolume.MountDevice failed for volume "pv-1" : driver name disk.example.org not found in the list of registered CSI drivers',
    'needs a storage driver that does not run on the node "worker-1"',
  ),
  mount(
    'a volume that nobody can mount here',
    'no-helper',
    'MountVolume.SetUp failed for volume "pv-1" : mount: /mnt: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.',
    'lacks the program that mounts',
  ),
  mount(
    'a damaged volume',
    'file-system',
    'MountVolume.MountDevice failed for volume "pv-1" : mount failed: exit status 32: wrong fs type, bad option, bad superblock on /dev/sdb',
    'is damaged',
  ),
  mount(
    'a storage that lets nobody in',
    'no-access',
    'MountVolume.SetUp failed for volume "pv-1" : mount.nfs: access denied by server while mounting 10.0.0.9:/data',
    'does not let this node in',
  ),
  mount(
    'a storage that is away',
    'unreachable',
    'MountVolume.SetUp failed for volume "pv-1" : mount.nfs: Failed to resolve server nas.example.org: Name or service not known',
    'cannot be reached',
  ),
  mount(
    'a folder that is not there',
    'no-path',
    'MountVolume.SetUp failed for volume "logs" : hostPath type check failed: /srv/logs is not a directory',
    'does not exist on the node',
  ),
  mount(
    'a disk that cannot be attached',
    'attach',
    'AttachVolume.Attach failed for volume "pv-1" : rpc error: code = ResourceExhausted desc = too many volumes',
    'cannot be attached to the node "worker-1"',
    'FailedAttachVolume',
  ),
  mount(
    'a volume that cannot be mounted for a reason nobody knows',
    'mount',
    'MountVolume.SetUp failed for volume "pv-1" : rpc error: code = Internal desc = something odd',
    'something odd',
  ),
];

const dependencies: Broken[] = [
  {
    name: 'a setting that leads to a service by its full name, which does not exist',
    objects: () =>
      deployed('web', [{}], {
        container: { env: [{ name: 'CACHE_URL', value: 'redis://:hidden@cache.tools.svc.cluster.local:6379/0' }] },
      }),
    root: web,
    rule: 'dependency/service-missing',
    says: 'CACHE_URL of "web" leads to the service "cache" in tools',
  },
  {
    name: 'a setting with a slip of the pen',
    objects: () => [
      ...deployed('web', [{}], {
        container: { env: [{ name: 'DB', value: 'postgres://shop:hidden@databse:5432/shop' }] },
      }),
      ...deployed('database', [{}]),
      service('database', { app: 'database' }),
    ],
    root: web,
    rule: 'dependency/service-missing',
    says: 'there is one called "database"',
  },
  {
    name: 'a program that runs and complains, asked about by name',
    objects: () => deployed('web', [{}]),
    log: [
      '2026-06-01T11:59:00Z INFO request done',
      '2026-06-01T11:59:01Z ERROR query failed: duplicate key value violates unique constraint',
      '2026-06-01T11:59:02Z ERROR query failed: duplicate key value violates unique constraint',
    ],
    root: web,
    rule: 'application-log/errors',
    says: 'query failed: duplicate key value violates unique constraint (2 of its last 3 lines)',
  },
  {
    name: 'a program that is slow, asked about by name',
    objects: () => deployed('web', [{}]),
    log: ['INFO page sent in 0.2 seconds', 'INFO database call completed in 8.7 seconds'],
    root: web,
    rule: 'application-log/slow',
    says: 'up to 8.7 seconds',
  },
];

const more: Broken[] = [
  {
    name: 'a stateful set that gets no members, and needs no names',
    objects: () => [
      workload('db', { kind: 'StatefulSet', replicas: 3, spec: { serviceName: '' }, status: { replicas: 0 } }),
    ],
    root: 'StatefulSet shop/db',
    rule: 'stateful-set/no-members',
    says: 'should have 3 members, and none of them is being made',
  },
  {
    name: 'a readiness check that fails, and whose events are forgotten',
    objects: () => deployed('web', [unready], { container: { readinessProbe: { httpGet: { path: '/', port: 80 } } } }),
    root: web,
    rule: 'probe/fails',
    says: 'its readiness check fails',
  },
  {
    name: 'a key that a volume asks for',
    objects: () => [
      ...deployed('web', [creating], {
        pod: { volumes: [{ name: 'v', configMap: { name: 'settings', items: [{ key: 'app.yaml', path: 'a' }] } }] },
      }),
      object('v1', 'ConfigMap', 'settings', { data: { 'web.yaml': '' } }),
    ],
    root: web,
    rule: 'container-config/missing-key',
    says: 'The ConfigMap "settings" has no key "app.yaml"',
  },
  {
    name: 'a Secret in a volume of several',
    objects: () =>
      deployed('web', [creating], {
        pod: { volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 'login' } }] } }] },
      }),
    root: web,
    rule: 'container-config/missing-object',
    says: 'The Secret "login" is not there',
  },
  {
    name: 'a private image whose Secret is not there',
    objects: () =>
      deployed(
        'web',
        [waiting('ImagePullBackOff', 'pull access denied, repository does not exist or may require authorization')],
        {
          pod: { imagePullSecrets: [{ name: 'regcred' }] },
        },
      ),
    root: web,
    rule: 'image-pull/unauthorized',
    says: 'the Secret "regcred" that should let it in is not there',
  },
  {
    name: 'two ingresses for the same requests',
    objects: () => [
      ...deployed('web', [{}]),
      service('web', { app: 'web' }),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
      ingress('web-old', { service: { name: 'web', port: { number: 80 } } }),
    ],
    root: 'Ingress shop/web-old',
    rule: 'ingress-route/same-path',
    says: 'want the same requests (shop.example.org/)',
  },
  {
    name: 'two autoscalers against each other',
    objects: () => [
      ...deployed('web', [{}]),
      ...['one', 'two'].map((name) =>
        object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
          spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
        }),
      ),
    ],
    root: 'HorizontalPodAutoscaler shop/two',
    rule: 'autoscaler/two-for-one',
    says: 'against each other',
  },
  {
    name: 'two budgets for one pod',
    objects: () => [
      ...deployed('web', [{}, {}]),
      ...['one', 'two'].map((name) =>
        object('policy/v1', 'PodDisruptionBudget', name, {
          spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
          status: { expectedPods: 2, currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1 },
        }),
      ),
    ],
    root: 'PodDisruptionBudget shop/two',
    rule: 'disruption-budget/two-budgets',
    says: 'such pods can never be moved',
  },
];

/** Broken inside of the workloads: what programs say, what they store, whom they ask. */
export const brokenPrograms: readonly Broken[] = [...words, ...mounts, ...dependencies, ...more];
