import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { type Cluster, ClusterError } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { lookAtAll } from '#src/provisioning/repair/look-at-all.ts';
import { readBundle } from '#src/provisioning/repair/support-bundle.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

import { callerOf } from '../actions/world.ts';
import { type InsideVdc, insideVdc } from '../changes/inside-vdc.ts';

interface Scan extends JsonObject {
  count: number;
  safe: number;
  ignored: number;
  items: { id: string; title: string; severity: string }[];
}

describe('Repair of a whole VDC', function () {
  this.timeout(240_000);
  let inside: InsideVdc;

  beforeEach(async () => {
    inside = await insideVdc();
  });
  afterEach(async () => {
    await inside.world.close();
  });

  const scan = async (): Promise<Scan> => await inside.world.get<Scan>('repair.scan', { vdc: inside.vdc });
  const operate = async (action: string, input: JsonObject): Promise<JsonObject> => {
    const { outcome } = await inside.world.operate(action, { vdc: inside.vdc, ...input });
    if (!outcome.ok) throw new Error(`${action}: ${outcome.failure.message}`);
    return outcome.output as JsonObject;
  };
  const found = async (words: string): Promise<string> => {
    for (const end = Date.now() + 60_000; ; await pause(200)) {
      const item = (await scan()).items.find(({ title }) => title.includes(words));
      if (item) return item.id;
      if (Date.now() > end) throw new Error(`"${words}" was never found`);
    }
  };
  const mend = async (finding: string, remedy: string): Promise<JsonObject> => {
    const { vdc } = inside;
    const { plan } = await inside.world.get<{ plan: string }>('repair.plan', { vdc, finding, remedy });
    return await operate('repair.apply', { finding, plan });
  };

  for (const [fault, words, remedy] of [
    ['worker-dies', 'The worker "worker-1" is down', 'restart-machine'],
    ['controller-dies', 'Without it there is no Kubernetes API', 'restart-machine'],
    ['disk-fills', 'is nearly full', 'clear-disk'],
    ['gateway-breaks', 'web gateway does not answer', 'restart-gateway'],
    ['funds-end', 'balance is used up', 'top-up'],
    ['backup-fails', 'last backup failed', 'backup-again'],
  ] as const) {
    it(`finds and mends below Kubernetes: ${fault}`, async () => {
      const broken = await operate('vdc.break', { fault });
      expect(broken).to.include({ fault });
      const finding = await found(words);
      expect(await mend(finding, remedy)).to.include({ well: true, change: '' });
      expect((await scan()).items.map(({ id }) => id)).not.to.include(finding);
    });
  }

  it('takes a dead machine to another node, when asked by its name', async () => {
    const { world, vdc } = inside;
    await operate('vdc.break', { fault: 'worker-dies' });
    const finding = await found('is down');
    const nodes = async () => (await world.engine.ledger()).machines.map(({ node }) => node);
    const before = await nodes();
    const planned = await world.get<JsonObject>('repair.plan', { vdc, finding, remedy: 'replace-machine' });
    expect(planned).to.include({ danger: 'worker-1', safe: false });
    expect(await operate('repair.apply', { finding, plan: planned['plan'] as string })).to.include({ well: true });
    expect(await nodes())
      .to.have.length(2)
      .and.not.deep.equal(before);
  });

  it('says a node that is down because its machine is once, with all that hangs on it', async () => {
    await operate('vdc.practice', {});
    await operate('vdc.break', { fault: 'worker-dies' });
    await found('The worker "worker-1" is down');
    await pause(500);
    const { items } = await scan();
    expect(items.filter(({ title }) => title.includes('worker-1'))).to.have.length(1);
  });

  it('breaks an app on purpose, finds it, and takes it back', async () => {
    await operate('vdc.practice', {});
    expect((await scan()).count).to.equal(0);
    const { change } = await operate('vdc.break', { fault: 'missing-config' });
    const finding = await found('shop-keys');
    await operate('vdc.unbreak', { change: change as string });
    for (const end = Date.now() + 60_000; (await scan()).items.some(({ id }) => id === finding); await pause(200)) {
      expect(Date.now()).to.be.lessThan(end);
    }
  });

  it('breaks nothing that is not there, and nothing twice under one operation', async () => {
    const { outcome } = await inside.world.operate('vdc.break', { vdc: inside.vdc, fault: 'bad-image' });
    expect(outcome).to.have.nested.property('failure.code', 'UNSUPPORTED');
    const { outcome: unknown } = await inside.world.operate('vdc.break', { vdc: inside.vdc, fault: 'meteor' });
    expect(unknown).to.have.nested.property('failure.message').that.includes('worker-dies');
  });

  it('mends all that is safe under one plan, each verified and undone by itself', async () => {
    const { world, cluster, vdc, namespace } = inside;
    for (const name of ['one', 'two']) await cluster.apply(deployment(namespace, name, {}, { image: 'nginx:1.28' }));
    for (const name of ['one', 'two']) {
      await cluster.apply(deployment(namespace, name, {}, { image: 'nginx:missing' }), { force: true });
    }
    for (const end = Date.now() + 60_000; (await scan()).safe < 2; await pause(200)) {
      expect(Date.now()).to.be.lessThan(end);
    }
    const { plan, count } = await world.get<{ plan: string; count: number }>('repair.planAll', { vdc });
    expect(count).to.equal(2);
    const mended = await operate('repair.applyAll', { plan });
    expect(mended).to.include({ well: true, count: 2 });
    expect((await scan()).count).to.equal(0);
    const history = await world.get<{ undoable: { change: string }[] } & JsonObject>('repair.history', { vdc });
    expect(history.undoable).to.have.length(2);
    await inside.undo(history.undoable[0]?.change ?? '');
    await found('nginx:missing');
    const after = await world.get<{ undoable: JsonObject[] } & JsonObject>('repair.history', { vdc });
    expect(after.undoable).to.have.length(1);
  });

  it('does the same twice once, and does nothing where somebody was quicker', async () => {
    const { world, cluster, vdc, namespace } = inside;
    const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' };
    for (const image of ['nginx:1.28', 'nginx:missing'])
      await cluster.apply(deployment(namespace, 'web', {}, { image }), { force: true });
    const finding = await found('nginx:missing');
    const planned = async () =>
      (await world.get<{ plan: string } & JsonObject>('repair.plan', { vdc, finding, remedy: 'roll-back' })).plan;
    const first = await planned();
    expect(await operate('repair.apply', { finding, plan: first })).to.include({ well: true });
    const mended = await cluster.get(web);
    const { outcome: twice } = await world.operate('repair.apply', { vdc, finding, plan: first });
    expect(twice).to.have.nested.property('failure.message', 'This was done already.');
    expect((await cluster.get(web))?.metadata.resourceVersion).to.equal(mended?.metadata.resourceVersion);
    await inside.undo(first);
    await found('nginx:missing');
    const second = await planned();
    await cluster.apply(deployment(namespace, 'web', {}, { image: 'nginx:1.27' }), { force: true });
    const { outcome: late } = await world.operate('repair.apply', { vdc, finding, plan: second });
    expect(late).to.have.nested.property('failure.code', 'PLAN_STALE');
    expect(JSON.stringify((await cluster.get(web))?.spec)).to.include('nginx:1.27');
  });

  it('says of all VDCs that they are well only where all of them could be looked at', async () => {
    const { world } = inside;
    const all = async () => await world.get<JsonObject>('repair.scanAll', {});
    expect(await all()).to.include({ count: 1, troubled: 0, text: 'It is well.' });
    const { services } = world;
    const way = services.clusters.of.bind(services.clusters);
    services.clusters.of = async (engine, ref) => withoutSecrets(await way(engine, ref));
    const half = await all();
    expect(half).to.include({ count: 1, troubled: 0 });
    expect(half['text']).to.equal('I found nothing wrong in what I could look at; not everything may be read.');
    expect(JSON.stringify(half['table'])).to.include('in what I could look at');
  });

  it('looks at all VDCs in the sight of a person, one after the other', async () => {
    const { world } = inside;
    const { outcome } = await world.operate('repair.lookAll', {});
    expect(outcome).to.have.nested.property('output.text', 'It is well.');
    const told: [looked: number, of: number, name: string][] = [];
    const context = {
      services: world.services,
      caller: callerOf('ada'),
      locale: 'en',
      signal: new AbortController().signal,
    };
    await lookAtAll(context, { progress: (...one) => told.push(one) });
    const [record] = await world.records.list('ada', { offset: 0, count: 1 });
    expect(told).to.deep.equal([[1, 1, record?.name]]);
  });

  it('looks again where that is picked from the list of findings', async () => {
    const { world, vdc } = inside;
    const check = async (picked: string) => await world.get<JsonObject>('repair.lookAgain', { vdc, picked });
    expect(await check('0123456789ab')).to.deep.equal({ ok: true, text: '' });
    const { ok, text } = await check('again');
    expect(ok).to.equal(false);
    expect(text).to.match(/^I looked again\. All is well: \d+ checks found nothing wrong\.$/);
  });

  it('leaves alone what somebody decided to live with, until that ends', async () => {
    const { world, vdc } = inside;
    await operate('vdc.break', { fault: 'backup-fails' });
    const finding = await found('last backup failed');
    await operate('repair.ignore', { finding, reason: 'The storage moves this week.' });
    expect(await scan()).to.include({ count: 0, ignored: 1 });
    const left = await world.get<{ items: JsonObject[] } & JsonObject>('repair.ignored', { vdc });
    expect(left.items[0]?.['description']).to.include('The storage moves this week.');
    await operate('repair.heed', { finding });
    expect(await scan()).to.include({ count: 1, ignored: 0 });
  });

  it('finds what somebody means by their own words', async () => {
    const { world, cluster, vdc, namespace } = inside;
    for (const name of ['shop', 'blog']) {
      await cluster.apply(deployment(namespace, name, {}, { image: 'nginx:missing' }), { force: true });
    }
    for (const end = Date.now() + 60_000; (await scan()).count < 2; await pause(200)) {
      expect(Date.now()).to.be.lessThan(end);
    }
    const said = async (words: string) => await world.get<JsonObject>('repair.scan', { vdc, words, again: true });
    const blog = await said('my blog is down');
    expect(blog).to.include({ count: 2, about: 'What may have to do with that comes first.' });
    expect(blog['only']).to.be.a('string');
    expect(blog['beside']).to.include('One more thing');
    expect((await said('the site returns 503'))['about']).to.equal('All of it may have to do with that.');
    const cold = await said('the coffee is cold');
    expect(cold['about']).to.include('Nothing that I found is clearly about that');
    expect(cold['items']).to.have.length(2);
  });

  it('puts everything together for somebody, without any secret', async () => {
    const { world, cluster, vdc, namespace } = inside;
    const secret = 'correct-horse-battery';
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', namespace },
      stringData: { PASSWORD: secret },
    });
    const env = [{ name: 'DATABASE_URL', value: `postgres://shop:${secret}@db/shop` }];
    await cluster.apply(deployment(namespace, 'shop', {}, { image: 'nginx:missing', env }), { force: true });
    const finding = await found('nginx:missing');
    const text = (await readBundle(world.services, 'ada', `${vdc}/${finding}`)) ?? '';
    expect(text).not.to.include(secret);
    const bundle = JSON.parse(text) as {
      objects: JsonObject[];
      events: JsonObject[];
      report: { findings: JsonObject[] };
    };
    expect(bundle.objects.map(({ kind }) => kind)).to.include.members(['Deployment', 'Pod']);
    expect(bundle.events).not.to.be.empty;
    expect(bundle.report.findings).to.have.length(1);
    expect(text).to.include('DATABASE_URL');
    expect(await readBundle(world.services, 'mallory', `${vdc}/${finding}`)).to.equal(null);
  });

  it('reads the cluster once for a scan, an explanation and a plan', async () => {
    const { world, cluster, vdc, namespace } = inside;
    await cluster.apply(deployment(namespace, 'web', {}, { image: 'nginx:1.28' }));
    await cluster.apply(deployment(namespace, 'web', {}, { image: 'nginx:missing' }), { force: true });
    const finding = await found('nginx:missing');
    let listed = 0;
    const { services } = world;
    const way = services.clusters.of.bind(services.clusters);
    services.clusters.of = async (engine, ref) => {
      listed += 1;
      return await way(engine, ref);
    };
    await world.get('repair.explain', { vdc, finding });
    expect(listed).to.equal(0);
    await cluster.apply(deployment(namespace, 'web', {}, { image: 'nginx:1.28' }), { force: true });
    for (const end = Date.now() + 60_000; ; await pause(200)) {
      const planned = await world.read('repair.plan', { vdc, finding, remedy: 'roll-back' });
      // Its objects have changed since: that is seen, and the finding is gone once it is well.
      if (!planned.ok && planned.failure.code === 'NOT_FOUND') break;
      expect(Date.now()).to.be.lessThan(end);
    }
  });
});

/** The same cluster, for somebody who may not read Secrets. */
function withoutSecrets(cluster: Cluster): Cluster {
  const list: Cluster['list'] = (selection, options) => {
    if (selection.kind === 'Secret') throw new ClusterError('FORBIDDEN', 'Secrets may not be read.');
    return cluster.list(selection, options);
  };
  return new Proxy(cluster, {
    get: (_, name) => {
      if (name === 'list') return list;
      const value: unknown = Reflect.get(cluster, name, cluster);
      const bound: unknown = typeof value === 'function' ? value.bind(cluster) : value;
      return bound;
    },
  });
}
