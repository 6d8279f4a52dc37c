import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';

const quota = (namespace: string, hard: { [resource: string]: string }) =>
  draft('v1', 'ResourceQuota', 'small', namespace, { spec: { hard } });
const limits = (namespace: string, limit: object) =>
  draft('v1', 'LimitRange', 'bounds', namespace, { spec: { limits: [{ type: 'Container', ...limit }] } });

/** Pods that the API server does not let in. */
export const admissionCases: readonly RepairCase[] = [
  {
    name: 'a service account with a slip in its name',
    well: (namespace) => [draft('v1', 'ServiceAccount', 'robot', namespace)],
    broken: (namespace) => [web(namespace, template({ serviceAccountName: 'robto' }))],
    says: 'The service account "robto"',
    root: 'Deployment web',
    remedy: 'use-robot',
  },
  {
    name: 'a quota that lets only some copies in',
    well: (namespace) => [quota(namespace, { pods: '1' }), web(namespace, { replicas: 1 })],
    broken: (namespace) => [web(namespace, { replicas: 2 })],
    says: 'The quota "small"',
    root: 'Deployment web',
    remedy: 'fewer-copies',
  },
  {
    name: 'a quota that wants to know needs, said for one app',
    well: (namespace) => [quota(namespace, { 'limits.memory': '2Gi', 'limits.cpu': '2' })],
    broken: (namespace) => [web(namespace)],
    says: 'wants every container to say how much it needs',
    root: 'Deployment web',
    remedy: 'say-needs',
    answer: '100m 128Mi',
  },
  {
    name: 'a quota that wants to know needs, said for all',
    well: (namespace) => [quota(namespace, { 'limits.memory': '2Gi', 'limits.cpu': '2' })],
    broken: (namespace) => [web(namespace)],
    says: 'wants every container to say how much it needs',
    root: 'Deployment web',
    remedy: 'usual-needs',
    answer: '100m 128Mi',
    stays: true,
  },
  {
    name: 'more than a limit range allows, as far as it does',
    well: (namespace) => [limits(namespace, { max: { memory: '128Mi' } })],
    broken: (namespace) => [
      web(namespace, {}, { resources: { limits: { memory: '256Mi' }, requests: { memory: '64Mi' } } }),
    ],
    says: 'maximum memory usage per Container is 128Mi',
    root: 'Deployment web',
    remedy: 'within-limits',
  },
  {
    name: 'more than a limit range allows, by a wider one',
    well: (namespace) => [limits(namespace, { max: { memory: '128Mi' } })],
    broken: (namespace) => [
      web(namespace, {}, { resources: { limits: { memory: '256Mi' }, requests: { memory: '64Mi' } } }),
    ],
    says: 'maximum memory usage per Container is 128Mi',
    root: 'Deployment web',
    remedy: 'widen-limits',
    stays: true,
  },
  {
    name: 'more rights than the namespace allows',
    broken: (namespace) => [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      },
      web(namespace),
    ],
    says: 'ask for more rights than this namespace allows',
    root: 'Deployment web',
    remedy: 'fewer-rights',
  },
  {
    name: 'a priority that nobody made',
    broken: (namespace) => [web(namespace, template({ priorityClassName: 'important' }))],
    says: 'no PriorityClass with name important was found',
    root: 'Deployment web',
    remedy: 'usual-priority',
  },
  {
    name: 'a runtime that nobody made',
    broken: (namespace) => [web(namespace, template({ runtimeClassName: 'gvisor' }))],
    says: 'RuntimeClass "gvisor" not found',
    root: 'Deployment web',
    remedy: 'usual-runtime',
  },
];
