import type { ObjectDraft, ObjectReference } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { draft, type RepairCase, template, web } from '../../provisioning/repair/repair-case.ts';
import { nodeObject } from '../emulated-node.ts';

/** A node of a case's own, that nobody else is placed on: its label is asked for by name. */
export function nodeOf(
  namespace: string,
  rest: { spec?: JsonObject; metadata?: JsonObject; cpu?: string } = {},
): ObjectDraft {
  const { status, ...node } = nodeObject(
    { name: `node-${namespace}`, labels: { home: namespace }, cpu: rest.cpu ?? '4' },
    'v1.36.3',
  ) as unknown as ObjectDraft & { status: unknown };
  const own = { key: 'home', value: namespace, effect: 'NoSchedule' };
  const { taints = [own], ...spec } = rest.spec ?? {};
  return {
    ...node,
    metadata: {
      ...node.metadata,
      ...rest.metadata,
      labels: { ...node.metadata.labels, ...((rest.metadata?.['labels'] ?? {}) as object) },
    },
    spec: { ...spec, taints },
    status,
  } as unknown as ObjectDraft;
}

const leaves = (namespace: string): ObjectReference[] => [
  { apiVersion: 'v1', kind: 'Node', name: `node-${namespace}` },
];
export const atHome = (namespace: string): JsonObject => ({
  nodeSelector: { home: namespace },
  tolerations: [{ key: 'home', operator: 'Exists' }],
});

/** Pods that no node takes. */
export const schedulingCases: readonly RepairCase[] = [
  {
    name: 'a label with a slip',
    well: (namespace) => [nodeOf(namespace, { metadata: { labels: { tier: `gold-${namespace}` } } })],
    broken: (namespace) => [
      web(
        namespace,
        template({ nodeSelector: { tier: `gld-${namespace}` }, tolerations: [{ key: 'home', operator: 'Exists' }] }),
      ),
    ],
    says: 'No node has what it asks for: tier=gld-$',
    root: 'Deployment web',
    remedy: 'label-tier-gold-$',
    leaves,
  },
  {
    name: 'a label that a node should have',
    well: (namespace) => [nodeOf(namespace)],
    broken: (namespace) => [
      web(
        namespace,
        template({
          nodeSelector: { [`disk-${namespace}`]: 'ssd' },
          tolerations: [{ key: 'home', operator: 'Exists' }],
        }),
      ),
    ],
    says: 'No node has what it asks for: disk-$=ssd',
    root: 'Deployment web',
    remedy: 'mark-server-1',
    stays: true,
    leaves,
  },
  {
    name: 'a taint that is meant for others',
    well: (namespace) => [nodeOf(namespace)],
    broken: (namespace) => [web(namespace, template({ nodeSelector: { home: namespace } }))],
    says: 'keeps it away by a taint: home=$:NoSchedule',
    root: 'Deployment web',
    remedy: 'tolerate-home',
    leaves,
  },
  {
    name: 'a node that somebody closed',
    well: (namespace) => [nodeOf(namespace)],
    broken: (namespace) => [
      nodeOf(namespace, { spec: { unschedulable: true } }),
      web(namespace, template(atHome(namespace))),
    ],
    says: 'closed for new pods',
    root: 'Deployment web',
    remedy: 'open-node-$',
    stays: true,
    leaves,
  },
  {
    name: 'a node without room for all copies',
    well: (namespace) => [
      nodeOf(namespace, { cpu: '1' }),
      web(namespace, { replicas: 1, ...template(atHome(namespace), { resources: { requests: { cpu: '400m' } } }) }),
    ],
    broken: (namespace) => [
      web(namespace, { replicas: 3, ...template(atHome(namespace), { resources: { requests: { cpu: '400m' } } }) }),
    ],
    says: 'No node has room for it: it asks for 400m cpu, and at most 200m is free',
    root: 'Deployment web',
    remedy: 'fewer-copies',
    leaves,
  },
  {
    name: 'copies that may not stand beside each other',
    well: (namespace) => [nodeOf(namespace)],
    broken: (namespace) => [
      web(namespace, {
        replicas: 2,
        strategy: { type: 'Recreate' },
        ...template({
          ...atHome(namespace),
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
              ],
            },
          },
        }),
      }),
    ],
    says: 'anti-affinity',
    root: 'Deployment web',
    remedy: 'prefer-apart',
    leaves,
  },
  {
    name: 'a volume claim with a slip in its name',
    well: (namespace) => [claim(namespace, 'data')],
    broken: (namespace) => [web(namespace, template(mounting('dta')))],
    says: 'Its volume claim "dta" is not there',
    root: 'Deployment web',
    remedy: 'use-data',
  },
  {
    name: 'a volume claim that nobody made',
    broken: (namespace) => [web(namespace, template(mounting('photos')))],
    says: 'Its volume claim "photos" is not there',
    root: 'Deployment web',
    remedy: 'create-claim',
    answer: '1Gi',
    inUse: true,
  },
];

function claim(namespace: string, name: string, spec: JsonObject = {}): ObjectDraft {
  return draft('v1', 'PersistentVolumeClaim', name, namespace, {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
}

const mounting = (claimName: string): JsonObject => ({
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
});
