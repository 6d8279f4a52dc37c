import { createHash } from 'node:crypto';
import { connect as connectSocket, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import type { Redis } from 'ioredis';

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
import {
  type KubernetesListener,
  kubernetesListener,
} from '#src/provisioning/engines/simulated/kubernetes/listener.ts';
import type { VdcRecord } from '#src/provisioning/engines/simulated/vdc-record.ts';

const FINALIZER = 'cluster.k3k.io/finalizer';
const K3K = { apiVersion: 'k3k.io/v1beta1', kind: 'Cluster' };
const PAUSE_MS = 100;

/**
 * An emulator: plays the k3k controller on a real control plane, as far as a VDC can tell. From a k3k Cluster it makes what
 * k3k 1.1 makes (StatefulSet, Deployment, Services, kubeconfig Secret, status with its condition, finalizer), and lets the
 * control plane's own controllers, scheduler and emulated kubelets do the rest. In the place of the k3s that would run in
 * the pods, the simulated Kubernetes API answers: its nodes are those pods, and its version is the one of their images.
 */
export class K3kActor {
  readonly #host: Cluster;
  readonly #api: KubernetesListener;
  readonly #records: Map<string, VdcRecord>;
  readonly #doors = new Map<string, Server>();
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>;

  private constructor(host: Cluster, api: KubernetesListener, records: Map<string, VdcRecord>) {
    this.#host = host;
    this.#api = api;
    this.#records = records;
    this.#working = this.#work();
  }

  static async start(kubeconfig: string, redis: Redis, prefix: string): Promise<K3kActor> {
    const records = new Map<string, VdcRecord>();
    const api = kubernetesListener({
      redis,
      prefix: `${prefix}{nested}:`,
      host: '127.0.0.1',
      port: 0,
      read: (ref) => Promise.resolve(records.get(ref) ?? null),
      now: Date.now,
    });
    await api.start();
    return new K3kActor(await connectCluster(kubeconfig, { fieldManager: 'k3k' }), api, records);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
    for (const door of this.#doors.values()) door.close();
    await this.#api.stop();
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
    const { name, namespace = '' } = cluster.metadata;
    try {
      if (cluster.metadata.deletionTimestamp !== undefined) {
        await this.#host.patch(referenceTo(cluster), { metadata: { finalizers: [] } });
        this.#records.delete(namespace);
        this.#doors.get(namespace)?.close();
        this.#doors.delete(namespace);
        return;
      }
      if (!cluster.metadata.finalizers?.includes(FINALIZER)) {
        await this.#host.patch(referenceTo(cluster), { metadata: { finalizers: [FINALIZER] } });
      }
      if (textAt(cluster, 'spec', 'clusterDNS') === 'refused') {
        await this.#say(cluster, 'Pending', 'ValidationFailed', 'this clusterDNS is refused');
        return;
      }
      for (const draft of [...servicesOf(cluster), serversOf(cluster), agentsOf(cluster)]) await this.#ensure(draft);
      const door = await this.#openDoor(namespace, name);
      const running = await this.#follow(cluster);
      await this.#ensure(secretOf(cluster, this.#api.kubeconfig(namespace, name), door));
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

  /** Keeps the nested API true to the pods. Resolves to whether every server runs. */
  async #follow(cluster: ClusterObject): Promise<boolean> {
    const { name, namespace = '' } = cluster.metadata;
    const pods: ClusterObject[] = [];
    for await (const pod of this.#host.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: `cluster=${name}` }))
      pods.push(pod);
    const ready = pods.filter(isReady);
    const servers = ready.filter((pod) => labelsAt(pod, 'metadata', 'labels')['role'] === 'server');
    const before = this.#records.get(namespace);
    const [first] = servers;
    if (!first) {
      this.#records.delete(namespace);
      return false;
    }
    const image = textAt(first, 'spec', 'containers', 0, 'image') ?? '';
    const machines = ready.map((pod, index): VdcRecord['machines'][number] => {
      const isServer = labelsAt(pod, 'metadata', 'labels')['role'] === 'server';
      // k3k gives agents `with-node-id`: their names inside end with eight characters more.
      const suffix = isServer ? '' : `-${digestOf(pod.metadata.name).slice(0, 8)}`;
      return {
        name: `${pod.metadata.name}${suffix}`,
        role: isServer ? 'controller' : 'worker',
        size: 'small',
        vcpu: 2,
        memoryGiB: 4,
        diskGiB: 50,
        node: textAt(pod, 'spec', 'nodeName') ?? '',
        farm: 'host',
        country: 'host',
        city: 'host',
        ip: textAt(pod, 'status', 'podIP') ?? `10.0.0.${index + 1}`,
        attempt: 1,
        boot: { startedAt: 0, endsAt: 1, dies: false },
      };
    });
    this.#records.set(namespace, {
      revision: (before?.revision ?? 0) + 1,
      ref: namespace,
      effectId: namespace,
      planHash: '',
      spec: {
        name,
        owner: 'host',
        controllerSize: 'small',
        controllers: 1,
        workerSize: 'small',
        workers: 0,
        placement: {},
        publicIp: false,
      },
      version: image.slice(image.lastIndexOf(':') + 1).replace('-', '+'),
      price: { usdPerHour: '0', usdPerMonth: '0', tftPerMonth: '0', lines: [], source: '', validUntil: '' },
      machines,
      state: 'ready',
      createdAt: before?.createdAt ?? Date.now(),
      networkAt: before?.createdAt ?? Date.now(),
    });
    return servers.length === numberAt(cluster, 'spec', 'servers');
  }

  /** What kube-proxy would do: the node port of a VDC leads to its API. */
  async #openDoor(namespace: string, name: string): Promise<string> {
    const service = await this.#host.get({ apiVersion: 'v1', kind: 'Service', namespace, name: `k3k-${name}-service` });
    const port = numberAt(service, 'spec', 'ports', 0, 'nodePort') ?? 0;
    const nested = Number(new URL(this.#api.endpoint('x')).port);
    if (port === 0) return `https://127.0.0.1:${nested}`;
    if (!this.#doors.has(namespace)) {
      const door = createServer((socket) => {
        const inside = connectSocket(nested, '127.0.0.1');
        socket.pipe(inside).pipe(socket);
        for (const one of [socket, inside]) one.on('error', () => (socket.destroy(), inside.destroy()));
      });
      this.#doors.set(namespace, door);
      door.on('error', () => this.#doors.delete(namespace));
      door.listen(port, '127.0.0.1').unref();
    }
    return `https://127.0.0.1:${port}`;
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

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

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

/** k3k calls everything "default"; the address is the one that its own rules find, which a node port's is not. */
function secretOf(cluster: ClusterObject, nested: string, door: string): ObjectDraft {
  const path = /\/vdcs\/\S+/.exec(nested)?.[0] ?? '';
  const ca = /certificate-authority-data: (\S+)/.exec(nested)?.[1] ?? '';
  const token = /token: (\S+)/.exec(nested)?.[1] ?? '';
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'default', cluster: { server: `${door}${path}`, 'certificate-authority-data': ca } }],
    users: [{ name: 'default', user: { token } }],
    contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
    'current-context': 'default',
  };
  return {
    ...owned(cluster, 'v1', 'Secret', 'kubeconfig'),
    data: { 'kubeconfig.yaml': Buffer.from(JSON.stringify(kubeconfig)).toString('base64') },
  };
}
