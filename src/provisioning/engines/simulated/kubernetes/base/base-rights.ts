import type { JsonObject } from '#src/protocol/index.ts';

import { clusterRoleBindings, clusterRoles } from '../kinds/index.ts';
import type { Build, Derived } from './builder.ts';

const rule = (apiGroups: string[], resources: string[], verbs: string[]): JsonObject => ({
  apiGroups,
  resources,
  verbs,
});

const reading = ['get', 'list', 'watch'];
const writing = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** What belongs to the people who work in a namespace. */
const content: readonly [group: string, resources: string[]][] = [
  ['', ['configmaps', 'endpoints', 'persistentvolumeclaims', 'pods', 'services', 'serviceaccounts']],
  [
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
  ],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['batch', ['cronjobs', 'jobs']],
  ['networking.k8s.io', ['ingresses', 'networkpolicies']],
  ['policy', ['poddisruptionbudgets']],
];

const view = [
  ...content.map(([group, resources]) => rule([group], resources, reading)),
  rule(
    [''],
    ['events', 'limitranges', 'namespaces', 'pods/log', 'pods/status', 'resourcequotas', 'services/status'],
    reading,
  ),
  rule(['apps'], ['controllerrevisions', 'deployments/status', 'statefulsets/status', 'daemonsets/status'], reading),
  rule(['discovery.k8s.io'], ['endpointslices'], reading),
  rule(['events.k8s.io'], ['events'], reading),
  rule(['metrics.k8s.io'], ['pods', 'nodes'], reading),
];

const edit = [
  ...view,
  ...content.map(([group, resources]) => rule([group], resources, writing)),
  rule([''], ['secrets'], [...reading, ...writing]),
  rule([''], ['pods/eviction', 'serviceaccounts/token'], ['create']),
  rule([''], ['events'], writing),
];

const admin = [
  ...edit,
  rule(['rbac.authorization.k8s.io'], ['roles', 'rolebindings'], [...reading, ...writing]),
  rule([''], ['namespaces'], ['get', 'list', 'watch', 'delete', 'patch', 'update']),
];

const roles: readonly [name: string, rules: JsonObject[]][] = [
  ['cluster-admin', [rule(['*'], ['*'], ['*']), { nonResourceURLs: ['*'], verbs: ['*'] }]],
  ['admin', admin],
  ['edit', edit],
  ['view', view],
  [
    'system:basic-user',
    [
      rule(['authorization.k8s.io'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
      rule(['authentication.k8s.io'], ['selfsubjectreviews'], ['create']),
    ],
  ],
  [
    'system:discovery',
    [
      {
        nonResourceURLs: [
          '/',
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ],
  ],
];

const bindings: readonly [name: string, group: string][] = [
  ['cluster-admin', 'system:masters'],
  ['system:basic-user', 'system:authenticated'],
  ['system:discovery', 'system:authenticated'],
];

/** The roles that every cluster has, and who has them. */
export function rightsObjects(build: Build, createdAt: number): Derived[] {
  const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
  const apiGroup = 'rbac.authorization.k8s.io';
  return [
    ...roles.map(([name, rules]) => build(clusterRoles, { name, createdAt, labels }, { rules })),
    ...bindings.map(([name, group]) =>
      build(
        clusterRoleBindings,
        { name, createdAt, labels },
        { roleRef: { apiGroup, kind: 'ClusterRole', name }, subjects: [{ apiGroup, kind: 'Group', name: group }] },
      ),
    ),
  ];
}
