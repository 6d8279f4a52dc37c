import { expect } from 'chai';

import { type Cluster, connectCluster, type ObjectDraft, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import type { Engine, MachineStatus, Plan } from '#src/provisioning/engine.ts';
import { NodeRules } from '#src/provisioning/node-rules/node-rules.ts';

import { type InsideVdc, insideVdc, leadingTo } from '#test/provisioning/changes/inside-vdc.ts';
import { silent, until } from '#test/provisioning/operations/stand.ts';
import type { ControlPlane } from '../control-plane.ts';
import { nodeObject } from '../emulated-node.ts';
import { serveMetrics } from '../metrics-server.ts';
import { controlPlane } from '../shared-control-plane.ts';

type Planned = { plan: string; count: number; table: { rows: string[][] } } & JsonObject;

const PATIENCE_MS = 120_000;

describe('What goes on inside a VDC, on a real control plane', function () {
  this.timeout(240_000);
  let plane: ControlPlane;
  let inside: InsideVdc;

  before(async () => {
    plane = await controlPlane();
  });
  beforeEach(async () => {
    inside = await insideVdc({ kubeconfig: plane.kubeconfig });
  });
  afterEach(async () => {
    await inside.world.close();
  });

  const get = async <T extends JsonObject>(action: string, input: JsonObject = {}): Promise<T> =>
    await inside.world.get<T>(action, { vdc: inside.vdc, ...input });
  const refusal = async (action: string, input: JsonObject): Promise<{ code: string; message: string }> => {
    const result = await inside.world.read(action, { vdc: inside.vdc, ...input });
    if (result.ok) throw new Error(`${action} worked`);
    return result.failure;
  };
  const make = async (action: string, input: JsonObject) => {
    const { plan } = await get<Planned>(action, input);
    return await inside.apply(plan);
  };
  const object = async (apiVersion: string, kind: string, name: string) =>
    await inside.cluster.get({ apiVersion, kind, namespace: inside.namespace, name });
  const app = (more: JsonObject = {}): JsonObject => ({
    namespace: inside.namespace,
    name: 'web',
    image: 'nginx:1.27',
    replicas: 2,
    size: 'tiny',
    ports: '80',
    ...more,
  });

  describe('nobody measures', () => {
    it('and usage says so, with what is asked for instead', async () => {
      await make('app.plan', app());
      const usage = await get<{ measured: boolean; text: string; table: { rows: string[][] } }>('usage.look');
      expect(usage.measured).to.equal(false);
      expect(usage.text).to.match(/^Nobody measures what is used here, so this is what \d+ apps ask for, on \d+ nodes/);
      expect(usage.table.rows.map(([name]) => name)).to.include.members(['worker-1', 'worker-2']);
      await inside.undo((await make('app.plan', app({ replicas: 1 }))).change);
    });

    it('and automatic scaling is set and taken back all the same, with a warning', async () => {
      await make('app.plan', app());
      const target = { app: `${inside.namespace}/web` };
      expect(await get('autoscale.look', target)).to.include({ on: false, measured: false, asksCpu: true });
      const { change } = await make('autoscale.plan', { ...target, min: 1, max: 4 });
      const known = await get<{ on: boolean; max: number; warnings: string[] }>('autoscale.look', target);
      expect(known).to.include({ on: true, max: 4 });
      expect(known.warnings[0]).to.include('install Metrics server first');
      await inside.undo(change);
      expect(await get('autoscale.look', target)).to.include({ on: false });
    });
  });

  it('what is used is shown, and the real autoscaler acts on it', async () => {
    const metrics = await serveMetrics(inside.cluster, ({ metadata }) =>
      metadata.labels?.['app.kubernetes.io/name'] === 'web'
        ? { cpu: '400m', memory: '64Mi' }
        : { cpu: '10m', memory: '16Mi' },
    );
    try {
      await make('app.plan', app({ replicas: 1 }));
      await until(async () => (await get<{ measured: boolean }>('usage.look'))['measured'], PATIENCE_MS);
      const usage = await get<{ text: string; table: { columns: string[]; rows: string[][] } }>('usage.look');
      expect(usage.text).to.match(/^This is what is used now/);
      const row = usage.table.rows.find(([name]) => name === `${inside.namespace}/web`);
      expect(row?.[usage.table.columns.indexOf('CPU used')]).to.equal('0.4');
      const target = { app: `${inside.namespace}/web` };
      expect(await get('autoscale.look', target)).to.include({ measured: true });
      await make('autoscale.plan', { ...target, min: 1, max: 3, target: 80 });
      const copies = async () => (await object('apps/v1', 'Deployment', 'web'))?.spec?.['replicas'];
      await until(async () => (await copies()) === 3, PATIENCE_MS);
      expect((await get<{ warnings: string[] }>('autoscale.look', target)).warnings).to.deep.equal([]);
      await make('autoscale.planRemove', target);
      expect(await copies(), 'it keeps its copies').to.equal(3);
    } finally {
      await metrics.stop();
    }
  });

  it('disks are made, grow where their class lets them, never shrink, and go when nobody uses them', async () => {
    const storage = 'storage.k8s.io/v1';
    const growing = `growing-${process.pid}`;
    await inside.cluster.apply({
      apiVersion: storage,
      kind: 'StorageClass',
      metadata: { name: growing },
      provisioner: 'rancher.io/local-path',
      allowVolumeExpansion: true,
      volumeBindingMode: 'Immediate',
    });
    const { namespace } = inside;
    const GiB = 2 ** 30;
    await make('volume.plan', { namespace, name: 'fixed', size: GiB });
    expect(await refusal('volume.planGrow', { volume: `${namespace}/fixed`, size: 2 * GiB })).to.include({
      code: 'CANNOT_GROW',
    });
    expect((await refusal('volume.plan', { namespace, name: 'fixed', size: GiB })).code).to.equal('NAME_TAKEN');
    // Bound by hand: of this class nobody makes volumes here.
    await inside.cluster.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `data-${namespace}` },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        storageClassName: growing,
        claimRef: { namespace, name: 'data' },
        hostPath: { path: '/data' },
      },
    });
    await make('volume.plan', { namespace, name: 'data', size: GiB, storageClass: growing });
    const volume = `${namespace}/data`;
    await until(async () => textAt(await object('v1', 'PersistentVolumeClaim', 'data'), 'status', 'phase') === 'Bound');
    expect((await refusal('volume.planGrow', { volume, size: GiB / 2 })).code).to.equal('CANNOT_SHRINK');
    expect((await make('volume.planGrow', { volume, size: 2 * GiB })).ready).to.equal(true);
    const claim = await object('v1', 'PersistentVolumeClaim', 'data');
    expect(textAt(claim, 'spec', 'resources', 'requests', 'storage')).to.equal('2Gi');
    await make('volume.planDelete', { volume });
    expect(await object('v1', 'PersistentVolumeClaim', 'data')).to.equal(null);
    await inside.cluster.delete({ apiVersion: storage, kind: 'StorageClass', name: growing });
    await inside.cluster.delete({ apiVersion: 'v1', kind: 'PersistentVolume', name: `data-${namespace}` });
  });

  it('a domain leads to an app, is looked at, and is closed again', async () => {
    const ingressClass = `edge-${process.pid}`;
    await inside.cluster.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: ingressClass },
      spec: { controller: 'traefik.io/ingress-controller' },
    });
    await make('app.plan', app());
    const host = `${inside.namespace}.example.org`;
    const target = `${inside.namespace}/web:80`;
    const { change } = await make('expose.plan', { target, host, ingressClass });
    const id = `${inside.namespace}/web-${host.replaceAll('.', '-')}`;
    await until(async () => {
      const { missing } = await get<{ missing: string[] }>('expose.status', { ingress: id });
      return !missing.some((text) => text.includes('Nothing answers behind it'));
    }, PATIENCE_MS);
    expect((await refusal('expose.plan', { target, host: 'http://a', ingressClass })).code).to.equal('INVALID_SPEC');
    await inside.undo(change);
    expect((await refusal('expose.status', { ingress: id })).code).to.equal('NOT_FOUND');
    await inside.cluster.delete({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: ingressClass });
  });
});

describe('Workers that come and go by themselves, on a real control plane', function () {
  this.timeout(300_000);
  let cluster: Cluster;
  let inside: InsideVdc;
  let workers: Workers;
  const own = `pool-${process.pid}`;

  before(async () => {
    const { kubeconfig } = await controlPlane();
    cluster = await connectCluster(kubeconfig);
    workers = new Workers(await controlPlane(), own);
    await workers.have(1);
    inside = await insideVdc({ between: (engine) => workers.through(leadingTo(kubeconfig)(engine)) });
  });
  after(async () => {
    await inside.world.close();
    await workers.have(0);
    cluster.close();
  });

  const hungry = (replicas: number): ObjectDraft => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'hungry', namespace: inside.namespace },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'hungry' } },
      template: {
        metadata: { labels: { app: 'hungry' } },
        spec: {
          nodeSelector: { pool: own },
          containers: [{ name: 'one', image: 'nginx:1.27', resources: { requests: { cpu: '1500m' } } }],
        },
      },
    },
  });
  const budget = (minAvailable: number): ObjectDraft => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'hungry', namespace: inside.namespace },
    spec: { minAvailable, selector: { matchLabels: { app: 'hungry' } } },
  });
  const pods = async () => {
    const found: { phase: string; node: string }[] = [];
    const selection = { apiVersion: 'v1', kind: 'Pod', namespace: inside.namespace, labels: 'app=hungry' };
    for await (const pod of cluster.list(selection)) {
      if (pod.metadata.deletionTimestamp !== undefined) continue;
      const phase = textAt(pod, 'status', 'phase') ?? '';
      found.push({ phase, node: textAt(pod, 'spec', 'nodeName') ?? '' });
    }
    return found;
  };
  const running = async () => (await pods()).filter(({ phase }) => phase === 'Running').length;

  it('follow what the real scheduler says, and are emptied by eviction before they go', async () => {
    const { world, vdc } = inside;
    const news: JsonObject[] = [];
    Object.assign(world.services, { tell: async ({ data }: { data: JsonObject }) => void news.push(data) });
    const rules = new NodeRules({ services: world.services, operations: world.service, log: silent });
    const later = async (milliseconds: number) => {
      world.pass(milliseconds);
      await rules.round();
    };
    const until_ = async (holds: () => boolean | Promise<boolean>, stepMs: number) =>
      await until(async () => {
        await later(stepMs);
        return await holds();
      }, PATIENCE_MS);
    await world.operate('nodeRule.set', { vdc, least: 1, most: 2, idleMinutes: 10, ceiling: '1000000' });

    await cluster.apply(hungry(3));
    await until(async () => (await running()) === 2 && (await pods()).length === 3, PATIENCE_MS);
    await until_(() => news.length === 1, 31_000);
    expect(news[0]).to.include({ kind: 'grown', before: 1, after: 2 });
    await until(async () => (await running()) === 3, PATIENCE_MS);

    await cluster.apply(hungry(2));
    await until(async () => (await pods()).length === 2, PATIENCE_MS);
    await cluster.apply(budget(2));
    const allowed = async () =>
      (
        await cluster.get({
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          namespace: inside.namespace,
          name: 'hungry',
        })
      )?.status?.['disruptionsAllowed'];
    await until(async () => (await allowed()) === 0, PATIENCE_MS);
    // Of two copies on one node and one on the other, one of the two goes first.
    expect((await pods()).map(({ node }) => node)).to.include(`${own}-2`);
    for (let look = 0; look < 30; look += 1) await later(31_000);
    expect(workers.count, 'a budget that lets nothing go keeps it').to.equal(2);

    await cluster.apply(budget(1));
    await until(async () => (await allowed()) === 1, PATIENCE_MS);
    await until_(() => news.length === 2, 61_000);
    expect(news[1]).to.include({ kind: 'shrunk', before: 2, after: 1 });
    expect(workers.emptyWhenItWent, 'nothing ran there any more').to.deep.equal([[]]);
    await until(async () => (await running()) === 2, PATIENCE_MS);
    expect(new Set((await pods()).map(({ node }) => node))).to.deep.equal(new Set([`${own}-1`]));
  });
});

/** Emulated nodes as the workers of a VDC: what an engine does for real. */
class Workers {
  /** What still ran on each node that was taken away. */
  readonly emptyWhenItWent: string[][] = [];
  count = 0;
  readonly #plane: ControlPlane;
  readonly #pool: string;

  constructor(plane: ControlPlane, pool: string) {
    this.#plane = plane;
    this.#pool = pool;
  }

  async have(count: number): Promise<void> {
    for (; this.count < count; this.count += 1) {
      const name = `${this.#pool}-${this.count + 1}`;
      const node = nodeObject({ name, cpu: '4', labels: { pool: this.#pool } }, 'v1.36.3');
      await this.#plane.access.ask('/api/v1/nodes', { method: 'POST', body: node });
    }
    for (; this.count > count; this.count -= 1) {
      const name = `${this.#pool}-${this.count}`;
      const { body } = await this.#plane.access.ask(`/api/v1/pods?fieldSelector=spec.nodeName=${name}`);
      this.emptyWhenItWent.push(
        objectsAt(JSON.parse(body), 'items').map((pod) => textAt(pod, 'metadata', 'name') ?? ''),
      );
      await this.#plane.access.ask(`/api/v1/nodes/${name}`, { method: 'DELETE' });
    }
    if (count === 0) this.emptyWhenItWent.length = 0;
  }

  /** The engine, with these nodes as its workers. */
  through(engine: Engine): Engine {
    const machines = (base: readonly MachineStatus[], count: number): MachineStatus[] => {
      const [controller] = base;
      if (!controller) return [];
      const worker = (index: number): MachineStatus => ({
        ...controller,
        name: `worker-${index + 1}`,
        role: 'worker',
        vcpu: 4,
        hostname: `${this.#pool}-${index + 1}`,
      });
      return [controller, ...Array.from({ length: count }, (_, index) => worker(index))];
    };
    const observe: Engine['observe'] = async (ref) => {
      const seen = await engine.observe(ref);
      return seen ? { ...seen, machines: machines(seen.machines, this.count) } : null;
    };
    return {
      ...engine,
      observe,
      planScale: async (ref, { workers = this.count }) => {
        const seen = await observe(ref);
        if (!seen) throw new Error('there is no such VDC');
        const plan: Plan = {
          hash: `workers-${this.count}-${workers}`,
          engine: engine.name,
          spec: {
            name: seen.name,
            owner: seen.owner,
            controllerSize: 'small',
            controllers: 1,
            workerSize: 'small',
            workers,
            placement: {},
            publicIp: false,
          },
          machines: machines(seen.machines, workers),
          price: seen.price,
          estimatedSeconds: 1,
          notes: [],
          from: { controllers: 1, workers: this.count },
        };
        return plan;
      },
      scale: async (ref, plan) => {
        await this.have(plan.spec.workers);
        const seen = await observe(ref);
        if (!seen) throw new Error('there is no such VDC');
        return seen;
      },
    };
  }
}
