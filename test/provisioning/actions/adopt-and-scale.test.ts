import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';

import { connectCluster } from '#src/cluster/index.ts';
import { readKubeconfig } from '#src/provisioning/kubeconfig.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';

import { callerOf, openWorld, type World } from './world.ts';

describe('taking in a cluster, and changing the size of one', function () {
  this.timeout(30_000);
  let world: World;
  const open = async () => {
    world = await openWorld();
    await world.deployed('demo');
    return world;
  };
  afterEach(() => world.close());

  /** The kubeconfig of a cluster that is there already, as a secret of this owner. */
  const aKey = async (owner: string): Promise<string> => {
    const [demo] = await world.records.list('ada', { offset: 0, count: 1 });
    return await world.services.secrets.seal(owner, await world.engine.kubeconfig(demo?.ref ?? ''), 60_000);
  };

  it('looks first, then takes it in as a VDC that everything works on', async () => {
    await open();
    const kubeconfig = await aKey('grace');
    const found = await world.get<{ version: string; nodes: number }>('vdc.inspectCluster', { kubeconfig }, 'grace');
    expect(found).to.include({ version: 'v1.36.3+k3s1', nodes: 2 });
    expect(await world.records.count('grace')).to.equal(0);
    const { outcome } = await world.operate('vdc.adopt', { name: 'office', kubeconfig }, 'grace');
    expect(outcome).to.deep.include({ ok: true });
    const { cluster } = await openVdc(world.services, callerOf('grace'), 'office');
    expect(await cluster.version()).to.equal('v1.36.3+k3s1');
    const list = await world.get<{ items: { name: string; state: string; nodes: number }[] }>('vdc.list', {}, 'grace');
    expect(list.items[0]).to.include({ name: 'office', state: 'Ready', nodes: 2 });
    expect(await world.read('vdc.status', { vdc: 'office' }, 'ada'), 'nobody else has it').to.deep.include({
      ok: false,
    });
    await world.services.clusters.close();
  });

  it('forgets the key when it is deleted, and frees the name', async () => {
    await open();
    await world.operate('vdc.adopt', { name: 'office', kubeconfig: await aKey('grace') }, 'grace');
    expect((await world.operate('vdc.delete', { vdc: 'office' }, 'grace')).outcome.ok).to.equal(true);
    expect(await world.records.count('grace')).to.equal(0);
    expect((await world.get<{ ready: boolean }>('vdc.status', { vdc: 'demo' })).ready).to.equal(true);
  });

  it("takes nobody else's key, no bad name, and keeps nothing of what fails", async () => {
    await open();
    const theirs = await aKey('ada');
    for (const input of [
      { name: 'office', kubeconfig: theirs },
      { name: 'Bad Name', kubeconfig: await aKey('grace') },
      { name: 'office', kubeconfig: await world.services.secrets.seal('grace', 'no kubeconfig', 60_000) },
    ]) {
      expect((await world.operate('vdc.adopt', input, 'grace')).outcome.ok).to.equal(false);
    }
    expect(await world.records.count('grace')).to.equal(0);
  });

  it('gives a VDC more and fewer machines, as planned and priced', async () => {
    await open();
    const before = await world.engine.capacity({});
    const plan = async (input: object) =>
      await world.get<{ hash: string; before: string; after: string; tftPerMonth: string; tftPerMonthBefore: string }>(
        'vdc.planScale',
        { vdc: 'demo', ...input },
      );
    const more = await plan({ workers: 3, redundant: true });
    expect(more).to.include({ before: '1 controller, 1 worker', after: '3 controllers, 3 workers' });
    expect(Number(more.tftPerMonth)).to.equal(3 * Number(more.tftPerMonthBefore));
    expect(await world.engine.capacity({})).to.deep.equal(before);
    expect((await world.operate('vdc.scale', { vdc: 'demo', plan: more.hash })).outcome.ok).to.equal(true);
    const { cluster } = await openVdc(world.services, callerOf('ada'), 'demo');
    const nodes: string[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node' })) nodes.push(metadata.name);
    expect(nodes).to.have.length(6);
    expect((await plan({ workers: 2, count: 'more' })).after).to.equal('3 controllers, 5 workers');
    expect((await plan({ workers: 1, count: 'fewer' })).after).to.equal('3 controllers, 2 workers');
    for (const [input, why] of [
      [{ workers: 4, count: 'fewer' }, '"demo" has 3 workers: it cannot have 4 fewer.'],
      [{ workers: 48, count: 'more' }, '"demo" would have 51 workers, and 50 is the most.'],
    ] as const) {
      const answer = await world.read('vdc.planScale', { vdc: 'demo', ...input });
      expect(answer.ok ? '' : answer.failure.message).to.equal(why);
    }
    const [one, two] = [await plan({ workers: 1 }), await plan({ workers: 2 })];
    expect((await world.operate('vdc.scale', { vdc: 'demo', plan: one.hash })).outcome.ok).to.equal(true);
    const late = await world.operate('vdc.scale', { vdc: 'demo', plan: two.hash });
    expect(late.outcome.ok ? '' : late.outcome.failure.code).to.equal('PLAN_STALE');
    await world.services.clusters.close();
  });

  it('cannot change the size of what is not ours', async () => {
    await open();
    await world.operate('vdc.adopt', { name: 'office', kubeconfig: await aKey('grace') }, 'grace');
    const answer = await world.read('vdc.planScale', { vdc: 'office', workers: 2 }, 'grace');
    expect(answer.ok ? '' : answer.failure.message).to.include('not ours to give');
  });

  it('gives people kubeconfigs that open as much as they asked for', async () => {
    await open();
    const link = await world.get<{ access: string; holds: string; ends: boolean }>('vdc.kubeconfig', {
      vdc: 'demo',
      access: 'view',
      hours: 48,
    });
    expect(link).to.include({ access: 'view', holds: '2 days', ends: true });
    const [issued] = world.issued as { subject: string }[];
    const text = (await readKubeconfig(world.services, 'ada', issued?.subject ?? '')) ?? '';
    const viewer = await connectCluster(text);
    expect(await viewer.version()).to.equal('v1.36.3+k3s1');
    const names: string[] = [];
    for await (const { metadata } of viewer.list({ apiVersion: 'v1', kind: 'Node' })) names.push(metadata.name);
    expect(names).to.have.length(2);
    const note = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'note', namespace: 'default' } };
    const refused: unknown = await viewer.apply(note).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'FORBIDDEN');
    expect(await readKubeconfig(world.services, 'grace', issued?.subject ?? '')).to.equal(null);
    const keys = await world.get<{ items: { id: string; title: string }[] }>('vdc.keys', { vdc: 'demo' });
    expect(keys.items.map(({ title }) => title)).to.deep.equal(['Look at everything but secrets']);
    const key = keys.items[0]?.id ?? '';
    for (const again of [1, 2]) {
      const { outcome } = await world.operate('vdc.revokeKey', { vdc: 'demo', key });
      expect(outcome.ok, `time ${again}`).to.equal(true);
    }
    expect(await world.get('vdc.keys', { vdc: 'demo' })).to.include({ count: 0 });
    const out: unknown = await viewer
      .get({ apiVersion: 'v1', kind: 'Node', name: names[0] ?? '' })
      .catch((error: unknown) => error);
    expect(out).to.have.property('code').that.is.oneOf(['UNAUTHORIZED', 'FORBIDDEN']);
    viewer.close();
    await world.services.clusters.close();
  });
});
