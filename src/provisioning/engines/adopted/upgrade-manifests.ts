import type { ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

export const PLAN = { apiVersion: 'upgrade.cattle.io/v1', kind: 'Plan' };
/** Where the controller lives, unless somebody put it elsewhere. */
export const SPACE = 'system-upgrade';
/** Says to which version a node may go: we let one after the other. */
export const RELEASED = '3bot.io/upgrade-to';

const CONTROLLER = 'system-upgrade-controller';
const labels = { 'app.kubernetes.io/managed-by': '3bot-wizard' };

/** The two Plans of a k3s cluster: servers, then agents that wait for them. Each takes only nodes that we let go. */
export function plansOf(space: string, version: string): { server: ObjectDraft; agent: ObjectDraft } {
  const released = { key: RELEASED, operator: 'In', values: [version.replace('+', '-')] };
  const plan = (name: string, spec: JsonObject): ObjectDraft => ({
    ...PLAN,
    metadata: { name, namespace: space, labels },
    spec: {
      concurrency: 1,
      // Pinned, never a channel: what was agreed on is what comes.
      version,
      serviceAccountName: 'system-upgrade',
      cordon: true,
      tolerations: [{ operator: 'Exists' }],
      upgrade: { image: 'rancher/k3s-upgrade' },
      ...spec,
    },
  });
  const servers = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' };
  const agents = { key: 'node-role.kubernetes.io/control-plane', operator: 'DoesNotExist' };
  return {
    server: plan('3bot-servers', { nodeSelector: { matchExpressions: [servers, released] } }),
    agent: plan('3bot-agents', {
      nodeSelector: { matchExpressions: [agents, released] },
      prepare: { image: 'rancher/k3s-upgrade', args: ['prepare', '3bot-servers'] },
    }),
  };
}

/** What a Plan is, for a cluster that does not know it yet. */
export const planDefinition: ObjectDraft = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'plans.upgrade.cattle.io', labels },
  spec: {
    group: 'upgrade.cattle.io',
    scope: 'Namespaced',
    names: { kind: 'Plan', plural: 'plans', singular: 'plan', listKind: 'PlanList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

/** The controller with all that it needs, as Rancher's own manifest has it. */
export function controllerManifests(): ObjectDraft[] {
  const name = CONTROLLER;
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: SPACE, labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'privileged' } },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'system-upgrade', namespace: SPACE, labels } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'system-upgrade', labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'system-upgrade', namespace: SPACE }],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'default-controller-env', namespace: SPACE, labels },
      data: {
        SYSTEM_UPGRADE_CONTROLLER_THREADS: '2',
        SYSTEM_UPGRADE_JOB_ACTIVE_DEADLINE_SECONDS: '900',
        SYSTEM_UPGRADE_JOB_BACKOFF_LIMIT: '3',
        SYSTEM_UPGRADE_JOB_IMAGE_PULL_POLICY: 'Always',
        SYSTEM_UPGRADE_JOB_KUBECTL_IMAGE: 'rancher/kubectl:v1.34.1',
        SYSTEM_UPGRADE_JOB_PRIVILEGED: 'true',
        SYSTEM_UPGRADE_JOB_TTL_SECONDS_AFTER_FINISH: '900',
        SYSTEM_UPGRADE_PLAN_POLLING_INTERVAL: '15m',
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: SPACE, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: { 'upgrade.cattle.io/controller': name } },
        template: {
          metadata: { labels: { 'upgrade.cattle.io/controller': name } },
          spec: {
            serviceAccountName: 'system-upgrade',
            tolerations: [{ operator: 'Exists' }],
            containers: [
              {
                name,
                image: 'rancher/system-upgrade-controller:v0.17.0',
                envFrom: [{ configMapRef: { name: 'default-controller-env' } }],
                env: [
                  { name: 'SYSTEM_UPGRADE_CONTROLLER_NAME', value: name },
                  {
                    name: 'SYSTEM_UPGRADE_CONTROLLER_NAMESPACE',
                    valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
                  },
                ],
                resources: { requests: { cpu: '10m', memory: '32Mi' } },
              },
            ],
          },
        },
      },
    },
  ];
}
