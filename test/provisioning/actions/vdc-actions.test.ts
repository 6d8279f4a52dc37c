import { expect } from 'chai';

import type { JsonObject } from '#src/protocol/index.ts';
import { ActionFailure, type Engine } from '#src/provisioning/index.ts';

import { until } from '../operations/stand.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

interface Deployed extends JsonObject {
  id: string;
  name: string;
  endpoint: string;
  card: {
    title: string;
    badge: string;
    status: { text: string; tone: string };
    fields: { label: string; value: string }[];
  };
}

describe('VDC actions on the simulated grid', () => {
  let world: World;
  const open = async (options?: WorldOptions) => {
    world = await openWorld(options);
    return world;
  };

  afterEach(async () => {
    await world.close();
  });

  const output = (told: { outcome: { ok: true; output: unknown } | { ok: false; failure: unknown } }): Deployed => {
    if (!told.outcome.ok) throw new Error(JSON.stringify(told.outcome.failure));
    return told.outcome.output as Deployed;
  };
  const code = (told: { outcome: { ok: boolean; failure?: { code: string } } }) => told.outcome.failure?.code;

  describe('the catalogue', () => {
    it('lists sizes with prices that the plan agrees with', async () => {
      await open();
      const { items } = await world.get<{ items: { id: string; tftPerMonth: string; title: string }[] }>(
        'catalog.sizes',
      );
      expect(items.map(({ id }) => id)).to.deep.equal(['micro', 'small', 'medium', 'big']);
      const small = items.find(({ id }) => id === 'small');
      const plan = await world.get<{ tftPerMonth: string }>('vdc.plan', { name: 'demo', size: 'small', workers: 0 });
      expect(plan.tftPerMonth).to.equal(small?.tftPerMonth);
    });

    it('lists only countries and farms where there is room, and anywhere on wish', async () => {
      await open();
      const { items } = await world.get<{ items: { country: string; fits: number }[] }>('catalog.countries', {
        size: 'big',
      });
      expect(items.length).to.be.greaterThan(3);
      expect(items.every(({ fits }) => fits > 0)).to.equal(true);
      const all = await world.get<{ items: { country: string }[] }>('catalog.countries', { anywhere: true });
      expect(all.items[0]?.country).to.equal('anywhere');
      const farms = await world.get<{ items: { country: string }[] }>('catalog.farms', {
        country: items[0]?.country ?? '',
      });
      expect(new Set(farms.items.map(({ country }) => country))).to.deep.equal(new Set([items[0]?.country]));
      const versions = await world.get<{ newest: string; items: { version: string }[] }>('catalog.versions');
      expect(versions.items[0]).to.deep.equal({ version: 'newest', title: `Newest (${versions.newest})` });
      const { hash } = await world.get<{ hash: string }>('vdc.plan', {
        name: 'demo',
        size: 'small',
        version: 'newest',
      });
      expect(await world.plan('demo')).to.have.length(hash.length);
    });
  });

  describe('names', () => {
    it('are refused with what would be right', async () => {
      await open();
      for (const name of ['ab', 'Demo', '1demo', 'demo-', 'a'.repeat(21), 'dé-mo', 'a b c']) {
        const { ok, text } = await world.get<{ ok: boolean; text: string }>('vdc.checkName', { name });
        expect(ok, name).to.equal(false);
        expect(text).to.include('3 to 20');
      }
      expect(await world.get('vdc.checkName', { name: 'demo' })).to.deep.equal({ ok: true });
    });

    it('are taken from the moment a deployment begins', async () => {
      await open({ speed: 1 });
      const request = await world.begin('vdc.deploy', { plan: await world.plan('demo') });
      await until(async () => (await world.records.count('ada')) === 1);
      const { ok, text } = await world.get<{ ok: boolean; text: string }>('vdc.checkName', { name: 'demo' });
      expect({ ok, text }).to.deep.equal({
        ok: false,
        text: 'A VDC called "demo" is just being deployed. Please take another name.',
      });
      expect(await world.get('vdc.checkName', { name: 'demo' }, 'bob')).to.deep.equal({ ok: true });
      expect(await world.read('vdc.plan', { name: 'demo', size: 'small' })).to.have.nested.property(
        'failure.code',
        'NAME_TAKEN',
      );
      await world.service.stop(request.id);
      expect((await world.outcome(request)).view.state).to.equal('Aborted');
      expect(await world.get('vdc.checkName', { name: 'demo' })).to.deep.equal({ ok: true });
    });

    it('are suggested well-formed and free', async () => {
      await open();
      for (let tries = 0; tries < 20; tries += 1) {
        const { name } = await world.get<{ name: string }>('vdc.suggestName');
        expect(await world.get('vdc.checkName', { name })).to.deep.equal({ ok: true });
      }
    });
  });

  describe('a deployment', () => {
    it('goes from the plan to a VDC that everything can be asked of', async () => {
      await open();
      const plan = await world.get<{ hash: string; machines: string; seconds: number; simulated: boolean }>(
        'vdc.plan',
        {
          name: 'demo',
          size: 'small',
          workerSize: 'medium',
          controllers: 3,
          workers: 2,
          country: 'anywhere',
          farm: null,
        },
      );
      expect(plan.machines).to.match(/^3 small controllers \(.* each\) and 2 medium workers \(/);
      expect(plan.simulated).to.equal(true);
      const told = await world.operate('vdc.deploy', { plan: plan.hash });
      const { id, name, card, endpoint } = output(told);
      expect(name).to.equal('demo');
      expect(card).to.deep.include({ title: 'demo', badge: 'simulated', status: { text: 'Ready', tone: 'success' } });
      expect(card.fields.find(({ label }) => label === 'Nodes')?.value).to.equal('3 controllers, 2 workers');
      expect(card.fields.find(({ label }) => label === 'Endpoint')?.value).to.equal(endpoint);
      expect(told.view.badge).to.equal('simulated');
      expect(told.view.stages.every(({ state }) => state === 'done')).to.equal(true);
      expect(JSON.stringify(told.outcome).length).to.be.lessThan(1_500);

      const status = await world.get<{ ready: boolean; machines: { rows: string[][] } }>('vdc.status', { vdc: 'demo' });
      expect(status.ready).to.equal(true);
      expect(status.machines.rows).to.have.length(5);
      const list = await world.get<{ count: number; items: { id: string; nodes: number; state: string }[] }>(
        'vdc.list',
      );
      expect(list.count).to.equal(1);
      expect(list.items[0]).to.include({ id, nodes: 5, state: 'Ready' });
      const link = await world.get<{ href: string; filename: string; expiresAt: string }>('vdc.kubeconfig', {
        vdc: id,
      });
      expect(link).to.include({ href: '/once/token', filename: 'demo.kubeconfig.yaml' });
      expect(Date.parse(link.expiresAt)).to.be.greaterThan(Date.now());
      expect(world.issued).to.deep.equal([
        {
          owner: 'ada',
          kind: 'kubeconfig',
          subject: `${id}?access=admin&hours=24`,
          filename: 'demo.kubeconfig.yaml',
        },
      ]);
    });

    it('takes each of two racing ones for the same name only once', async () => {
      await open();
      const [first, second] = [await world.plan('demo'), await world.plan('demo', { workers: 2 })];
      const told = await Promise.all([first, second].map((plan) => world.operate('vdc.deploy', { plan })));
      expect(told.map(code)).to.have.members(['NAME_TAKEN', undefined]);
      expect(await world.records.count('ada')).to.equal(1);
      expect(Object.values((await world.engine.ledger()).takes)).to.deep.equal([1]);
    });

    it('refuses a plan of somebody else, or one nobody made', async () => {
      await open();
      const plan = await world.plan('demo', {}, 'bob');
      expect(code(await world.operate('vdc.deploy', { plan }))).to.equal('PLAN_STALE');
      expect(code(await world.operate('vdc.deploy', { plan: 'f'.repeat(64) }))).to.equal('PLAN_STALE');
      expect((await world.engine.ledger()).takes).to.deep.equal({});
    });

    it('goes on with a plan whose price expired but did not change', async () => {
      await open();
      const plan = await world.plan('demo');
      world.pass(3_600_000);
      expect(output(await world.operate('vdc.deploy', { plan })).name).to.equal('demo');
    });

    it('does not take an expired plan when anything the person saw has changed', async () => {
      let factor = 1;
      const dearer = (engine: Engine): Engine => ({
        ...engine,
        plan: async (spec) => {
          const plan = await engine.plan(spec);
          return { ...plan, price: { ...plan.price, tftPerMonth: `${Number(plan.price.tftPerMonth) * factor}` } };
        },
      });
      await open({ between: dearer });
      const plan = await world.plan('demo');
      factor = 2;
      world.pass(3_600_000);
      const told = await world.operate('vdc.deploy', { plan });
      expect(told.outcome)
        .to.have.nested.property('failure.message')
        .that.matches(/price has changed .* TFT .* to .* TFT/);
      expect(code(told)).to.equal('PLAN_STALE');
      expect(await world.get('vdc.checkName', { name: 'demo' })).to.deep.equal({ ok: true });
    });

    it('that finds no room leaves nothing behind', async () => {
      await open({ faults: [{ on: 'apply', vdc: 'demo', kind: 'no-capacity' }] });
      const told = await world.deployed('demo');
      expect(code(told)).to.equal('NO_CAPACITY');
      expect(told.view.state).to.equal('Failed');
      expect(await world.records.count('ada')).to.equal(0);
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
    });

    it('whose answer got lost is looked for, and found', async () => {
      await open({ faults: [{ on: 'apply', vdc: 'demo', kind: 'unknown-outcome' }] });
      expect(output(await world.deployed('demo')).name).to.equal('demo');
      expect(Object.values((await world.engine.ledger()).takes)).to.deep.equal([1]);
    });

    it('that is stopped half-way gives everything back', async () => {
      await open({ speed: 1 });
      const request = await world.begin('vdc.deploy', { plan: await world.plan('demo', { workers: 3 }) });
      await until(async () => (await world.engine.ledger()).machines.length > 0);
      const running = await world.get<{ count: number; text: string }>('work.running');
      expect(running.count).to.equal(1);
      expect(running.text).to.match(/^Running now: vdc\.deploy 1/);
      await world.service.stop(request.id);
      const told = await world.outcome(request);
      expect(told.view.state).to.equal('Aborted');
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
      expect(await world.records.count('ada')).to.equal(0);
      expect((await world.get<{ count: number }>('work.running')).count).to.equal(0);
    });

    it('that cannot be taken back stays on record, and can be deleted later', async () => {
      let broken = true;
      const between = (engine: Engine): Engine => ({
        ...engine,
        apply: async (plan, context) => {
          await engine.apply(plan, context);
          throw new ActionFailure('NODE_FAILED', 'The node is gone.');
        },
        destroy: async (ref, context) => {
          if (broken) throw new ActionFailure('UNKNOWN_OUTCOME', 'The line went dead.');
          await engine.destroy(ref, context);
        },
      });
      await open({ between });
      const told = await world.deployed('demo');
      expect(told.view.state).to.equal('Error');
      expect(code(told)).to.equal('CLEANUP_FAILED');
      const { items } = await world.get<{ items: { state: string }[] }>('vdc.list');
      expect(items[0]?.state).to.equal('Failed');
      broken = false;
      expect(output(await world.operate('vdc.delete', { vdc: 'demo' })).name).to.equal('demo');
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
    });
  });

  describe('deleting', () => {
    it('removes the VDC, gives the capacity back and frees the name', async () => {
      await open();
      await world.deployed('demo');
      const told = await world.operate('vdc.delete', { vdc: 'demo' });
      expect(told.outcome).to.deep.equal({ ok: true, output: { name: 'demo' } });
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
      expect(await world.get('vdc.checkName', { name: 'demo' })).to.deep.equal({ ok: true });
      expect(code(await world.operate('vdc.delete', { vdc: 'demo' }))).to.equal('NOT_FOUND');
      expect((await world.operate('vdc.delete', { vdc: 'demo', ifExists: true })).outcome.ok).to.equal(true);
    });

    it('of one that is still being deployed ends the deployment', async () => {
      await open({ speed: 1 });
      const request = await world.begin('vdc.deploy', { plan: await world.plan('demo') });
      await until(async () => (await world.engine.ledger()).machines.length > 0);
      expect((await world.operate('vdc.delete', { vdc: 'demo' })).outcome.ok).to.equal(true);
      expect((await world.outcome(request)).outcome.ok).to.equal(false);
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
      expect(await world.records.count('ada')).to.equal(0);
    });
  });

  it("answers about somebody else's VDC exactly as about none", async () => {
    await open();
    const { id } = output(await world.deployed('demo', 'bob'));
    for (const action of ['vdc.status', 'vdc.kubeconfig', 'vdc.delete']) {
      const ask = async (vdc: string) => {
        const result =
          action === 'vdc.delete' ? (await world.operate(action, { vdc })).outcome : await world.read(action, { vdc });
        return JSON.stringify(result).replaceAll(vdc, '…');
      };
      expect(await ask(id), action).to.equal(await ask('vdc_ffffffffffff'));
      expect(await ask('demo'), action).to.equal(await ask('nothing'));
    }
    expect(await world.get('vdc.list')).to.deep.include({ count: 0, items: [] });
    expect((await world.engine.ledger()).machines).not.to.deep.equal([]);
  });

  it('lists what can be listed when an engine does not answer', async () => {
    let silent = false;
    const between = (engine: Engine): Engine => ({
      ...engine,
      observe: async (ref) => {
        if (silent) throw new Error('ECONNREFUSED');
        return await engine.observe(ref);
      },
    });
    await open({ between });
    await world.deployed('demo');
    silent = true;
    const { items } = await world.get<{ items: { name: string; state: string }[] }>('vdc.list');
    expect(items[0]).to.include({ name: 'demo', state: 'Unknown' });
  });
});
