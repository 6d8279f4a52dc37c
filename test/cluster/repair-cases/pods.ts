import type { JsonObject } from '#src/protocol/index.ts';

import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';

const denied =
  'failed to resolve reference: pull access denied, repository does not exist or may require authorization';
const registry = Buffer.from(JSON.stringify({ auths: {} })).toString('base64');

/** The play of the first container, as long as its pods are not mended. */
const playing = (
  play: string,
  mended: { until?: string; while?: string },
  more: { [name: string]: string } = {},
): { [name: string]: string } => ({
  'emulated/play': play,
  ...(mended.until === undefined ? {} : { 'emulated/until': mended.until }),
  ...(mended.while === undefined ? {} : { 'emulated/while': mended.while }),
  ...more,
});

const asked = (path: string, port: number, message: string, until: string): JsonObject =>
  template(
    {},
    { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { path, port } } },
    playing('unready', { until }, { 'emulated/message': message }),
  );

/** Containers that cannot be had, do not stay up, or do not answer. */
export const podCases: readonly RepairCase[] = [
  {
    name: 'an image that is private, with the Secret that is there',
    well: (namespace) => [
      draft('v1', 'Secret', 'registry', namespace, {
        type: 'kubernetes.io/dockerconfigjson',
        data: { '.dockerconfigjson': registry },
      }),
    ],
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { image: 'ghcr.io/me/shop:1.0' },
          playing('missing-image', { until: '"imagePullSecrets"' }, { 'emulated/message': denied }),
        ),
      ),
    ],
    says: 'ghcr.io does not give out ghcr.io/me/shop:1.0',
    root: 'Deployment web',
    remedy: 'sign-in-with-registry',
  },
  {
    name: 'an image that is private, by signing in',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { image: 'ghcr.io/me/shop:1.0' },
          playing('missing-image', { until: '"web-pull"' }, { 'emulated/message': denied }),
        ),
      ),
    ],
    says: 'ghcr.io does not give out ghcr.io/me/shop:1.0',
    root: 'Deployment web',
    remedy: 'sign-in',
    answer: 'me:token',
  },
  {
    name: 'an image that may not be fetched',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { image: 'shop:1.0', imagePullPolicy: 'Never' },
          playing(
            'missing-image',
            { until: '"imagePullPolicy":"IfNotPresent"' },
            { 'emulated/message': 'Container image "shop:1.0" is not present with pull policy of Never' },
          ),
        ),
      ),
    ],
    says: 'its pull policy "Never" forbids to fetch it',
    root: 'Deployment web',
    remedy: 'pull-if-missing',
  },
  {
    name: 'an image of a job that is not there: the job is made anew',
    broken: (namespace) => [
      draft('batch/v1', 'Job', 'import', namespace, {
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'import:missing' }] } },
        },
      }),
    ],
    says: 'import:missing was not found',
    root: 'Job import',
    remedy: 'set-image',
    answer: 'import:2',
  },
  {
    name: 'an image of a pod of its own that is not there: the pod is made anew',
    broken: (namespace) => [
      draft('v1', 'Pod', 'shell', namespace, { spec: { containers: [{ name: 'main', image: 'tools:missing' }] } }),
    ],
    says: 'tools:missing was not found',
    root: 'Pod shell',
    remedy: 'set-image',
    answer: 'tools:2',
  },
  {
    name: 'an image of a stateful set that is not there: its broken member goes',
    broken: (namespace) => [
      draft('v1', 'Service', 'db', namespace, { spec: { clusterIP: 'None', selector: { app: 'db' } } }),
      draft('apps/v1', 'StatefulSet', 'db', namespace, {
        spec: {
          serviceName: 'db',
          replicas: 2,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: { containers: [{ name: 'main', image: 'postgres:missing' }] },
          },
        },
      }),
    ],
    says: 'postgres:missing was not found',
    root: 'StatefulSet db',
    remedy: 'set-image',
    answer: 'postgres:17',
  },
  {
    name: 'a program that fails since the last change',
    well: (namespace) => [web(namespace, {}, { image: 'shop:1.0' })],
    broken: (namespace) => [web(namespace, {}, { image: 'shop:crash-loop' })],
    says: 'fails with exit code 1',
    root: 'Deployment web',
    remedy: 'roll-back',
  },
  {
    name: 'a program that is not in the image',
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { command: ['/bin/nope'], args: ['--serve'] },
          playing('crash-loop', { while: '"command":["/bin/nope"]' }, { 'emulated/exit-code': '127' }),
        ),
      ),
    ],
    says: 'is not in its image (exit code 127)',
    root: 'Deployment web',
    remedy: 'own-program',
  },
  {
    name: 'a variable that names a service with a slip',
    well: (namespace) => [
      web(namespace),
      draft('v1', 'Service', 'database', namespace, { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
    ],
    broken: (namespace) => [
      web(
        namespace,
        template(
          {},
          { env: [{ name: 'DB_URL', value: 'postgres://databsae:5432/shop' }] },
          playing(
            'crash-loop',
            { while: 'databsae' },
            {
              'emulated/log': 'Error: getaddrinfo ENOTFOUND databsae',
              'emulated/previous-log': 'Error: getaddrinfo ENOTFOUND databsae',
            },
          ),
        ),
      ),
    ],
    says: 'databsae',
    root: 'Deployment web',
    remedy: 'service-database',
  },
  {
    name: 'too little memory, a step more',
    broken: (namespace) => [
      web(
        namespace,
        template({}, { resources: { limits: { memory: '128Mi' } } }, { 'emulated/needs-memory': '256Mi' }),
      ),
    ],
    says: 'needs more memory than the 128Mi',
    root: 'Deployment web',
    remedy: 'more-memory',
  },
  {
    name: 'too little memory, as much as is asked for',
    broken: (namespace) => [
      web(namespace, template({}, { resources: { limits: { memory: '64Mi' } } }, { 'emulated/needs-memory': '500Mi' })),
    ],
    says: 'needs more memory than the 64Mi',
    root: 'Deployment web',
    remedy: 'set-memory',
    answer: '512Mi',
  },
  {
    name: 'a check that asks a wrong port',
    broken: (namespace) => [
      web(
        namespace,
        asked('/', 8080, 'Readiness probe failed: dial tcp 10.42.0.7:8080: connect: connection refused', '"port":80,'),
      ),
    ],
    says: 'its readiness check asks port 8080, but it listens on 80',
    root: 'Deployment web',
    remedy: 'port-80',
    later: true,
  },
  {
    name: 'a check that asks for a wrong path',
    broken: (namespace) => [
      web(
        namespace,
        asked('/helth', 80, 'Readiness probe failed: HTTP probe failed with statuscode: 404', '"path":"/healthz"'),
      ),
    ],
    says: 'its readiness check asks for /helth, which does not exist (404)',
    root: 'Deployment web',
    remedy: 'path',
    answer: '/healthz',
    later: true,
  },
  {
    name: 'a check that does not wait long enough',
    broken: (namespace) => [
      web(
        namespace,
        asked(
          '/',
          80,
          'Readiness probe failed: Get "http://10.42.0.7:80/": context deadline exceeded',
          '"initialDelaySeconds":30',
        ),
      ),
    ],
    says: 'it does not answer its readiness check in time',
    root: 'Deployment web',
    remedy: 'more-time',
    later: true,
  },
];
