import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Cluster, ClusterObject, ObjectDraft } from '#src/cluster/index.ts';
import {
  ClusterError,
  connectCluster,
  labelsAt,
  numberAt,
  objectAt,
  objectsAt,
  referenceTo,
  textAt,
  textsAt,
  valueAt,
} from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { NestedApi } from './nested-api.ts';

const FINALIZER = 'cluster.k3k.io/finalizer';
const K3K = { apiVersion: 'k3k.io/v1beta1', kind: 'Cluster' };
const PAUSE_MS = 100;
/** Where the ingress controller of the host would listen. */
export const INGRESS_ADDRESS = '127.45.0.1';

/**
 * An emulator: plays the k3k controller on a real control plane, as far as a VDC can tell. From a k3k Cluster it makes what
 * k3k 1.1 makes (StatefulSet, Deployment, Services, kubeconfig Secret, status with its condition, finalizer), and lets the
 * control plane's own controllers, scheduler and emulated kubelets do the rest. In the place of the k3s that would run in
 * the pods, a `NestedApi` answers: its nodes are those pods, and its version is the one of their images.
 */
export class K3kActor {
  readonly #host: Cluster;
  /** The APIs inside, by namespace: where kube-proxy would lead to them. */
  readonly #inside = new Map<string, NestedApi>();
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>;

  private constructor(host: Cluster) {
    this.#host = host;
    this.#working = this.#work();
  }

  static async start(kubeconfig: string): Promise<K3kActor> {
    return new K3kActor(await connectCluster(kubeconfig, { fieldManager: 'k3k' }));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
    for (const api of this.#inside.values()) api.stop();
    this.#host.close();
  }

  async #work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        for await (const cluster of this.#host.list(K3K)) await this.#reconcile(cluster);
      } catch (error) {
        // As every controller: what did not work is tried again.
        if (!(error instanceof ClusterError)) throw error;
      }
      await pause(PAUSE_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #reconcile(cluster: ClusterObject): Promise<void> {
    const { namespace = '' } = cluster.metadata;
    try {
      if (cluster.metadata.deletionTimestamp !== undefined) {
        await this.#host.patch(referenceTo(cluster), { metadata: { finalizers: [] } });
        this.#inside.get(namespace)?.stop();
        this.#inside.delete(namespace);
        return;
      }
      if (!cluster.metadata.finalizers?.includes(FINALIZER)) {
        await this.#host.patch(referenceTo(cluster), { metadata: { finalizers: [FINALIZER] } });
      }
      if (textAt(cluster, 'spec', 'clusterDNS') === 'refused') {
        await this.#say(cluster, 'Pending', 'ValidationFailed', 'this clusterDNS is refused');
        return;
      }
      const drafts = [...servicesOf(cluster), ...ingressesOf(cluster), serversOf(cluster), agentsOf(cluster)];
      for (const draft of drafts) await this.#ensure(draft);
      const api = await this.#openInside(cluster);
      if (!api) return;
      const running = await this.#follow(cluster, api);
      if (running) await this.#ensure(secretOf(cluster, api.kubeconfig));
      await (running
        ? this.#say(cluster, 'Ready', 'Provisioned', 'Cluster successfully provisioned')
        : this.#say(cluster, 'Provisioning', 'Provisioning', 'server not ready'));
    } catch (error) {
      // The namespace goes, or somebody else was first: the next round sees it.
      if (!(error instanceof ClusterError)) throw error;
    }
  }

  /** As k3k does: the part of an object that it decides is written whenever it differs. */
  async #ensure(draft: ObjectDraft): Promise<void> {
    const there = await this.#host.get(referenceTo(draft));
    if (there && labelsAt(there, 'metadata', 'annotations')['actor/made-from'] === digestOf(draft)) return;
    const annotations = { 'actor/made-from': digestOf(draft) };
    await this.#host.apply({ ...draft, metadata: { ...draft.metadata, annotations } }, { force: true });
  }

  /** Keeps the API inside true to the pods. Resolves to whether every server runs. */
  async #follow(cluster: ClusterObject, api: NestedApi): Promise<boolean> {
    const { name, namespace = '' } = cluster.metadata;
    const ready: ClusterObject[] = [];
    for await (const pod of this.#host.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: `cluster=${name}` }))
      if (isReady(pod)) ready.push(pod);
    const servers = ready.filter(isServer);
    const image = textAt(servers.at(-1), 'spec', 'containers', 0, 'image');
    if (image !== undefined) api.version = image.slice(image.lastIndexOf(':') + 1).replace('-', '+');
    const nodes = ready.map((pod) => ({
      // k3k gives agents `with-node-id`: their names inside end with eight characters more.
      name: isServer(pod) ? pod.metadata.name : `${pod.metadata.name}-${digestOf(pod.metadata.name).slice(0, 8)}`,
      role: isServer(pod) ? ('server' as const) : ('agent' as const),
      ready: true,
    }));
    // Kubernetes keeps a node that is gone until somebody deletes it.
    const gone = api.nodes.filter((node) => !nodes.some(({ name: there }) => there === node.name));
    api.nodes = [...nodes, ...gone.map((node) => ({ ...node, ready: false }))];
    return servers.length === numberAt(cluster, 'spec', 'servers');
  }

  /** The API inside, where the traffic that is meant for it would arrive; undefined until there is such a place. */
  async #openInside(cluster: ClusterObject): Promise<NestedApi | undefined> {
    const { name, namespace = '' } = cluster.metadata;
    const known = this.#inside.get(namespace);
    if (known) return known;
    const service = await this.#host.get({ apiVersion: 'v1', kind: 'Service', namespace, name: `k3k-${name}-service` });
    const clusterIp = textAt(service, 'spec', 'clusterIP');
    if (!service || clusterIp === undefined) return undefined;
    const names = textsAt(cluster, 'spec', 'tlsSANs');
    const nodePort = numberAt(service, 'spec', 'ports', 0, 'nodePort');
    const api = await (hasIngress(cluster)
      ? NestedApi.start(INGRESS_ADDRESS, 443, names)
      : textAt(service, 'spec', 'type') === 'LoadBalancer'
        ? NestedApi.start(await this.#balance(service, clusterIp), 443, names)
        : nodePort === undefined
          ? NestedApi.start(clusterIp, 443, names)
          : NestedApi.start('127.0.0.1', nodePort, names));
    this.#inside.set(namespace, api);
    return api;
  }

  /** Plays the load balancer of the host: gives a Service an address of its own. */
  async #balance(service: ClusterObject, clusterIp: string): Promise<string> {
    const ip = clusterIp.replace(/^127\.\d+/, '127.44');
    const status = { loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } };
    await this.#host.patch(referenceTo(service), { status }, { subresource: 'status' });
    return ip;
  }

  async #say(cluster: ClusterObject, phase: string, reason: string, message: string): Promise<void> {
    const [condition] = objectsAt(cluster, 'status', 'conditions');
    if (textAt(cluster, 'status', 'phase') === phase && textAt(condition, 'message') === message) return;
    await this.#host.patch(
      referenceTo(cluster),
      {
        status: {
          phase,
          tlsSANs: textsAt(cluster, 'spec', 'tlsSANs'),
          conditions: [
            {
              type: 'Ready',
              status: phase === 'Ready' ? 'True' : 'False',
              reason,
              message,
              lastTransitionTime: `${new Date().toISOString().slice(0, 19)}Z`,
            },
          ],
        },
      },
      { subresource: 'status' },
    );
  }
}

const hasIngress = (cluster: ClusterObject): boolean => 'ingress' in objectAt(cluster, 'spec', 'expose');

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const isServer = (pod: ClusterObject): boolean => labelsAt(pod, 'metadata', 'labels')['role'] === 'server';

const isReady = (pod: ClusterObject): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  objectsAt(pod, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');

function owned(cluster: ClusterObject, apiVersion: string, kind: string, name: string): ObjectDraft {
  const { namespace = '', name: owner, uid = '' } = cluster.metadata;
  return {
    apiVersion,
    kind,
    metadata: {
      name: `k3k-${owner}-${name}`,
      namespace,
      ownerReferences: [{ ...K3K, name: owner, uid, controller: true, blockOwnerDeletion: true }],
    },
  };
}

function servicesOf(cluster: ClusterObject): ObjectDraft[] {
  const expose = objectAt(cluster, 'spec', 'expose');
  const type = 'nodePort' in expose ? 'NodePort' : 'loadBalancer' in expose ? 'LoadBalancer' : 'ClusterIP';
  const selector = { cluster: cluster.metadata.name, role: 'server' };
  const ports = [{ name: 'k3s-server-port', protocol: 'TCP', port: 443, targetPort: 6443 }];
  return [
    { ...owned(cluster, 'v1', 'Service', 'service'), spec: { type, selector, ports } },
    { ...owned(cluster, 'v1', 'Service', 'service-headless'), spec: { clusterIP: 'None', selector, ports } },
  ];
}

/** As k3k does: a rule for every name, and TLS is passed through. */
function ingressesOf(cluster: ClusterObject): ObjectDraft[] {
  if (!hasIngress(cluster)) return [];
  const backend = { service: { name: `k3k-${cluster.metadata.name}-service`, port: { number: 443 } } };
  const ingressClassName = textAt(cluster, 'spec', 'expose', 'ingress', 'ingressClassName');
  return [
    {
      ...owned(cluster, 'networking.k8s.io/v1', 'Ingress', 'ingress'),
      spec: {
        ...(ingressClassName === undefined ? {} : { ingressClassName }),
        rules: textsAt(cluster, 'spec', 'tlsSANs').map((host) => ({
          host,
          http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
        })),
      },
    },
  ];
}

function serversOf(cluster: ClusterObject): ObjectDraft {
  const labels = { cluster: cluster.metadata.name, role: 'server' };
  const draft = owned(cluster, 'apps/v1', 'StatefulSet', 'server');
  const storage = textAt(cluster, 'spec', 'persistence', 'storageRequestSize') ?? '2G';
  const storageClass = textAt(cluster, 'spec', 'persistence', 'storageClassName');
  return {
    ...draft,
    metadata: { ...draft.metadata, labels },
    spec: {
      replicas: numberAt(cluster, 'spec', 'servers') ?? 1,
      serviceName: `k3k-${cluster.metadata.name}-service-headless`,
      selector: { matchLabels: labels },
      template: podTemplate(cluster, labels, 'server', true),
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'varlibrancherk3s', ownerReferences: draft.metadata.ownerReferences ?? [] },
          spec: {
            accessModes: ['ReadWriteOnce'],
            ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
            resources: { requests: { storage } },
          },
        },
      ],
    },
  };
}

function agentsOf(cluster: ClusterObject): ObjectDraft {
  const labels = { cluster: cluster.metadata.name, type: 'agent', mode: 'virtual' };
  const draft = owned(cluster, 'apps/v1', 'Deployment', 'agent');
  return {
    ...draft,
    metadata: { ...draft.metadata, labels },
    spec: {
      replicas: numberAt(cluster, 'spec', 'agents') ?? 0,
      selector: { matchLabels: labels },
      template: podTemplate(cluster, labels, 'worker', false),
    },
  };
}

function podTemplate(
  cluster: ClusterObject,
  labels: { [label: string]: string },
  role: 'server' | 'worker',
  disk: boolean,
): JsonObject {
  const limits = objectAt(cluster, 'spec', `${role}Limit`);
  const whole = valueAt(cluster, 'spec', `${role}Resources`);
  const affinity = valueAt(cluster, 'spec', role === 'server' ? 'serverAffinity' : 'agentAffinity');
  return {
    metadata: { labels },
    spec: {
      ...(affinity === undefined ? {} : { affinity }),
      nodeSelector: objectAt(cluster, 'spec', 'nodeSelector'),
      ...(whole === undefined ? {} : { resources: whole }),
      containers: [
        {
          name: `k3k-${role}`,
          image: `rancher/k3s:${textAt(cluster, 'spec', 'version') ?? ''}`,
          args: textsAt(cluster, 'spec', 'serverArgs'),
          securityContext: { privileged: true },
          ...(whole === undefined ? { resources: { limits } } : {}),
          ...(disk ? { volumeMounts: [{ name: 'varlibrancherk3s', mountPath: '/var/lib/rancher/k3s' }] } : {}),
        },
      ],
    },
  };
}

/** k3k calls everything "default". */
function secretOf(cluster: ClusterObject, inside: string): ObjectDraft {
  const config = JSON.parse(inside) as { clusters: { cluster: object }[]; users: { user: object }[] };
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'default', cluster: { ...config.clusters[0]?.cluster, server: 'https://10.43.0.1' } }],
    users: [{ name: 'default', user: config.users[0]?.user }],
    contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
    'current-context': 'default',
  };
  return {
    ...owned(cluster, 'v1', 'Secret', 'kubeconfig'),
    data: { 'kubeconfig.yaml': Buffer.from(JSON.stringify(kubeconfig)).toString('base64') },
  };
}
