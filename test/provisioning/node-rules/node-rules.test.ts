import { expect } from 'chai';

import type { Cluster, ObjectDraft } from '#src/cluster/index.ts';
import { textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { NodeRules } from '#src/provisioning/node-rules/node-rules.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';

import { callerOf, openWorld, type World } from '../actions/world.ts';
import { silent, until } from '../operations/stand.ts';

const MINUTE = 60_000;

describe('Rules for workers', function () {
  this.timeout(30_000);
  let world: World;
  let rules: NodeRules;
  let cluster: Cluster;
  let news: JsonObject[];

  beforeEach(async () => {
    world = await openWorld();
    news = [];
    Object.assign(world.services, { tell: async ({ data }: { data: JsonObject }) => void news.push(data) });
    rules = wizard();
    expect((await world.deployed('shop')).outcome.ok).to.equal(true);
    ({ cluster } = await openVdc(world.services, callerOf('ada'), 'shop'));
  });
  afterEach(async () => {
    await world.close();
  });

  /** One of the wizards that follow the rules. */
  const wizard = () =>
    new NodeRules({ services: world.services, operations: world.service, log: silent, lookEveryMs: 30_000 });
  const setRule = async (wish: JsonObject = {}) =>
    await world.operate('nodeRule.set', {
      vdc: 'shop',
      least: 1,
      most: 3,
      idleMinutes: 10,
      ceiling: '1000000',
      ...wish,
    });
  const look = async () =>
    await world.get<{ now: string; on: boolean; workers: number; acts: { rows: string[][] } }>('nodeRule.look', {
      vdc: 'shop',
    });
  const workers = async () => (await look()).workers;
  /** Half a minute later, a look at what is due. */
  const later = async (milliseconds = 31_000) => {
    world.pass(milliseconds);
    await rules.round();
  };
  /** Goes on until what the rule has begun is over and told. */
  const settle = async (count: number) => {
    await until(async () => {
      await later(4_000);
      return news.length >= count;
    }, 20_000);
  };
  const hungry = (replicas: number): ObjectDraft => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'hungry', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'hungry' } },
      template: {
        metadata: { labels: { app: 'hungry' } },
        spec: { containers: [{ name: 'one', image: 'nginx:1.27', resources: { requests: { cpu: '1200m' } } }] },
      },
    },
  });
  const phases = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', labels: 'app=hungry' }))
      found.push(textAt(pod, 'status', 'phase') ?? '');
    return found;
  };

  it('add a worker when pods stay without room, and take it away when it is not needed', async () => {
    await setRule();
    await cluster.apply(hungry(3));
    await until(async () => (await phases()).length === 3);
    await later();
    await later();
    expect(await workers(), 'not before a minute has passed').to.equal(1);
    await later();
    await settle(1);
    expect(news).to.have.length(1);
    expect(news[0]).to.include({ name: 'shop', kind: 'grown', before: 1, after: 2 });
    expect(news[0]?.['why']).to.match(/^There was no room for default\/hungry-\S+\.$/);
    await until(async () => (await phases()).every((phase) => phase === 'Running'));

    await cluster.apply(hungry(1));
    await until(async () => (await phases()).length === 1);
    await later();
    await later(9 * MINUTE);
    expect(await workers(), 'not before it was idle for long enough').to.equal(2);
    await later(2 * MINUTE);
    await settle(2);
    expect(news[1]).to.include({ kind: 'shrunk', before: 2, after: 1, why: 'A worker was not needed for 10 minutes.' });
    await until(async () => (await phases()).join() === 'Running');
    const { acts } = await look();
    expect(acts.rows.map(([, change]) => change)).to.deep.equal(['2 → 1', '1 → 2']);
  });

  it('never go beyond the price that was agreed to, and say so once', async () => {
    await setRule({ ceiling: '1' });
    await cluster.apply(hungry(4));
    await until(async () => (await phases()).length === 4);
    for (let minute = 0; minute < 8; minute += 1) await later(2 * MINUTE);
    expect(await workers()).to.equal(1);
    expect(news).to.have.length(1);
    expect(news[0]?.['why']).to.match(/Another worker would bring the price to .* and you have set 1\.00 as the most/);
  });

  it('do nothing while they are paused, go on when they are told to, and end', async () => {
    await setRule();
    await world.operate('nodeRule.change', { vdc: 'shop', wish: 'pause' });
    await cluster.apply(hungry(3));
    await until(async () => (await phases()).length === 3);
    for (let minute = 0; minute < 4; minute += 1) await later(MINUTE);
    expect(await workers()).to.equal(1);
    expect((await look()).now).to.include('paused');
    await world.operate('nodeRule.change', { vdc: 'shop', wish: 'resume' });
    for (let minute = 0; minute < 3; minute += 1) await later(MINUTE);
    await settle(1);
    expect(await workers()).to.equal(2);
    await world.operate('nodeRule.change', { vdc: 'shop', wish: 'end' });
    expect(await look()).to.include({ on: false, workers: 2 });
    world.pass(60 * MINUTE);
    expect(await rules.round()).to.equal(0);
  });

  it('are followed by one wizard at a time, and begin nothing twice after a crash', async () => {
    await setRule();
    await cluster.apply(hungry(3));
    await until(async () => (await phases()).length === 3);
    await later();
    world.pass(2 * MINUTE);
    const [first, second] = await Promise.all([rules.round(), wizard().round()]);
    expect([first, second]).to.have.members([0, 1]);
    // It died right after it had written down what it was about to begin: another one begins it, under the same id.
    const { owner } = callerOf('ada');
    const { id } = (await world.records.find(owner, 'shop')) ?? { id: '' };
    const rule = await world.services.nodeRules.find(owner, id);
    expect(rule?.underWay).to.include({ from: 1, to: 2 });
    await until(async () => (await world.service.view(rule?.underWay?.operation ?? ''))?.state === 'Succeeded');
    await world.services.nodeRules.change(owner, id, world.services.now(), (kept) => kept);
    await wizard().round();
    await settle(1);
    expect(news).to.have.length(1);
    expect(await workers()).to.equal(2);
  });

  it('keep a worker whose pods may not move', async () => {
    await world.operate('vdc.scale', {
      vdc: 'shop',
      plan: (await world.get<{ hash: string }>('vdc.planScale', { vdc: 'shop', workers: 2 })).hash,
    });
    await cluster.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lonely', namespace: 'default' },
      spec: { nodeName: 'worker-2', containers: [{ name: 'one', image: 'nginx:1.27' }] },
    });
    await setRule();
    for (let minute = 0; minute < 20; minute += 1) await later(MINUTE);
    expect(await workers()).to.equal(2);
    expect(news).to.deep.equal([]);
    const refused = await world.operate('vdc.scale', {
      vdc: 'shop',
      plan: (await world.get<{ hash: string }>('vdc.planScale', { vdc: 'shop', workers: 1 })).hash,
    });
    expect(refused.outcome.ok ? '' : refused.outcome.failure.message).to.include(
      'default/lonely on worker-2 belongs to nobody who would make it anew elsewhere',
    );
    const node = await cluster.get({ apiVersion: 'v1', kind: 'Node', name: 'worker-2' });
    expect(node?.spec?.['unschedulable'], 'it is given back').to.equal(undefined);
  });

  it('go with the VDC that they are for', async () => {
    await setRule();
    await world.operate('vdc.delete', { vdc: 'shop' });
    world.pass(MINUTE);
    await rules.round();
    world.pass(60 * MINUTE);
    expect(await rules.round()).to.equal(0);
    expect(news).to.deep.equal([]);
  });
});
