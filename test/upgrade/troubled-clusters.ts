import type { ClusterObject } from '#src/cluster/index.ts';
import { releaseIn } from '#src/cluster/upgrade/helm-releases.ts';
import { requestIn } from '#src/cluster/upgrade/read-preflight.ts';
import {
  deployed,
  EARLIER,
  event,
  NOW,
  object,
  podOf,
  service,
  unready,
  waiting,
  workload,
} from '../diagnosis/fixtures.ts';
import { certificateUntil } from './certificate.ts';
import { budget, type ClusterWish, definition, helmSecret, nodeOf, spread, webhook } from './fixtures.ts';

interface Troubled {
  name: string;
  wish(): ClusterWish;
  /** The check that finds it. */
  check: string;
  verdict: 'warn' | 'blocks';
  /** In the title. */
  says: string;
  /** The remedies it offers; `diagnosis`: those of the diagnosis, whatever they are by now. */
  remedies?: string[] | 'diagnosis';
  /** The version from which on it matters, where that is not the first. */
  hop?: string;
}

const both = ['worker-1', 'worker-2'] as const;
const spreadApp = (name: string, wish: Parameters<typeof deployed>[2] = {}): ClusterObject[] =>
  spread(deployed(name, [{}, {}], wish), ...both);
const budgetManifest = (apiVersion: string, kind = 'PodDisruptionBudget', name = 'web') =>
  `---\n# Source: web/templates/it.yaml\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  labels:\n    app: web\n  name: ${name}\nspec: {}\n`;
const released = (manifest: string, rest: Parameters<typeof helmSecret>[2] = {}) =>
  releaseIn(helmSecret('web', manifest, rest), { name: 'web', namespace: 'shop', revision: 1 });
const applied = (apiVersion: string, kind: string, name: string) => ({
  'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ apiVersion, kind, metadata: { name } }),
});

const way: Troubled[] = [
  {
    name: 'an older version',
    wish: () => ({ from: 'v1.34.1+k3s1', to: 'v1.33.4+k3s1' }),
    check: 'version-path',
    verdict: 'blocks',
    says: 'does not go back',
  },
  {
    name: 'an older patch',
    wish: () => ({ from: 'v1.34.3+k3s1', to: 'v1.34.1+k3s1' }),
    check: 'version-path',
    verdict: 'blocks',
    says: 'does not go back',
  },
  {
    name: 'the version that runs',
    wish: () => ({ from: 'v1.34.1+k3s1', to: 'v1.34' }),
    check: 'version-path',
    verdict: 'blocks',
    says: 'nothing to upgrade',
  },
  {
    name: 'a version that nobody knows yet',
    wish: () => ({ from: 'v1.36.3+k3s1', to: 'v1.37.0+k3s1' }),
    check: 'version-path',
    verdict: 'warn',
    says: 'from announcements only',
  },
  {
    name: 'a node that was forgotten four minors ago',
    wish: () => ({ nodes: [nodeOf('worker-1'), nodeOf('worker-2', 'v1.30.2+k3s1')] }),
    check: 'version-skew',
    verdict: 'blocks',
    says: 'The node "worker-2" would be too old for an API server of v1.34',
    remedies: ['catch-up'],
  },
  {
    name: 'a node from before 1.25, which may be two behind only',
    wish: () => ({
      from: 'v1.26.1+k3s1',
      to: 'v1.27.1+k3s1',
      nodes: [nodeOf('worker-1', 'v1.26.1+k3s1'), nodeOf('worker-2', 'v1.24.1+k3s1')],
    }),
    check: 'version-skew',
    verdict: 'blocks',
    says: 'too old',
    remedies: ['catch-up'],
  },
  {
    name: 'an upgrade that was not finished',
    wish: () => ({ nodes: [nodeOf('worker-1'), nodeOf('worker-2', 'v1.32.2+k3s1')] }),
    check: 'version-skew',
    verdict: 'warn',
    says: 'an earlier upgrade was not finished',
    remedies: ['catch-up'],
  },
  {
    name: 'a node that is newer than where we go',
    wish: () => ({ nodes: [nodeOf('worker-1'), nodeOf('worker-2', 'v1.35.0+k3s1')] }),
    check: 'version-skew',
    verdict: 'blocks',
    says: 'is newer than v1.34',
  },
  {
    name: 'a scheduler that is two minors behind',
    wish: () => ({
      from: 'v1.33.4',
      to: 'v1.34.1',
      objects: [
        object('v1', 'Pod', 'kube-scheduler-s1', {
          metadata: { namespace: 'kube-system', annotations: { 'kubernetes.io/config.mirror': 'x' } },
          spec: {
            nodeName: 'worker-1',
            containers: [{ name: 'kube-scheduler', image: 'registry.k8s.io/kube-scheduler:v1.32.1' }],
          },
          status: { phase: 'Running' },
        }),
      ],
    }),
    check: 'version-skew',
    verdict: 'blocks',
    says: '"kube-scheduler-s1" would be too old',
    remedies: ['catch-up'],
  },
  {
    name: 'a cluster that a provider runs',
    wish: () => ({
      from: 'v1.33.4-eks-a1b2',
      to: 'v1.34.1',
      nodes: ['a', 'b'].map((name) =>
        nodeOf(name, 'v1.33.4-eks-a1b2', {
          runtime: 'containerd://2.1.4',
          labels: { 'eks.amazonaws.com/nodegroup': 'main' },
        }),
      ),
    }),
    check: 'managed-cluster',
    verdict: 'warn',
    says: 'Amazon EKS runs this cluster',
    remedies: ['provider'],
  },
  {
    name: 'another upgrade under way',
    wish: () => ({
      objects: [
        object('upgrade.cattle.io/v1', 'Plan', 'server', {
          spec: { version: 'v1.34.0+k3s1' },
          status: { applying: ['worker-1'] },
        }),
      ],
    }),
    check: 'unfinished-work',
    verdict: 'blocks',
    says: 'is under way on worker-1',
  },
  {
    name: 'an upgrade that failed and was left',
    wish: () => ({
      objects: [
        object('upgrade.cattle.io/v1', 'Plan', 'server', {
          spec: { version: 'v1.34.0+k3s1' },
          status: {
            conditions: [
              { type: 'Complete', status: 'False', reason: 'JobFailed', message: 'Job failed on Node worker-1' },
            ],
          },
        }),
      ],
    }),
    check: 'unfinished-work',
    verdict: 'blocks',
    says: 'failed and was left',
    remedies: ['remove-plan'],
  },
  {
    name: 'a node that is being restarted',
    wish: () => ({
      objects: [
        {
          ...workload('kured', { kind: 'DaemonSet' }),
          metadata: {
            name: 'kured',
            namespace: 'kube-system',
            annotations: { 'weave.works/kured-node-lock': '{"nodeID":"worker-1"}' },
          },
        },
      ],
    }),
    check: 'unfinished-work',
    verdict: 'blocks',
    says: 'a node is being restarted',
  },
];

const gone: Troubled[] = [
  {
    name: 'a client that asks for what goes',
    wish: () => ({
      from: 'v1.24.3+k3s1',
      to: 'v1.25.1+k3s1',
      requests: requestIn(
        'apiserver_requested_deprecated_apis{group="policy",removed_release="1.25",resource="poddisruptionbudgets",subresource="",version="v1beta1"} 1',
      ),
    }),
    check: 'removed-apis',
    verdict: 'blocks',
    says: 'PodDisruptionBudget policy/v1beta1 is still used, and is removed in 1.25',
    remedies: ['find-client'],
  },
  {
    name: 'a release that makes what goes, two steps on',
    wish: () => ({ from: 'v1.23.1+k3s1', to: 'v1.25.1+k3s1', releases: [released(budgetManifest('policy/v1beta1'))] }),
    check: 'removed-apis',
    verdict: 'blocks',
    says: 'is removed in 1.25',
    remedies: ['upgrade-chart-web'],
    hop: 'v1.25.1+k3s1',
  },
  {
    name: 'a release of the first Helm 3, which is not packed',
    wish: () => ({
      from: 'v1.21.1+k3s1',
      to: 'v1.22.1+k3s1',
      releases: [released(budgetManifest('networking.k8s.io/v1beta1', 'Ingress'), { packed: false })],
    }),
    check: 'removed-apis',
    verdict: 'blocks',
    says: 'Ingress networking.k8s.io/v1beta1',
    remedies: ['upgrade-chart-web'],
  },
  {
    name: 'a release of what is gone already',
    wish: () => ({ releases: [released(budgetManifest('policy/v1beta1'))] }),
    check: 'removed-apis',
    verdict: 'warn',
    says: 'PodDisruptionBudget policy/v1beta1 is still used',
    remedies: ['upgrade-chart-web'],
  },
  {
    name: 'a chart of k3s with manifests among its values',
    wish: () => ({
      from: 'v1.31.1+k3s1',
      to: 'v1.32.1+k3s1',
      objects: [
        object('helm.cattle.io/v1', 'HelmChart', 'flows', {
          spec: {
            valuesContent:
              'extraObjects:\n  - apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\n    kind: FlowSchema\n    metadata:\n      name: slow\n    spec: {}\n',
          },
        }),
      ],
    }),
    check: 'removed-apis',
    verdict: 'blocks',
    says: 'FlowSchema flowcontrol.apiserver.k8s.io/v1beta3',
    remedies: ['values-flows'],
  },
  {
    name: 'a file that kubectl applied in a version that goes',
    wish: () => ({
      from: 'v1.21.1+k3s1',
      to: 'v1.22.1+k3s1',
      writers: [
        object('networking.k8s.io/v1', 'Ingress', 'web', {
          metadata: { annotations: applied('extensions/v1beta1', 'Ingress', 'web') },
        }),
      ],
    }),
    check: 'removed-apis',
    verdict: 'warn',
    says: 'Ingress may still be written as extensions/v1beta1 somewhere (1 object)',
    remedies: ['convert-web'],
  },
  {
    name: 'an operator that wrote in a version that goes',
    wish: () => ({
      from: 'v1.25.1+k3s1',
      to: 'v1.26.1+k3s1',
      writers: [
        object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
          metadata: {
            managedFields: [{ manager: 'keda', apiVersion: 'autoscaling/v2beta2', time: EARLIER }],
          } as object,
        }),
      ],
    }),
    check: 'removed-apis',
    verdict: 'warn',
    says: 'autoscaling/v2beta2',
    remedies: ['update-keda'],
  },
  {
    name: 'nodes with Docker',
    wish: () => ({
      from: 'v1.23.1',
      to: 'v1.24.1',
      nodes: [
        nodeOf('a', 'v1.23.1', { runtime: 'docker://20.10.7' }),
        nodeOf('b', 'v1.23.1', { runtime: 'containerd://1.6.6' }),
      ],
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'dockershim',
  },
  {
    name: 'nodes with the first containerd',
    wish: () => ({
      from: 'v1.35.1',
      to: 'v1.36.1',
      nodes: ['a', 'b'].map((name) => nodeOf(name, 'v1.35.1', { runtime: 'containerd://1.7.27' })),
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'containerd 1',
  },
  {
    name: 'a system that begins with cgroup v1',
    wish: () => ({
      from: 'v1.34.1+k3s1',
      to: 'v1.35.1+k3s1',
      nodes: [nodeOf('a', 'v1.34.1+k3s1'), nodeOf('b', 'v1.34.1+k3s1', { system: 'Ubuntu 20.04.6 LTS' })],
    }),
    check: 'endings',
    verdict: 'warn',
    says: 'cgroup v1',
  },
  {
    name: 'pod security policies',
    wish: () => ({
      from: 'v1.24.1+k3s1',
      to: 'v1.25.1+k3s1',
      objects: [object('policy/v1beta1', 'PodSecurityPolicy', 'restricted', { namespaced: false })],
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'no pod security policies any more',
  },
  {
    name: 'volumes of a cloud without its driver',
    wish: () => ({
      from: 'v1.26.1',
      to: 'v1.27.1',
      objects: [
        object('v1', 'PersistentVolume', 'pv-1', {
          namespaced: false,
          spec: { awsElasticBlockStore: { volumeID: 'vol-1' } },
        }),
      ],
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'need the CSI driver ebs.csi.aws.com',
  },
  {
    name: 'volumes of Ceph without a driver',
    wish: () => ({
      from: 'v1.30.1',
      to: 'v1.31.1',
      objects: [object('v1', 'PersistentVolume', 'pv-1', { namespaced: false, spec: { rbd: { image: 'x' } } })],
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'CephFS and RBD',
  },
  {
    name: 'a repository as a volume',
    wish: () => ({
      from: 'v1.32.1+k3s1',
      to: 'v1.33.1+k3s1',
      objects: spreadApp('web', {
        pod: { volumes: [{ name: 'src', gitRepo: { repository: 'https://example.org/x.git' } }] },
      }),
    }),
    check: 'endings',
    verdict: 'blocks',
    says: 'gitRepo',
  },
  {
    name: 'kube-proxy in the mode that is deprecated',
    wish: () => ({
      from: 'v1.34.1',
      to: 'v1.35.1',
      objects: [
        object('v1', 'ConfigMap', 'kube-proxy', {
          metadata: { namespace: 'kube-system' },
          data: { 'config.conf': 'kind: X\nmode: "ipvs"\n' },
        }),
      ],
    }),
    check: 'endings',
    verdict: 'warn',
    says: 'ipvs',
  },
  {
    name: 'objects that are kept in a version that is not served',
    wish: () => ({
      objects: [
        definition(
          'things.example.org',
          [
            { name: 'v1', storage: true },
            { name: 'v1alpha1', served: false },
          ],
          ['v1alpha1', 'v1'],
        ),
      ],
    }),
    check: 'custom-definitions',
    verdict: 'warn',
    says: 'may still be kept as v1alpha1',
    remedies: ['store-anew'],
  },
  {
    name: 'objects that are kept in a version that nobody knows',
    wish: () => ({ objects: [definition('things.example.org', [{ name: 'v1', storage: true }], ['v1beta1', 'v1'])] }),
    check: 'custom-definitions',
    verdict: 'blocks',
    says: 'does not know any more',
    remedies: ['store-anew'],
  },
  {
    name: 'a conversion that nobody does',
    wish: () => ({
      objects: [
        definition('things.example.org', [{ name: 'v1', storage: true }], ['v1'], {
          conversion: {
            strategy: 'Webhook',
            webhook: { clientConfig: { service: { name: 'gone', namespace: 'shop' } } },
          },
        }),
      ],
    }),
    check: 'custom-definitions',
    verdict: 'blocks',
    says: 'cannot be converted: the service "gone" in shop does not exist',
    remedies: ['mend-conversion'],
  },
  {
    name: 'an ingress controller that is retired',
    wish: () => ({
      objects: spreadApp('ingress', { image: 'registry.k8s.io/ingress-nginx/controller:v1.13.3@sha256:abc' }),
    }),
    check: 'add-ons',
    verdict: 'warn',
    says: 'ingress-nginx is retired',
    remedies: ['upgrade-ingress-nginx'],
  },
  {
    name: 'a network that was not tested',
    wish: () => ({ objects: spreadApp('cilium', { image: 'quay.io/cilium/cilium:v1.18.2' }) }),
    check: 'add-ons',
    verdict: 'warn',
    says: 'Cilium 1.18.2 was tested with Kubernetes up to 1.33, not with 1.34',
    remedies: ['upgrade-cilium'],
  },
  {
    name: 'storage that does not survive the step',
    wish: () => ({
      from: 'v1.24.1+k3s1',
      to: 'v1.25.1+k3s1',
      objects: spreadApp('longhorn', { image: 'longhornio/longhorn-manager:v1.3.2' }),
    }),
    check: 'add-ons',
    verdict: 'blocks',
    says: 'Longhorn 1.3.2 does not work from Kubernetes 1.25 on',
    remedies: ['upgrade-longhorn'],
  },
  {
    name: 'the Traefik of k3s, which becomes another',
    wish: () => ({
      from: 'v1.31.4+k3s1',
      to: 'v1.32.1+k3s1',
      objects: [
        {
          ...workload('traefik', { image: 'rancher/mirrored-library-traefik:2.11.10' }),
          metadata: { name: 'traefik', namespace: 'kube-system' },
        },
      ],
    }),
    check: 'add-ons',
    verdict: 'warn',
    says: 'Traefik 3',
  },
];

const state: Troubled[] = [
  {
    name: 'etcd that is not well',
    wish: () => ({
      readiness: [
        { name: 'ping', well: true },
        { name: 'etcd', well: false },
      ],
    }),
    check: 'control-plane',
    verdict: 'blocks',
    says: 'etcd is not well',
  },
  {
    name: 'a member of etcd without a vote',
    wish: () => ({
      nodes: ['s1', 's2', 's3'].map((name) =>
        nodeOf(name, 'v1.33.4+k3s1', {
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: EARLIER },
            { type: 'EtcdIsVoter', status: name === 's2' ? 'False' : 'True' },
          ],
        }),
      ),
    }),
    check: 'control-plane',
    verdict: 'blocks',
    says: '"s2" has no vote in etcd',
  },
  {
    name: 'two members of etcd',
    wish: () => ({
      nodes: ['s1', 's2'].map((name) =>
        nodeOf(name, 'v1.33.4+k3s1', {
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: EARLIER },
            { type: 'EtcdIsVoter', status: 'True' },
          ],
        }),
      ),
    }),
    check: 'control-plane',
    verdict: 'warn',
    says: 'etcd has 2 members',
  },
  {
    name: 'a scheduler that has gone silent',
    wish: () => ({
      nodes: [
        nodeOf('s1', 'v1.33.4+k3s1', { labels: { 'node-role.kubernetes.io/control-plane': 'true' } }),
        nodeOf('worker-1'),
      ],
      objects: [
        object('coordination.k8s.io/v1', 'Lease', 'kube-scheduler', {
          metadata: { namespace: 'kube-system' },
          spec: { renewTime: '2026-06-01T11:40:00.000000Z' },
        }),
      ],
    }),
    check: 'control-plane',
    verdict: 'blocks',
    says: 'kube-scheduler has said nothing since',
  },
  {
    name: 'an extension that nobody answers',
    wish: () => ({
      objects: [
        object('apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io', {
          namespaced: false,
          spec: { service: { name: 'metrics-server', namespace: 'kube-system' } },
          status: {
            conditions: [{ type: 'Available', status: 'False', reason: 'MissingEndpoints', message: 'no endpoints' }],
          },
        }),
      ],
    }),
    check: 'extension-apis',
    verdict: 'blocks',
    says: 'v1beta1.metrics.k8s.io',
    remedies: ['mend-extension'],
  },
  {
    name: 'a node that does not answer',
    wish: () => ({
      nodes: [
        nodeOf('worker-1'),
        nodeOf('worker-2'),
        nodeOf('worker-3', 'v1.33.4+k3s1', {
          conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: EARLIER }],
        }),
      ],
    }),
    check: 'node-health',
    verdict: 'blocks',
    says: '"worker-3" says nothing any more',
    remedies: 'diagnosis',
  },
  {
    name: 'a node whose disk is full',
    wish: () => ({
      nodes: [
        nodeOf('worker-1'),
        nodeOf('worker-2', 'v1.33.4+k3s1', {
          conditions: [
            { type: 'Ready', status: 'True', lastTransitionTime: EARLIER },
            { type: 'DiskPressure', status: 'True', lastTransitionTime: EARLIER },
          ],
        }),
      ],
    }),
    check: 'node-health',
    verdict: 'blocks',
    says: 'disk',
    remedies: 'diagnosis',
  },
  {
    name: 'a node that was closed and forgotten',
    wish: () => ({
      nodes: [
        nodeOf('worker-1'),
        nodeOf('worker-2'),
        nodeOf('worker-3', 'v1.33.4+k3s1', { spec: { unschedulable: true } }),
      ],
    }),
    check: 'node-health',
    verdict: 'warn',
    says: 'closed for new pods',
    remedies: ['open-worker-3'],
  },
  {
    name: 'an authority that soon ends',
    wish: () => ({
      objects: [
        object('v1', 'ConfigMap', 'kube-root-ca.crt', {
          metadata: { namespace: 'kube-system' },
          data: { 'ca.crt': certificateUntil(new Date(NOW + 5.5 * 86_400_000)) },
        }),
      ],
    }),
    check: 'certificates',
    verdict: 'warn',
    says: 'The certificate of the authority of the cluster ends on 2026-06-07, in 5 days',
    remedies: ['renew'],
  },
  {
    name: 'a webhook whose certificate has ended',
    wish: () => ({
      objects: [
        ...spreadApp('hook'),
        service('hook', { app: 'hook' }),
        webhook(
          'policy',
          { name: 'hook' },
          {
            resources: ['things'],
            caBundle: Buffer.from(certificateUntil(new Date(NOW - 86_400_000))).toString('base64'),
          },
        ),
      ],
    }),
    check: 'certificates',
    verdict: 'blocks',
    says: 'The certificate of the webhook "policy.example.org" ended on 2026-05-31',
    remedies: ['renew'],
  },
  {
    name: 'certificates that k3s warns of',
    wish: () => {
      const node = nodeOf('worker-1');
      return {
        nodes: [node, nodeOf('worker-2')],
        objects: [event(node, 'CertificateExpirationWarning', 'certificates expire within 90 days')],
      };
    },
    check: 'certificates',
    verdict: 'warn',
    says: 'Certificates of "worker-1" end soon',
    remedies: ['renew'],
  },
  {
    name: 'a webhook that nobody answers',
    wish: () => ({ objects: [webhook('policy', { name: 'gone' })] }),
    check: 'webhooks',
    verdict: 'blocks',
    says: 'refuses every change, because the service "gone" in shop does not exist',
    remedies: ['ignore-policy.example.org', 'remove'],
  },
  {
    name: 'a webhook for pods that leaves with its node',
    wish: () => ({
      objects: [
        ...spread(deployed('hook', [{}, {}]), 'worker-1'),
        service('hook', { app: 'hook' }),
        webhook('policy', { name: 'hook' }),
      ],
    }),
    check: 'webhooks',
    verdict: 'warn',
    says: 'has to answer for pods, and all that answers runs on worker-1',
    remedies: ['scale-hook', 'ignore-policy.example.org'],
  },
  {
    name: 'a webhook for leases that leaves with its node',
    wish: () => ({
      objects: [
        ...spread(deployed('hook', [{}, {}]), 'worker-1'),
        service('hook', { app: 'hook' }),
        webhook(
          'policy',
          { name: 'hook' },
          { groups: ['coordination.k8s.io'], resources: ['leases'], operations: ['UPDATE'] },
        ),
      ],
    }),
    check: 'webhooks',
    verdict: 'blocks',
    says: 'leases of nodes',
    remedies: ['scale-hook', 'ignore-policy.example.org'],
  },
  {
    name: 'a release that failed',
    wish: () => ({ releases: [released('', { status: 'failed' })] }),
    check: 'helm-releases',
    verdict: 'warn',
    says: 'The release "web" in shop failed',
    remedies: ['roll-back-web'],
  },
  {
    name: 'a release that hangs',
    wish: () => ({ releases: [released('', { status: 'pending-upgrade' })] }),
    check: 'helm-releases',
    verdict: 'warn',
    says: 'hangs in the middle of a change',
    remedies: ['roll-back-web'],
  },
  {
    name: 'something that is broken already',
    wish: () => ({
      objects: spread(deployed('web', [waiting('ImagePullBackOff', 'manifest unknown: not found'), {}]), ...both),
    }),
    check: 'present-faults',
    verdict: 'warn',
    says: 'Broken already: ',
    remedies: 'diagnosis',
  },
];

const emptying: Troubled[] = [
  {
    name: 'a budget that lets nothing go',
    wish: () => ({ objects: [...spreadApp('web'), budget('web', { maxUnavailable: 0 }, { expected: 2, desired: 2 })] }),
    check: 'disruption-budgets',
    verdict: 'blocks',
    says: 'never lets a pod go: it wants 2 of 2',
    remedies: ['one-at-a-time'],
  },
  {
    name: 'a budget that wants all copies',
    wish: () => ({ objects: [...spreadApp('web'), budget('web', { minAvailable: 2 }, { expected: 2, desired: 2 })] }),
    check: 'disruption-budgets',
    verdict: 'blocks',
    says: 'never lets a pod go',
    remedies: ['scale-web', 'one-at-a-time'],
  },
  {
    name: 'a budget that its controller has not seen yet',
    wish: () => ({
      objects: [
        ...spreadApp('web'),
        object('policy/v1', 'PodDisruptionBudget', 'web', {
          spec: { minAvailable: '100%', selector: { matchLabels: { app: 'web' } } },
        }),
      ],
    }),
    check: 'disruption-budgets',
    verdict: 'blocks',
    says: 'never lets a pod go',
    remedies: ['one-at-a-time'],
  },
  {
    name: 'a budget whose pods are not well',
    wish: () => ({
      objects: [
        ...spread(deployed('web', [unready, {}]), ...both),
        budget('web', { minAvailable: 1 }, { expected: 2, desired: 1, healthy: 1, allowed: 0 }),
      ],
    }),
    check: 'disruption-budgets',
    verdict: 'warn',
    says: 'lets no pod go now',
    remedies: ['let-unwell-go'],
  },
  {
    name: 'two budgets for one pod',
    wish: () => ({
      objects: [
        ...spreadApp('web'),
        budget('web', { maxUnavailable: 1 }, { expected: 2, desired: 1 }),
        budget('web-too', { maxUnavailable: 1 }, { expected: 2, desired: 1 }, { app: 'web' }),
      ],
    }),
    check: 'disruption-budgets',
    verdict: 'blocks',
    says: 'has 2 disruption budgets',
  },
  {
    name: 'no room on the other node',
    wish: () => ({ objects: spreadApp('web', { container: { resources: { requests: { cpu: '1200m' } } } }) }),
    check: 'room-to-move',
    verdict: 'warn',
    says: 'While "worker-1" is emptied',
    remedies: ['add-node'],
  },
  {
    name: 'pods that keep away from each other, and no third node',
    wish: () => ({
      objects: spreadApp('web', {
        pod: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
              ],
            },
          },
        },
      }),
    }),
    check: 'room-to-move',
    verdict: 'warn',
    says: 'finds no room elsewhere',
    remedies: ['add-node'],
  },
  {
    name: 'a program with one copy',
    wish: () => ({ objects: deployed('web', [{}]) }),
    check: 'single-copies',
    verdict: 'warn',
    says: '"shop/web" has one copy only',
    remedies: ['scale-shop/web'],
  },
  {
    name: 'a pod that nobody would make again',
    wish: () => ({
      objects: [
        object('v1', 'Pod', 'debug', {
          spec: { nodeName: 'worker-1', containers: [{ name: 'main', image: 'busybox:1.37' }] },
          status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
        }),
      ],
    }),
    check: 'lone-pods',
    verdict: 'warn',
    says: 'The pod "shop/debug" has no controller',
    remedies: ['delete'],
  },
  {
    name: 'data on one node',
    wish: () => ({
      objects: spreadApp('web', { pod: { volumes: [{ name: 'data', hostPath: { path: '/mnt/data' } }] } }),
    }),
    check: 'local-data',
    verdict: 'warn',
    says: 'keep their data on one node',
  },
  {
    name: 'a local volume',
    wish: () => {
      const set = workload('db', {
        kind: 'StatefulSet',
        replicas: 2,
        spec: { serviceName: 'db' },
        pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db' } }] },
      });
      return {
        objects: [
          set,
          object('v1', 'Service', 'db', {
            spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 5432 }] },
          }),
          object('v1', 'PersistentVolumeClaim', 'data-db', {
            spec: { volumeName: 'pv-1' },
            status: { phase: 'Bound' },
          }),
          object('v1', 'PersistentVolume', 'pv-1', {
            namespaced: false,
            spec: { local: { path: '/var/lib/rancher/k3s/storage/pv-1' } },
            status: { phase: 'Bound' },
          }),
          ...spread([podOf(set), podOf(set)], ...both),
        ],
      };
    },
    check: 'local-data',
    verdict: 'warn',
    says: 'keep their data on one node',
  },
  {
    name: 'a database that keeps nothing',
    wish: () => ({
      objects: spreadApp('db', {
        container: { volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
        pod: { volumes: [{ name: 'data', emptyDir: {} }] },
      }),
    }),
    check: 'local-data',
    verdict: 'warn',
    says: 'in a volume that ends with the pod',
  },
];

const back: Troubled[] = [
  {
    name: 'no backup',
    wish: () => ({ backup: null }),
    check: 'backups',
    verdict: 'warn',
    says: 'No backup is known',
    remedies: ['back-up'],
  },
  {
    name: 'an old backup',
    wish: () => ({
      backup: null,
      objects: [
        object('k3s.cattle.io/v1', 'ETCDSnapshotFile', 'nightly', {
          namespaced: false,
          status: { readyToUse: true, creationTime: '2026-05-20T00:00:00Z' },
        }),
      ],
    }),
    check: 'backups',
    verdict: 'warn',
    says: 'The newest backup is 12 days old',
    remedies: ['back-up'],
  },
  {
    name: 'a backup that failed',
    wish: () => ({
      backup: null,
      objects: [
        object('k3s.cattle.io/v1', 'ETCDSnapshotFile', 'nightly', {
          namespaced: false,
          status: { readyToUse: false, creationTime: '2026-06-01T11:00:00Z', error: { message: 'no space left' } },
        }),
      ],
    }),
    check: 'backups',
    verdict: 'warn',
    says: 'No backup is known',
    remedies: ['back-up'],
  },
];

/** Clusters with one thing that stands in the way, each found by one check and by no other. */
export const troubled: readonly Troubled[] = [...way, ...gone, ...state, ...emptying, ...back];
