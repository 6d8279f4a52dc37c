import { expect } from 'chai';

import { ActionFailure } from '#src/provisioning/action.ts';
import type { Engine } from '#src/provisioning/engine.ts';

import type { WorldOptions } from '../actions/world.ts';
import { until } from '../operations/stand.ts';
import { type UpgradeWorld, upgradeWorld } from './upgrade-world.ts';

const OLD = 'v1.34.1+k3s1';
const NEXT = 'v1.35.6+k3s1';
const NEWEST = 'v1.36.3+k3s1';

/** An engine that rolls all machines by itself, as k3k does: nobody may say which one is next. */
describe('upgrading a VDC whose engine renews all machines by itself', function () {
  this.timeout(120_000);
  let upgrading: UpgradeWorld | undefined;

  afterEach(async () => {
    await upgrading?.world.close();
    upgrading = undefined;
  });
  /** `before` stands in front of every hop. */
  const world = async (before: (version: string) => Promise<void> = async () => undefined): Promise<UpgradeWorld> => {
    upgrading = await upgradeWorld({ workers: 1, between: wholeOnly(before) });
    return upgrading;
  };

  it('goes one minor at a time, each completed and checked before the next', async () => {
    const told: string[] = [];
    const one = await world(async (version) => {
      told.push(version);
    });
    const { table, notices, hash } = await planned(one, NEWEST);
    expect(table).to.deep.equal([
      'Keep a copy of all objects',
      `All machines → ${NEXT}`,
      `Check everything on ${NEXT}`,
      `All machines → ${NEWEST}`,
      `Check everything on ${NEWEST}`,
    ]);
    expect(notices.join(' '))
      .to.include('The host renews all machines by itself')
      .and.not.include('Workers go one by one');
    const end = await one.ended(await one.begin(hash));
    expect(end).to.include({ done: true, worse: 0 });
    expect(told).to.deep.equal([NEXT, NEWEST]);
    expect(await one.versions()).to.deep.equal({ 'controller-1': NEWEST, 'worker-1': NEWEST });
    const { log } = await one.status();
    expect(log.map((line) => line.slice(9))).to.deep.equal([`All of it runs ${NEXT}`, `All of it runs ${NEWEST}`]);
    // The next plan knows how long it takes here.
    expect([...(await one.world.services.upgrades.times('simulated')).keys()].sort()).to.include('whole');
  });

  it('asks when the engine gives up, and goes on when told to try again', async () => {
    let fails = 1;
    const one = await world(async () => {
      fails -= 1;
      if (fails >= 0) throw new ActionFailure('NODE_FAILED', 'The host has no room for a machine of the new version.');
    });
    const request = await one.begin((await planned(one, NEXT)).hash);
    const { question, choices } = await one.asked();
    expect(question).to.equal('The host has no room for a machine of the new version.');
    expect(choices.map(({ id }) => id)).to.deep.equal(['retry', 'stop']);
    await one.say('retry');
    expect(await one.ended(request)).to.include({ done: true });
  });

  it('ends there when told to, and says what it runs', async () => {
    const one = await world(async () => {
      throw new ActionFailure('NODE_FAILED', 'The host has no room for a machine of the new version.');
    });
    const request = await one.begin((await planned(one, NEXT)).hash);
    await one.asked();
    await one.say('stop');
    const end = await one.ended(request);
    expect(end).to.include({ done: false });
    expect(end.text).to.include('0 of 2 nodes are done');
    expect(await one.versions()).to.deep.equal({ 'controller-1': OLD, 'worker-1': OLD });
  });

  it('pauses between two minors, and ends there when that is wished', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const one = await world(async () => await released);
    const request = await one.begin((await planned(one, NEWEST)).hash);
    await until(async () => (await one.status()).nodes.rows.some((row) => row.includes('is upgraded')), 60_000);
    await one.say('pause');
    release();
    await until(async () => (await one.status()).state === 'paused', 60_000);
    expect(Object.values(await one.versions())).to.deep.equal([NEXT, NEXT]);
    await one.say('last');
    const end = await one.ended(request);
    expect(end).to.include({ done: false });
    expect(end.text).to.include(`0 of 2 nodes are done`);
  });
});

async function planned(
  { world, vdc }: UpgradeWorld,
  to: string,
): Promise<{ hash: string; table: string[]; notices: string[] }> {
  const { plan, table, notices } = await world.get<{
    plan: string;
    table: { rows: string[][] };
    notices: string[];
  }>('upgrade.plan', { vdc, to });
  return { hash: plan, table: table.rows.map(([step = '']) => step), notices };
}

function wholeOnly(before: (version: string) => Promise<void>): NonNullable<WorldOptions['between']> {
  return (engine): Engine => {
    const { upgradeMachine: _, ...rest } = engine;
    return {
      ...rest,
      upgrade: async (ref, version, context) => {
        await before(version);
        if (!engine.upgrade) throw new Error('the simulated engine upgrades');
        return await engine.upgrade(ref, version, context);
      },
    };
  };
}
