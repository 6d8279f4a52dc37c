import { gzipSync } from 'node:zlib';
import { Snapshot } from '#src/cluster/diagnosis/index.ts';
import type { ClusterObject } from '#src/cluster/index.ts';
import type { Preflight } from '#src/cluster/upgrade/index.ts';
import { pathTo } from '#src/cluster/upgrade/index.ts';
import { otherKinds } from '#src/cluster/upgrade/preflight.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { EARLIER, NOW, node, object } from '../diagnosis/fixtures.ts';

/** What a test says of a cluster; the rest is a cluster that is well, with two nodes. */
export interface ClusterWish extends Partial<Omit<Preflight, 'path' | 'snapshot' | 'others' | 'now'>> {
  from?: string;
  to?: string;
  available?: readonly string[];
  objects?: readonly ClusterObject[];
  /** In place of the two nodes. */
  nodes?: readonly ClusterObject[];
}

/** A cluster as it is read before an upgrade from 1.33 to 1.34, unless a test says otherwise. */
export function preflightOf(wish: ClusterWish = {}): Preflight {
  const { from = 'v1.33.4+k3s1', to = 'v1.34.1+k3s1', available, objects = [], ...rest } = wish;
  const { nodes = [nodeOf('worker-1', from), nodeOf('worker-2', from)], ...given } = rest;
  const kinds = new Set<string>(otherKinds.map(({ kind }) => kind));
  const others: Map<(typeof otherKinds)[number]['kind'], ClusterObject[]> = new Map(
    otherKinds.map(({ kind }) => [kind, objects.filter((one) => one.kind === kind)]),
  );
  return {
    path: pathTo(from, to, available),
    now: NOW,
    snapshot: new Snapshot([...nodes, ...objects.filter(({ kind }) => !kinds.has(kind))], { now: NOW }),
    others,
    releases: [],
    requests: [],
    readiness: [
      { name: 'ping', well: true },
      { name: 'etcd', well: true },
    ],
    writers: [],
    backup: new Date(NOW - 3_600_000),
    unread: new Map(),
    ...given,
  };
}

/** A node of this version that is well. */
export function nodeOf(
  name: string,
  version = 'v1.33.4+k3s1',
  rest: Parameters<typeof node>[1] & { runtime?: string; system?: string; allocatable?: JsonObject } = {},
): ClusterObject {
  const made = node(name, rest);
  const { runtime = 'containerd://2.1.4-k3s1', system = 'Ubuntu 24.04.2 LTS', allocatable } = rest;
  const status = {
    ...made.status,
    ...(allocatable ? { allocatable } : {}),
    nodeInfo: { kubeletVersion: version, containerRuntimeVersion: runtime, osImage: system },
  };
  return { ...made, status };
}

/** The budget of an app, as its controller sees it. */
export function budget(
  name: string,
  spec: JsonObject,
  status: { expected: number; desired: number; healthy?: number; allowed?: number },
  labels: { [label: string]: string } = { app: name },
): ClusterObject {
  const { expected, desired, healthy = expected, allowed = Math.max(0, healthy - desired) } = status;
  return object('policy/v1', 'PodDisruptionBudget', name, {
    spec: { selector: { matchLabels: labels }, ...spec },
    status: { expectedPods: expected, desiredHealthy: desired, currentHealthy: healthy, disruptionsAllowed: allowed },
  });
}

/** A Secret as Helm keeps it. */
export function helmSecret(
  name: string,
  manifest: string,
  rest: { status?: string; revision?: number; chart?: string; packed?: boolean } = {},
): ClusterObject {
  const { status = 'deployed', revision = 1, chart = name, packed = true } = rest;
  const text = JSON.stringify({
    name,
    info: { status, last_deployed: EARLIER },
    chart: { metadata: { name: chart, version: '1.2.3' } },
    config: { password: 'hunter2' },
    manifest,
  });
  const inner = (packed ? gzipSync(text) : Buffer.from(text)).toString('base64');
  return object('v1', 'Secret', `sh.helm.release.v1.${name}.v${revision}`, {
    metadata: { labels: { owner: 'helm', name, status, version: String(revision) } },
    type: 'helm.sh/release.v1',
    data: { release: Buffer.from(inner).toString('base64') },
  });
}

/** A definition of a custom kind. */
export function definition(
  name: string,
  versions: readonly { name: string; served?: boolean; storage?: boolean; deprecated?: boolean }[],
  stored: readonly string[],
  spec: JsonObject = {},
): ClusterObject {
  const [plural = '', ...group] = name.split('.');
  return object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', name, {
    namespaced: false,
    spec: {
      group: group.join('.'),
      names: { plural, kind: 'Thing' },
      versions: versions.map((version) => ({ served: true, storage: false, ...version })),
      ...spec,
    },
    status: { storedVersions: [...stored] },
  });
}

/** A configuration with one webhook. */
export function webhook(
  name: string,
  service: { name: string; namespace?: string },
  rest: {
    resources?: string[];
    groups?: string[];
    operations?: string[];
    policy?: string;
    hook?: JsonObject;
    caBundle?: string;
  } = {},
): ClusterObject {
  const { resources = ['pods'], groups = [''], operations = ['CREATE'], policy = 'Fail', hook = {}, caBundle } = rest;
  return object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', name, {
    namespaced: false,
    webhooks: [
      {
        name: `${name}.example.org`,
        failurePolicy: policy,
        rules: [{ apiGroups: groups, apiVersions: ['*'], resources, operations }],
        clientConfig: { service: { namespace: 'shop', ...service }, ...(caBundle === undefined ? {} : { caBundle }) },
        ...hook,
      },
    ],
  });
}

/** Puts each pod of a list on its node. */
export function spread(objects: readonly ClusterObject[], ...nodes: string[]): ClusterObject[] {
  let at = 0;
  return objects.map((one) => {
    if (one.kind !== 'Pod') return one;
    const nodeName = nodes[at % nodes.length] ?? '';
    at += 1;
    return { ...one, spec: { ...one.spec, nodeName } };
  });
}
