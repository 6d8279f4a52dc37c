import { type RepairCase, service, template, web } from './repair-case.ts';

const listening = { ports: [{ containerPort: 80, name: 'http' }] };

/** Cases that the simulated cluster and a real control plane both play. */
export const commonCases: readonly RepairCase[] = [
  {
    name: 'an image that is not there, back to the one before',
    well: (namespace) => [web(namespace, {}, { image: 'nginx:1.28' })],
    broken: (namespace) => [web(namespace, {}, { image: 'nginx:missing' })],
    says: 'nginx:missing was not found',
    root: 'Deployment web',
    remedy: 'roll-back',
  },
  {
    name: 'an image that is not there, another one by name',
    broken: (namespace) => [web(namespace, {}, { image: 'nginx:missing' })],
    says: 'nginx:missing was not found',
    root: 'Deployment web',
    remedy: 'set-image',
    answer: 'nginx:1.29',
  },
  {
    name: 'a label that no node has',
    broken: (namespace) => [web(namespace, template({ nodeSelector: { disk: 'ssd' } }))],
    says: 'disk=ssd',
    root: 'Deployment web',
    remedy: 'any-node',
  },
  {
    name: 'more than any node has',
    broken: (namespace) => [web(namespace, {}, { resources: { requests: { cpu: '400' } } })],
    says: 'more cpu (400) than any node has',
    root: 'Deployment web',
    remedy: 'ask-for-less',
    answer: '50m',
  },
  {
    name: 'a service account that is not there',
    broken: (namespace) => [web(namespace, template({ serviceAccountName: 'robot' }))],
    says: 'The service account "robot"',
    root: 'Deployment web',
    remedy: 'create-account',
    stays: true,
  },
  {
    name: 'a quota that is used up',
    well: (namespace) => [
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'small', namespace },
        spec: { hard: { pods: '1' } },
      },
    ],
    broken: (namespace) => [web(namespace, { replicas: 2 })],
    says: 'The quota "small"',
    root: 'Deployment web',
    remedy: 'raise-quota',
    answer: '5',
    stays: true,
  },
  {
    name: 'a selector with a slip',
    well: (namespace) => [web(namespace), service(namespace, {})],
    broken: (namespace) => [service(namespace, { selector: { app: 'wbe' } })],
    says: 'Deployment "web" comes close',
    root: 'Service web',
    remedy: 'selector',
  },
  {
    name: 'a port name that nobody has',
    well: (namespace) => [web(namespace, {}, listening)],
    broken: (namespace) => [service(namespace, { ports: [{ port: 80, targetPort: 'htp' }] })],
    says: 'sends to port "htp"',
    root: 'Service web',
    remedy: 'port-http',
  },
  {
    name: 'a port that nobody has',
    well: (namespace) => [web(namespace, {}, listening)],
    broken: (namespace) => [service(namespace, { ports: [{ port: 80, targetPort: 8080 }] })],
    says: 'sends to port 8080',
    root: 'Service web',
    remedy: 'port-80',
  },
  {
    name: 'a service to what is stopped',
    well: (namespace) => [web(namespace), service(namespace, {})],
    broken: (namespace) => [web(namespace, { replicas: 0 })],
    says: 'which is stopped',
    root: 'Service web',
    remedy: 'start',
  },
  {
    name: 'a cron job that somebody suspended',
    broken: (namespace) => [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'nightly', namespace },
        spec: {
          schedule: '0 3 * * *',
          suspend: true,
          jobTemplate: {
            spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'report:1' }] } } },
          },
        },
      },
    ],
    says: '"nightly" is suspended',
    root: 'CronJob nightly',
    remedy: 'resume',
  },
  {
    name: 'a budget that never lets go',
    well: (namespace) => [web(namespace)],
    broken: (namespace) => [
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web', namespace },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
      },
    ],
    says: 'wants 1 of 1 pods at all times',
    root: 'PodDisruptionBudget web',
    remedy: 'one-at-a-time',
  },
  {
    name: 'a stateful set without its service',
    broken: (namespace) => [
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db', namespace },
        spec: {
          serviceName: 'db',
          replicas: 1,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              containers: [{ name: 'main', image: 'postgres:17', env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }] }],
            },
          },
        },
      },
    ],
    says: 'which does not exist',
    root: 'StatefulSet db',
    remedy: 'create-service',
  },
];
