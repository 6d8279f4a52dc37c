import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

import { ClusterAccess } from './cluster-access.ts';
import { type CustomResources, customResources } from './custom-resources.ts';
import { type EmulatedNode, nodeObject } from './emulated-node.ts';
import type { Binaries } from './find-binaries.ts';
import { freePorts } from './free-ports.ts';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';
import { startKubeletServer } from './kubelet-server.ts';
import { type Part, type Ports, partFlags, SERVICE_ADDRESS } from './part-flags.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

/** How long a part may need to answer, on a busy machine. */
const PATIENCE_MS = 90_000;

export interface ControlPlaneOptions {
  binaries: Binaries;
  /** An older minor whose API and behaviour the server shall have, such as `1.35`. */
  emulatedVersion?: string | undefined;
  /** Versions of kinds to serve that a server does not serve by itself: `networking.k8s.io/v1beta1=true`. */
  runtimeConfig?: string | undefined;
  nodes?: readonly EmulatedNode[];
  customResources?: readonly CustomResources[];
  /** What the kubelets of nodes say that they are, where a node says nothing else. */
  kubeletVersion: string;
}

/**
 * A real Kubernetes control plane on loopback: etcd, API server, controller manager and scheduler as they are, and KWOK
 * in the place of the kubelets. It ends with this process, in whatever way that ends, and leaves nothing behind.
 */
export class ControlPlane {
  readonly kubeconfig: string;
  readonly access: ClusterAccess;
  /** Data, certificates, and a log file of every part. */
  readonly folder: string;
  #options: ControlPlaneOptions;
  readonly #ports: Ports;
  readonly #parts = new Map<Part, GuardedProcess>();
  readonly #temporary: TemporaryFolder;
  #binaries: Binaries;
  #kubelets: { stop(): void } | undefined;
  #namespaces = 0;

  private constructor(options: ControlPlaneOptions, ports: number[]) {
    const [etcd = 0, etcdPeers = 0, api = 0, controllers = 0, scheduler = 0, kwok = 0, kubelets = 0] = ports;
    this.#options = options;
    this.#binaries = options.binaries;
    this.#ports = { etcd, etcdPeers, api, controllers, scheduler, kwok, kubelets };
    this.#temporary = temporaryFolder('control-plane');
    this.folder = this.#temporary.path;
    this.access = new ClusterAccess(api, [SERVICE_ADDRESS]);
    this.kubeconfig = this.access.kubeconfig('admin');
    this.#writeFiles();
  }

  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    for (let attempt = 1; ; attempt++) {
      const plane = new ControlPlane(options, await freePorts(7));
      try {
        await plane.#begin();
        return plane;
      } catch (error) {
        const told = plane.#tail();
        await plane.stop();
        // Somebody took one of the ports meanwhile.
        if (attempt < 3 && told.includes('address already in use')) continue;
        throw new Error(`The control plane did not start: ${String(error)}\n${told}`, { cause: error });
      }
    }
  }

  /** kill -9: to its clients the API is away from one moment to the next. The data stays. */
  async killApiServer(): Promise<void> {
    await this.#parts.get('kube-apiserver')?.kill();
  }

  /** SIGTERM: it takes no new connections, and lets open watches live for up to ten seconds. */
  endApiServer(): void {
    this.#parts.get('kube-apiserver')?.signal('TERM');
  }

  /** Starts it again at the same address, on the same data; resolves when it is ready. */
  async startApiServer(): Promise<void> {
    await this.#parts.get('kube-apiserver')?.untilEnded();
    this.#start('kube-apiserver');
    await this.#untilReady('kube-apiserver', async () => (await this.access.ask('/readyz')).status === 200);
  }

  /** Holds the controllers and the garbage collector still while the work goes on: as slow as they can be. */
  async withoutControllers<T>(work: () => Promise<T>): Promise<T> {
    const controllers = this.#parts.get('kube-controller-manager');
    controllers?.signal('STOP');
    try {
      return await work();
    } finally {
      controllers?.signal('CONT');
    }
  }

  /**
   * After an outage, so that the next suite does not wait with them: the longer the API server was away, the longer
   * controllers wait before they look again, up to a minute each; and nodes that nobody heard of are not ready meanwhile.
   */
  async wakeControllers(): Promise<void> {
    const parts = ['kube-controller-manager', 'kube-scheduler', 'kwok'] as const;
    for (const part of parts) await this.#parts.get(part)?.kill();
    for (const part of parts) this.#start(part);
    await this.freshNamespace('awake');
    await this.#untilNodesAreReady();
  }

  /** Puts other programs in the place of those that run, on the same data, as an upgrade of the control plane does. */
  async upgrade(binaries: Binaries): Promise<void> {
    const replaced = ['kube-controller-manager', 'kube-scheduler', 'kube-apiserver'] as const;
    for (const part of replaced) await this.#parts.get(part)?.kill();
    this.#binaries = binaries;
    // What comes is itself, whatever the former one was asked to emulate.
    this.#options = { ...this.#options, emulatedVersion: undefined };
    await this.startApiServer();
    this.#start('kube-controller-manager');
    this.#start('kube-scheduler');
  }

  /** A namespace of one's own, as soon as pods can be made in it. */
  async freshNamespace(about: string): Promise<string> {
    this.#namespaces += 1;
    const name = `${about}-${this.#namespaces}`;
    await this.#create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await this.#untilServiceAccount(name);
    return name;
  }

  async stop(): Promise<void> {
    this.#kubelets?.stop();
    await Promise.all([...this.#parts.values()].map((part) => part.kill()));
    this.#temporary.remove();
  }

  /** Copies what every part said to a folder that stays, until the next time, and names it. */
  keepLogs(): string {
    const kept = join(import.meta.dirname, '../../.cache/control-plane-logs');
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    for (const part of this.#parts.keys()) copyFileSync(this.#log(part), join(kept, `${part}.log`));
    return kept;
  }

  /** The last lines that every part said. */
  #tail(): string {
    return [...this.#parts.keys()]
      .map((part) => {
        const lines = readFileSync(this.#log(part), 'utf8').trimEnd().split('\n').slice(-8);
        return [`── ${part}`, ...lines.map((line) => line.slice(0, 400))].join('\n');
      })
      .join('\n');
  }

  async #begin(): Promise<void> {
    this.#kubelets = await startKubeletServer(this.access, this.#ports.kubelets);
    this.#start('etcd');
    await this.startApiServer();
    await this.#create('/apis/storage.k8s.io/v1/storageclasses', defaultStorageClass);
    await this.#define(this.#options.customResources ?? []);
    this.#start('kube-controller-manager');
    this.#start('kube-scheduler');
    this.#start('kwok');
    await this.#untilServiceAccount('default');
    const nodes = this.#options.nodes ?? [];
    await Promise.all(
      nodes.map((node) => this.#create('/api/v1/nodes', nodeObject(node, this.#options.kubeletVersion))),
    );
    await this.#untilNodesAreReady();
  }

  /** Nothing is placed on a node before the taints are gone that it begins with, or that it got while nobody heard of it. */
  async #untilNodesAreReady(): Promise<void> {
    for (const { name } of this.#options.nodes ?? []) {
      await this.#untilReady('kwok', async () => {
        const { body } = await this.access.ask(`/api/v1/nodes/${name}`);
        const isTainted = /node\.kubernetes\.io\/(not-ready|unreachable)/.test(body);
        return !isTainted && this.#holds(`/api/v1/nodes/${name}`, 'Ready');
      });
    }
  }

  /** Without its default service account no pod can be made in a namespace; a controller makes it. */
  async #untilServiceAccount(namespace: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    await this.#untilReady('kube-controller-manager', async () => (await this.access.ask(path)).status === 200);
  }

  /** Resolves when all of them are served. */
  async #define(wanted: readonly CustomResources[]): Promise<void> {
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const definitions = customResources(wanted);
    await Promise.all(definitions.map((definition) => this.#create(path, definition)));
    for (const { metadata } of definitions) {
      await this.#untilReady('kube-apiserver', () => this.#holds(`${path}/${metadata.name}`, 'Established'));
    }
  }

  /** Whether an object has this condition. */
  async #holds(path: string, type: string): Promise<boolean> {
    const { body } = await this.access.ask(path);
    const { conditions } = conditionedSchema.parse(JSON.parse(body)).status;
    return conditions.some((condition) => condition.type === type && condition.status === 'True');
  }

  async #create(path: string, body: object): Promise<void> {
    const { status, body: answer } = await this.access.ask(path, { method: 'POST', body });
    if (status !== 201) throw new Error(`POST ${path} was answered with ${status}: ${answer}`);
  }

  #start(part: Part): void {
    const { emulatedVersion, runtimeConfig } = this.#options;
    const place = { ports: this.#ports, file: this.#file, emulatedVersion, runtimeConfig };
    this.#parts.set(part, startGuarded([this.#binaries[part], ...partFlags[part](place)], { log: this.#log(part) }));
  }

  async #untilReady(part: Part, isReady: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await isReady().catch(() => false))) {
      if (this.#parts.get(part)?.hasEnded()) throw new Error(`${part} has ended.`);
      if (Date.now() > deadline) throw new Error(`${part} is not ready after ${PATIENCE_MS / 1_000} s.`);
      await pause(100);
    }
  }

  #log = (part: Part): string => join(this.folder, `${part}.log`);

  #file = (name: string): string => join(this.folder, name);

  #writeFiles(): void {
    const { authority, server } = this.access;
    const write = (name: string, content: string): void => writeFileSync(this.#file(name), content, { mode: 0o600 });
    write('ca.crt', authority.certificate);
    write('ca.key', authority.key);
    write('server.crt', server.certificate);
    write('server.key', server.key);
    const tokens = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    write('tokens.pub', tokens.publicKey);
    write('tokens.key', tokens.privateKey);
    const kubelets = this.access.certify('kube-apiserver', ['system:masters']);
    write('kubelets.crt', kubelets.certificate);
    write('kubelets.key', kubelets.key);
    write('admin.kubeconfig', this.kubeconfig);
    write('controllers.kubeconfig', this.access.kubeconfig('system:kube-controller-manager'));
    write('scheduler.kubeconfig', this.access.kubeconfig('system:kube-scheduler'));
    write('kwok.kubeconfig', this.access.kubeconfig('kwok', ['system:masters']));
  }
}

const conditionedSchema = z.object({
  status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })) }),
});

/** As k3s has it; `emulation/storage.yaml` plays its provisioner. */
const defaultStorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'rancher.io/local-path',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
};
