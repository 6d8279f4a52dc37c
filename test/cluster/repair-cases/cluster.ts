import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';
import { nodeOf } from './scheduling.ts';

const hook = (namespace: string) =>
  draft('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', `hook-${namespace}`, undefined, {
    webhooks: [
      {
        name: `check.${namespace}.example.org`,
        clientConfig: { service: { name: 'nobody', namespace, path: '/' } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      },
    ],
  });
const hookLeaves = (namespace: string) => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    name: `hook-${namespace}`,
  },
];
const node = (namespace: string) => ({ apiVersion: 'v1', kind: 'Node', name: `node-${namespace}` });
const held = (namespace: string) =>
  draft('v1', 'Pod', 'held', namespace, {
    metadata: { name: 'held', namespace, finalizers: ['example.org/hold'] },
    spec: { containers: [{ name: 'main', image: 'shop:1.0' }] },
  });

/** Nodes, webhooks, parts of the API, and what should be gone. */
export const clusterCases: readonly RepairCase[] = [
  {
    name: 'a node that says nothing any more, by forgetting it',
    well: (namespace) => [nodeOf(namespace)],
    broken: (namespace) => [nodeOf(namespace, { metadata: { labels: { 'emulated/kubelet': 'stopped' } } })],
    says: 'says nothing any more',
    root: 'Node node-$',
    remedy: 'forget',
    leaves: (namespace) => [node(namespace)],
    stays: true,
    later: true,
  },
  {
    name: 'a node that is running out of memory, by emptying it',
    well: (namespace) => [
      nodeOf(namespace),
      web(namespace, {
        replicas: 2,
        ...template({
          tolerations: [{ key: 'home', operator: 'Exists' }],
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  preference: { matchExpressions: [{ key: 'home', operator: 'In', values: [namespace] }] },
                },
              ],
            },
          },
        }),
      }),
    ],
    broken: (namespace) => [nodeOf(namespace, { metadata: { annotations: { 'emulated/pressure': 'memory' } } })],
    says: 'is running out of memory',
    root: 'Node node-$',
    remedy: 'empty',
    also: async (cluster, namespace) => {
      const live = await cluster.get(node(namespace));
      if (live?.spec?.['unschedulable'] !== true) return;
      const pods = cluster.list({
        apiVersion: 'v1',
        kind: 'Pod',
        namespace,
        fields: `spec.nodeName=node-${namespace}`,
      });
      for await (const _ of pods) return;
      // Nobody uses its memory any more.
      await cluster.patch(node(namespace), { metadata: { annotations: { 'emulated/pressure': null } } });
    },
    leaves: (namespace) => [node(namespace)],
    stays: true,
    later: true,
  },
  {
    name: 'a webhook that nobody answers, by removing what is left of it',
    broken: (namespace) => [hook(namespace)],
    says: 'changes are refused until it does',
    root: 'ValidatingWebhookConfiguration hook-$',
    remedy: 'remove',
    leaves: hookLeaves,
  },
  {
    name: 'a webhook that nobody answers, by passing over it',
    broken: (namespace) => [hook(namespace)],
    says: 'changes are refused until it does',
    root: 'ValidatingWebhookConfiguration hook-$',
    remedy: 'pass-over',
    leaves: hookLeaves,
  },
  {
    name: 'a part of the API that nobody answers',
    broken: (namespace) => [
      draft('apiregistration.k8s.io/v1', 'APIService', `v1.${namespace}.example.org`, undefined, {
        spec: {
          group: `${namespace}.example.org`,
          version: 'v1',
          groupPriorityMinimum: 100,
          versionPriority: 10,
          insecureSkipTLSVerify: true,
          service: { name: 'nobody', namespace },
        },
      }),
    ],
    says: 'is not answered',
    root: 'APIService v1.$.example.org',
    remedy: 'remove',
    leaves: (namespace) => [
      { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', name: `v1.${namespace}.example.org` },
    ],
  },
  {
    name: 'a pod that is held by what nobody clears away',
    well: (namespace) => [held(namespace)],
    broken: () => [],
    leaving: (namespace) => [{ apiVersion: 'v1', kind: 'Pod', namespace, name: 'held' }],
    says: 'should be gone, and is held by example.org/hold',
    root: 'Pod held',
    remedy: 'let-go',
    final: true,
    later: true,
  },
];
