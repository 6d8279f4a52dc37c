import { draft, type RepairCase, web } from '../../provisioning/repair/repair-case.ts';

const container = { name: 'main', image: 'import:1' };

/** Jobs, autoscalers, budgets, releases, rights. */
export const workCases: readonly RepairCase[] = [
  {
    name: 'a job that somebody suspended',
    broken: (namespace) => [
      draft('batch/v1', 'Job', 'import', namespace, {
        spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [container] } } },
      }),
    ],
    says: 'The job "import" is suspended',
    root: 'Job import',
    remedy: 'resume',
    stays: true,
  },
  {
    name: 'a job that took too long: it is begun anew with more time',
    broken: (namespace) => [
      draft('batch/v1', 'Job', 'import', namespace, {
        spec: {
          activeDeadlineSeconds: 6,
          template: {
            metadata: { annotations: { 'emulated/duration': '9s' } },
            spec: { restartPolicy: 'Never', containers: [container] },
          },
        },
      }),
    ],
    says: 'The job "import" took longer than it may',
    root: 'Job import',
    remedy: 'more-time',
  },
  {
    name: 'an autoscaler for something with a slip in its name',
    well: (namespace) => [web(namespace, {}, { resources: { requests: { cpu: '10m' } } })],
    broken: (namespace) => [
      draft('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', namespace, {
        spec: {
          maxReplicas: 3,
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wbe' },
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
          ],
        },
      }),
    ],
    says: 'is for Deployment "wbe", which does not exist',
    root: 'HorizontalPodAutoscaler web',
    remedy: 'target-web',
  },
  {
    name: 'a budget that never lets go, by one more copy',
    well: (namespace) => [web(namespace)],
    broken: (namespace) => [
      draft('policy/v1', 'PodDisruptionBudget', 'web', namespace, {
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
      }),
    ],
    says: 'wants 1 of 1 pods at all times',
    root: 'PodDisruptionBudget web',
    remedy: 'one-more-copy',
  },
  {
    name: 'pods that a node threw out',
    broken: (namespace) => [
      draft('v1', 'Pod', 'thrown', namespace, {
        metadata: { name: 'thrown', namespace, annotations: { 'emulated/play': 'evicted' } },
        spec: { containers: [container] },
      }),
    ],
    says: 'A node threw it out to save itself',
    root: 'Pod thrown',
    remedy: 'clear',
  },
  {
    name: 'a Helm release that hangs',
    broken: (namespace) => [
      draft('v1', 'Secret', 'sh.helm.release.v1.shop.v2', namespace, {
        metadata: {
          name: 'sh.helm.release.v1.shop.v2',
          namespace,
          labels: { owner: 'helm', name: 'shop', status: 'pending-upgrade', version: '2', modifiedAt: '1700000000' },
        },
        type: 'helm.sh/release.v1',
        data: { release: 'e30=' },
      }),
    ],
    says: 'The Helm release "shop" has been left in the middle',
    root: 'Secret sh.helm.release.v1.shop.v2',
    remedy: 'unlock',
  },
  {
    name: 'a right that a program lacks',
    broken: (namespace) => [
      web(namespace, {}, { command: ['sh', '-c', `while true; do kubectl get pods -n ${namespace}; sleep 9; done`] }),
    ],
    says: 'has no right to list pods in $',
    root: 'Deployment web',
    remedy: 'give-right',
  },
  {
    name: 'a binding to a role with a slip in its name',
    well: (namespace) => [
      draft('rbac.authorization.k8s.io/v1', 'Role', 'reader', namespace, {
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
      }),
      web(namespace),
    ],
    broken: (namespace) => [
      draft('rbac.authorization.k8s.io/v1', 'RoleBinding', 'reading', namespace, {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'raeder' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
      }),
    ],
    says: 'gives the rights of the Role "raeder", which does not exist',
    root: 'RoleBinding reading',
    remedy: 'role-reader',
  },
];
