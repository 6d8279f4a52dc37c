import { readFileSync } from 'node:fs';
import { expect } from 'chai';

import { type Catalogue, type Flow, loadFlow } from '#src/chatflow/index.ts';
import { ActionRegistry, actions, type Services } from '#src/provisioning/index.ts';

import { openWorld, type World, type WorldOptions } from './actions/world.ts';
import { FlowWalk, type Result, type Work } from './flow-walk.ts';
import { silent } from './operations/stand.ts';

const registry = new ActionRegistry({ actions, services: {} as Services, log: silent });

function shipped(id: string): Flow {
  const file = `chatflows/${id}.flow.yaml`;
  const catalogue: Catalogue = { actions: registry.infos() };
  const { flow, problems } = loadFlow(readFileSync(file, 'utf8'), file, catalogue);
  expect(problems.map(({ line, message }) => `${file}:${line}: ${message}`)).to.deep.equal([]);
  if (!flow) throw new Error(`${file} did not load`);
  return flow;
}

describe('the shipped flows', () => {
  it('have no problem with the real actions', () => {
    for (const id of ['welcome', 'deploy-vdc', 'my-vdcs']) expect(shipped(id).id).to.equal(id);
  });

  describe('with simulated outputs', () => {
    const simulated = async ({ action, input }: Work): Promise<Result> => ({
      output: registry.simulate(action, input),
    });

    it('deploy in three taps: name, size, yes', async () => {
      const walk = await new FlowWalk(shipped('deploy-vdc'), simulated).begin();
      expect(walk.asked).to.equal('name');
      await walk.event({ type: 'skip' });
      expect(walk.asked).to.equal('size');
      await walk.answer('small');
      expect(walk.prompt?.kind).to.equal('confirm');
      expect(walk.rows).to.include({ Controllers: '1', Workers: '1', Country: 'Anywhere', 'Public IP address': 'No' });
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.asked).to.equal('next');
      expect(walk.shown.map(({ as }) => as)).to.deep.equal(['card', 'download']);
      expect(walk.frame?.undo).to.deep.equal([
        { step: 'deploy', action: 'vdc.delete', input: { vdc: 'vdc_000000000000', ifExists: true } },
      ]);
      await walk.answer('vdcs');
      expect(walk.called).to.deep.equal(['my-vdcs']);
      expect(walk.ended).to.deep.include({ outcome: 'done', output: { vdc: 'vdc_000000000000' } });
      expect(walk.faults).to.deep.equal([]);
    });

    it('know how to take the deployment back before it has begun', async () => {
      const walk = await new FlowWalk(shipped('deploy-vdc'), async (work) => {
        if (work.type === 'read') return await simulated(work);
        return { failure: { code: 'UNKNOWN_OUTCOME', message: 'The line went dead.', retryable: false } };
      }).begin({ slots: { name: 'demo', size: 'small' } });
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.frame?.undo).to.deep.equal([
        { step: 'deploy', action: 'vdc.delete', input: { vdc: 'demo', ifExists: true } },
      ]);
      expect(walk.options).to.deep.equal(['retry', 'cancel']);
      expect(walk.faults).to.deep.equal([]);
    });

    it('welcome leads to the others and comes back', async () => {
      for (const [wish, flow] of [
        ['deploy', 'deploy-vdc'],
        ['vdcs', 'my-vdcs'],
        ['app', 'deploy-app'],
        ['repair', 'repair'],
      ] as const) {
        const walk = await new FlowWalk(shipped('welcome'), simulated).begin();
        expect(walk.said[0]).to.include('virtual system administrator');
        expect(walk.options).to.deep.equal(['deploy', 'vdcs', 'app', 'install', 'apps', 'repair', 'adopt', 'more']);
        await walk.answer(wish);
        expect(walk.called).to.deep.equal([flow]);
        expect(walk.ended?.outcome).to.equal('done');
        expect(walk.faults).to.deep.equal([]);
      }
      const again = await new FlowWalk(shipped('welcome'), simulated).begin({ inputs: { again: true } });
      expect(again.said.join()).not.to.include('Hello');
    });

    it('delete only after the name was typed', async () => {
      const walk = await new FlowWalk(shipped('my-vdcs'), simulated).begin();
      expect(walk.asked).to.equal('wish');
      await walk.answer('delete');
      expect(walk.prompt).to.include({ kind: 'confirm', typed: 'amber-badger' });
      expect(walk.done.some(({ type }) => type === 'operate')).to.equal(false);
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.done.some(({ action }) => action === 'vdc.delete')).to.equal(true);
      expect(walk.said.at(-1)).to.include('is deleted');
      expect(walk.ended?.outcome).to.equal('done');
      expect(walk.faults).to.deep.equal([]);
    });

    it('show what else can be done with a VDC', async () => {
      const link = await (await new FlowWalk(shipped('my-vdcs'), simulated).begin()).answer('kubeconfig');
      await (await link.answer('view')).answer('24');
      expect(link.shown.at(-1)).to.include({ as: 'download', once: true });
      const machines = await (await new FlowWalk(shipped('my-vdcs'), simulated).begin()).answer('machines');
      expect(machines.shown.at(-1)).to.include({ as: 'table' });
      const nothing = await (await new FlowWalk(shipped('my-vdcs'), simulated).begin()).answer('done');
      expect([...link.faults, ...machines.faults, ...nothing.faults]).to.deep.equal([]);
      for (const walk of [link, machines, nothing]) expect(walk.ended?.outcome).to.equal('done');
    });
  });

  describe('on the simulated grid', () => {
    let world: World;

    afterEach(async () => {
      await world.close();
    });

    const walking = async (id: string): Promise<FlowWalk> => {
      const perform = async ({ type, action, input }: Work): Promise<Result> => {
        const outcome =
          type === 'read' ? await world.read(action, input) : (await world.operate(action, input)).outcome;
        return outcome.ok ? { output: outcome.output } : { failure: outcome.failure };
      };
      return await new FlowWalk(shipped(id), perform).begin();
    };
    const opened = async (id: string, options?: WorldOptions): Promise<FlowWalk> => {
      world = await openWorld(options);
      return await walking(id);
    };

    it('deploy what was chosen in the summary, and delete it again', async () => {
      const walk = await opened('deploy-vdc');
      await walk.answer('My VDC!');
      expect(walk.prompt).to.have.nested.property('question.error').that.includes('3 to 20');
      await walk.answer('demo');
      await walk.answer('Medium');
      const before = walk.rows['Price'];
      await walk.event({ type: 'edit', slot: 'controllers' });
      await walk.answer('three');
      expect(walk.rows).to.include({ Controllers: '3, redundant', 'Size of the workers': 'Medium' });
      expect(walk.rows['Price']).not.to.equal(before);
      await walk.event({ type: 'edit', slot: 'worker_size' });
      await walk.answer('Small');
      await walk.event({ type: 'edit', slot: 'country' });
      const country = walk.options.at(-1) ?? '';
      await walk.answer(country);
      expect(walk.rows).to.include({ Country: country, 'Size of the workers': 'Small' });
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.asked).to.equal('next');
      expect(walk.shown[0]).to.deep.include({ as: 'card', title: 'demo', badge: 'simulated' });
      const { machines } = await world.engine.ledger();
      expect(machines).to.have.length(4);

      const mine = await walking('my-vdcs');
      await mine.answer('delete');
      await mine.event({ type: 'confirm', yes: true });
      expect(mine.ended?.outcome).to.equal('done');
      expect((await world.engine.ledger()).machines).to.deep.equal([]);
      expect([...walk.faults, ...mine.faults]).to.deep.equal([]);
    });

    it('ask for another name when the first one is taken', async () => {
      const walk = await opened('deploy-vdc');
      await world.deployed('demo');
      await walk.answer('demo');
      expect(walk.prompt).to.have.nested.property('question.error').that.includes('already have a VDC called "demo"');
      await walk.answer('other');
      expect(walk.asked).to.equal('size');
    });

    it('offer ways out when there is no room, and go on from there', async () => {
      const walk = await opened('deploy-vdc', { faults: [{ on: 'apply', vdc: 'demo', kind: 'no-capacity' }] });
      await walk.answer('demo');
      await walk.answer('small');
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.options).to.deep.equal(['edit:size', 'edit:country', 'edit:workers', 'retry', 'cancel']);
      expect(walk.prompt).to.have.property('text').that.includes('nothing is charged');
      await walk.event({ type: 'offer', offer: 'edit:size' });
      expect(walk.asked).to.equal('size');
      await walk.answer('micro');
      expect(walk.prompt?.kind).to.equal('confirm');
      expect(walk.faults).to.deep.equal([]);
    });

    it('offer more than the grid has, and say so before anything is confirmed', async () => {
      const walk = await opened('deploy-vdc');
      await walk.answer('demo');
      await walk.answer('big');
      const { items } = await world.get<{ items: { country: string; fits: number }[] }>('catalog.countries', {
        size: 'big',
      });
      const tight = items.reduce((least, one) => (one.fits < least.fits ? one : least));
      await walk.event({ type: 'edit', slot: 'country' });
      await walk.answer(tight.country);
      await walk.event({ type: 'edit', slot: 'workers' });
      await walk.answer(50);
      expect(walk.prompt?.kind).to.equal('offers');
      expect(walk.options).to.include.members(['edit:size', 'edit:workers']);
      await walk.event({ type: 'offer', offer: 'edit:workers' });
      await walk.answer(0);
      expect(walk.prompt?.kind).to.equal('confirm');
      expect(walk.rows).not.to.have.property('Size of the workers');
    });

    it('show a new plan when the old one is stale', async () => {
      const walk = await opened('deploy-vdc');
      await walk.answer('demo');
      await walk.answer('small');
      const [key] = await world.redis.keys(`${world.prefix}plan:*`);
      await world.redis.del(key ?? '');
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.options).to.deep.equal(['edit:size', 'edit:country', 'cancel']);
      await walk.event({ type: 'offer', offer: 'edit:size' });
      await walk.event({ type: 'skip' });
      expect(walk.prompt?.kind).to.equal('confirm');
      await walk.event({ type: 'confirm', yes: true });
      expect(walk.asked).to.equal('next');
      expect(walk.faults).to.deep.equal([]);
    });

    it('offer to deploy the first one to whoever has none', async () => {
      const walk = await opened('my-vdcs');
      expect(walk.asked).to.equal('begin');
      await walk.answer(true);
      expect(walk.called).to.deep.equal(['deploy-vdc']);
      expect(walk.ended?.outcome).to.equal('done');
      const welcome = await walking('welcome');
      expect(welcome.options).to.deep.equal(['deploy', 'adopt']);
    });

    it('let whoever has several pick one', async () => {
      const walk = await opened('welcome');
      expect(walk.options).to.deep.equal(['deploy', 'adopt']);
      await Promise.all(['one', 'two'].map((name) => world.deployed(`demo-${name}`)));
      const mine = await walking('my-vdcs');
      expect(mine.asked).to.equal('vdc');
      expect(mine.options).to.have.length(2);
      await mine.answer('demo-one');
      expect(mine.shown.at(-1)).to.include({ as: 'card', title: 'demo-one' });
      expect(mine.asked).to.equal('wish');
      expect((await walking('welcome')).said.at(-1)).to.match(/^You have 2 VDCs: demo-\w+ and demo-\w+\.$/);
    });
  });
});
