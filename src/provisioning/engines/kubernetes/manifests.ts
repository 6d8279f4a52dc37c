import type { ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Plan, VdcSpec } from '../../engine.ts';
import { sizeOf } from '../../sizes.ts';
import { toTag } from './k3s-version.ts';
import { effectMark, k3kNames, marks, namespaceOf, ownerMark } from './names.ts';
import type { KubernetesOptions } from './options.ts';

/** What we remember of a VDC, in its namespace: the host is the engine's whole memory. */
export interface VdcRecord {
  effectId: string;
  plan: Plan;
  /** What it was made with, or upgraded to. */
  version: string;
}

/** Whether k3k takes the sizes of machines as limits of their containers, or of the pods. */
export type SizedBy = 'limits' | 'resources';

/** The ClusterRole that the wizard binds to itself in each namespace it makes (`config/rbac/host.yaml`). */
export const VDC_ROLE = '3bot-wizard-vdc';

/** The namespace of a VDC. It carries the record, and lets k3k run the privileged pods that k3s needs. */
export function namespaceManifest(record: VdcRecord, options: KubernetesOptions): ObjectDraft {
  const { spec } = record.plan;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespaceOf(spec.owner, spec.name),
      labels: {
        ...labelsOf(spec, record.effectId),
        'pod-security.kubernetes.io/enforce': 'privileged',
        ...(options.policy === undefined ? {} : { 'policy.k3k.io/policy-name': options.policy }),
      },
      annotations: { [marks.record]: JSON.stringify(record) },
    },
  };
}

/** Lets the wizard read and change what is in this namespace, and in no other: for a wizard that is no administrator. */
export function bindingManifest(record: VdcRecord, user: string): ObjectDraft {
  return {
    ...inNamespace(record, 'rbac.authorization.k8s.io/v1', 'RoleBinding', '3bot-wizard'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: VDC_ROLE },
    subjects: [subjectOf(user)],
  };
}

/** What guards a VDC and its neighbours, then the VDC itself, in the order in which they are applied. */
export function vdcManifests(record: VdcRecord, options: KubernetesOptions, sizedBy: SizedBy): ObjectDraft[] {
  return [
    quotaManifest(record, sizedBy),
    limitsManifest(record),
    networkPolicyManifest(record),
    clusterManifest(record, options, sizedBy),
  ];
}

/** The names under which the Kubernetes API is to be reachable: they must be in its certificate from the beginning. */
export function outsideNames({ spec }: Plan, options: KubernetesOptions): string[] {
  const { expose, exposeHost } = options;
  if (exposeHost === undefined) return [];
  if (expose === 'ingress') return [`${namespaceOf(spec.owner, spec.name).slice('vdc-'.length)}.${exposeHost}`];
  return expose === 'nodePort' || expose === 'loadBalancer' ? [exposeHost] : [];
}

/** No more than was planned and paid for, with room for one worker in four to be replaced before the old one goes. */
function quotaManifest(record: VdcRecord, sizedBy: SizedBy): ObjectDraft {
  const { spec } = record.plan;
  const [controller, worker] = [sizeOf(spec.controllerSize), sizeOf(spec.workerSize)];
  const workers = spec.workers + Math.ceil(spec.workers / 4);
  const vcpu = spec.controllers * controller.vcpu + workers * worker.vcpu;
  const memory = `${spec.controllers * controller.memoryGiB + workers * worker.memoryGiB}Gi`;
  return {
    ...inNamespace(record, 'v1', 'ResourceQuota', 'vdc'),
    spec: {
      hard: {
        'requests.cpu': `${vcpu}`,
        'requests.memory': memory,
        // Limits of whole pods are not counted by every version of Kubernetes.
        ...(sizedBy === 'limits' ? { 'limits.cpu': `${vcpu}`, 'limits.memory': memory } : {}),
        pods: `${spec.controllers + workers + 2}`,
        'requests.storage': `${spec.controllers * controller.diskGiB}Gi`,
        persistentvolumeclaims: `${spec.controllers}`,
      },
    },
  };
}

/** A disk is never larger than the controller it belongs to. */
function limitsManifest(record: VdcRecord): ObjectDraft {
  const { diskGiB } = sizeOf(record.plan.spec.controllerSize);
  return {
    ...inNamespace(record, 'v1', 'LimitRange', 'vdc'),
    spec: { limits: [{ type: 'PersistentVolumeClaim', max: { storage: `${diskGiB}Gi` } }] },
  };
}

/**
 * VDCs do not see each other: only what is in the namespace reaches its pods, and outside of it the Kubernetes API alone,
 * which asks for credentials itself. The host's metadata service, where clouds keep theirs, cannot be reached from inside.
 */
function networkPolicyManifest(record: VdcRecord): ObjectDraft {
  return {
    ...inNamespace(record, 'networking.k8s.io/v1', 'NetworkPolicy', 'vdc'),
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }, { ports: [{ protocol: 'TCP', port: 6443 }] }],
      egress: [
        { to: [{ podSelector: {} }] },
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
        {
          to: [
            { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
            { ipBlock: { cidr: '::/0', except: ['fe80::/10'] } },
          ],
        },
      ],
    },
  };
}

function clusterManifest(record: VdcRecord, options: KubernetesOptions, sizedBy: SizedBy): ObjectDraft {
  const { plan, version } = record;
  const { spec } = plan;
  const [controller, worker] = [sizeOf(spec.controllerSize), sizeOf(spec.workerSize)];
  const { country, farm } = spec.placement;
  const place = {
    ...(country === undefined ? {} : { 'topology.kubernetes.io/region': country }),
    ...(farm === undefined ? {} : { 'topology.kubernetes.io/zone': farm }),
  };
  const names = outsideNames(plan, options);
  const { cluster } = k3kNames(spec.name);
  return {
    ...inNamespace(record, 'k3k.io/v1beta1', 'Cluster', cluster),
    spec: {
      mode: 'virtual',
      version: toTag(version),
      servers: spec.controllers,
      agents: spec.workers,
      persistence: {
        type: 'dynamic',
        storageRequestSize: `${controller.diskGiB}Gi`,
        ...(options.storageClass === undefined ? {} : { storageClassName: options.storageClass }),
      },
      ...(sizedBy === 'limits'
        ? {
            serverLimit: { cpu: `${controller.vcpu}`, memory: `${controller.memoryGiB}Gi` },
            workerLimit: {
              cpu: `${worker.vcpu}`,
              memory: `${worker.memoryGiB}Gi`,
              'ephemeral-storage': `${worker.diskGiB}Gi`,
            },
          }
        : { serverResources: wholePod(controller), workerResources: wholePod(worker) }),
      ...(names.length === 0 ? {} : { tlsSANs: names }),
      ...exposure(options),
      ...(Object.keys(place).length === 0 ? {} : { nodeSelector: place }),
      ...(options.wireguard ? { serverArgs: ['--flannel-backend=wireguard-native'] } : {}),
      serverAffinity: {
        podAntiAffinity: {
          // Three controllers on one node would all fail with it.
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: { cluster, role: 'server' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      },
      agentAffinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 50,
              podAffinityTerm: {
                labelSelector: { matchLabels: { cluster, type: 'agent' } },
                topologyKey: 'kubernetes.io/hostname',
              },
            },
          ],
        },
      },
    },
  };
}

function exposure({ expose, ingressClass }: KubernetesOptions): JsonObject {
  switch (expose) {
    case 'nodePort':
      // A port of 0 keeps etcd from being exposed beside the API.
      return { expose: { nodePort: { etcdPort: 0 } } };
    case 'loadBalancer':
      return { expose: { loadBalancer: { etcdPort: 0 } } };
    case 'ingress':
      return { expose: { ingress: ingressClass === undefined ? {} : { ingressClassName: ingressClass } } };
    default:
      return {};
  }
}

function wholePod({ vcpu, memoryGiB }: { vcpu: number; memoryGiB: number }): JsonObject {
  const amounts = { cpu: `${vcpu}`, memory: `${memoryGiB}Gi` };
  return { requests: amounts, limits: amounts };
}

function inNamespace(record: VdcRecord, apiVersion: string, kind: string, name: string): ObjectDraft {
  const { spec } = record.plan;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: namespaceOf(spec.owner, spec.name), labels: labelsOf(spec, record.effectId) },
  };
}

function labelsOf(spec: VdcSpec, effectId: string): { [label: string]: string } {
  return {
    [marks.manager]: '3bot-wizard',
    'app.kubernetes.io/name': spec.name,
    [marks.vdc]: spec.name,
    [marks.owner]: ownerMark(spec.owner),
    [marks.effect]: effectMark(effectId),
  };
}

function subjectOf(user: string): JsonObject {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  return namespace === undefined || name === undefined
    ? { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }
    : { kind: 'ServiceAccount', namespace, name };
}
