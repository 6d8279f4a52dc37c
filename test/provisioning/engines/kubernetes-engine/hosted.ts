import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import type { Plan, VdcSpec } from '#src/provisioning/engine.ts';
import type { HostNode } from '#src/provisioning/engines/kubernetes/host-node.ts';
import type { HostedVdc } from '#src/provisioning/engines/kubernetes/hosted-vdc.ts';
import { place } from '#src/provisioning/engines/kubernetes/placement.ts';

/** What a person wishes, in these tests. */
export const spec: VdcSpec = {
  name: 'shop',
  owner: 'ada',
  controllerSize: 'small',
  controllers: 1,
  workerSize: 'small',
  workers: 2,
  placement: {},
  publicIp: false,
};

/** A node of the host. */
export const hostNode = (name: string, change: Partial<HostNode> = {}): HostNode => ({
  name,
  region: 'Belgium',
  zone: 'Ghent',
  vcpu: 8,
  memoryGiB: 32,
  diskGiB: 200,
  ...change,
});

/** The plan of a spec on a host with enough room. */
export function planFor(change: Partial<VdcSpec> = {}): Plan {
  const wanted = { ...spec, ...change };
  const nodes = ['a', 'b', 'c'].map((name) => hostNode(`node-${name}`, { vcpu: 64, memoryGiB: 256, diskGiB: 4_000 }));
  return {
    hash: 'hash',
    engine: 'kubernetes',
    spec: wanted,
    machines: place(nodes, wanted) ?? [],
    price: { usdPerHour: '0', usdPerMonth: '0', tftPerMonth: '0', lines: [], source: '', validUntil: '' },
    estimatedSeconds: 1,
    notes: [],
  };
}

/** A VDC as it stands on a host. */
export function hosted(change: Partial<HostedVdc> = {}, wish: Partial<VdcSpec> = {}): HostedVdc {
  const plan = planFor(wish);
  return {
    ref: 'vdc-0000000000-shop.000000000000',
    record: { effectId: 'effect', plan, version: 'v1.36.3+k3s1' },
    namespace: object('Namespace', 'vdc-0000000000-shop'),
    cluster: object('Cluster', 'shop', { spec: { version: 'v1.36.3-k3s1' } }),
    service: null,
    pods: [],
    claims: [],
    places: new Map([['node-a', { region: 'Egypt', zone: 'Cairo' }]]),
    ...change,
  };
}

/** An object of the host. */
export function object(kind: string, name: string, fields: JsonObject = {}): ClusterObject {
  return { apiVersion: 'v1', kind, metadata: { name }, ...fields };
}

/** The pod of the first controller. */
export function serverPod(fields: JsonObject): ClusterObject {
  const pod = object('Pod', 'k3k-shop-server-0', fields);
  return { ...pod, metadata: { ...pod.metadata, labels: { cluster: 'shop', role: 'server' } } };
}

/** The pod of a worker. */
export function agentPod(name: string, createdAt: string, fields: JsonObject = {}): ClusterObject {
  const pod = object('Pod', `k3k-shop-agent-${name}`, fields);
  const labels = { cluster: 'shop', type: 'agent', mode: 'virtual' };
  return { ...pod, metadata: { ...pod.metadata, labels, creationTimestamp: createdAt } };
}

export const readyOn = (node: string): JsonObject => ({
  spec: { nodeName: node },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
});

export const waitingFor = (reason: string, more: JsonObject = {}): JsonObject => ({
  spec: { nodeName: 'node-a' },
  status: {
    phase: 'Pending',
    containerStatuses: [{ image: 'rancher/k3s:v1.36.3-k3s1', state: { waiting: { reason } }, ...more }],
  },
});
