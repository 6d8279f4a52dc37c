import { expect } from 'chai';

import type { LastingContext } from '#src/provisioning/action.ts';
import type { Services } from '#src/provisioning/services.ts';
import { LiveRun } from '#src/provisioning/upgrade/live-run.ts';
import { type UpgradePlan, upgradeHash } from '#src/provisioning/upgrade/upgrade-plan.ts';
import type { UpgradeRun } from '#src/provisioning/upgrade/upgrade-run.ts';

import { callerOf, openWorld, type World } from '../actions/world.ts';

const pace = { look: 5, held: 1_000, node: 1_000, workloads: 1_000 };

describe('a running upgrade that is taken over', () => {
  let world: World;
  const told: string[] = [];

  before(async () => {
    world = await openWorld({ idle: true });
  });
  after(() => world.close());

  const content = {
    owner: 'ada',
    vdc: 'vdc_1',
    name: 'web1',
    engine: 'simulated',
    from: 'v1.35.6',
    to: 'v1.36.3',
    hops: [{ from: 'v1.35.6', to: 'v1.36.3' }],
    way: 'machine',
    nodes: [],
    steps: [],
    backup: 'own',
    surge: false,
    install: false,
    plannedAt: 0,
  } as const;
  const planned = { ...content, hops: [...content.hops], nodes: [], steps: [] };
  const plan: UpgradePlan = { ...planned, hash: upgradeHash(planned) };
  const first: UpgradeRun = {
    effect: 'effect',
    plan: plan.hash,
    owner: 'ada',
    vdc: 'vdc_1',
    name: 'web1',
    from: 'v1.35.6',
    to: 'v1.36.3',
    state: 'running',
    nodes: [],
    startedAt: 0,
    scaled: [],
    journal: [],
  };
  /** As the process sees it that has the operation now. */
  const takenOver = async (signal: AbortSignal = new AbortController().signal): Promise<LiveRun> => {
    const { run } = await world.services.upgrades.claim(first);
    const context: LastingContext<Services> = {
      services: { ...world.services, tell: async ({ event }) => void told.push(event) },
      caller: callerOf('ada'),
      locale: 'en',
      effectId: 'effect',
      signal,
      checkpoint: async (_name, work) => await work(),
      progress: () => undefined,
      log: () => undefined,
    };
    return new LiveRun(context, plan, run, pace);
  };

  it('is not patient anew: what it waits for, it waits for since the first time', async () => {
    const before = await (await takenOver()).patience('emptied.worker-1', 30_000);
    world.pass(20_000);
    expect(await (await takenOver()).patience('emptied.worker-1', 30_000)).to.equal(before);
    const next = await (await takenOver()).patience('emptied.worker-2', 30_000);
    expect(next, 'something else is waited for from now on').to.be.at.least(before + 20_000);
  });

  it('asks the same question as before, tells it once, and hears the answer that was given meanwhile', async () => {
    const asking = { dilemma: 'budget', node: 'worker-1', text: 'It is kept', choices: ['wait', 'skip'] } as const;
    const wanted = { ...asking, choices: [...asking.choices] };
    const ask = async (live: LiveRun): Promise<string> => await live.ask(wanted, async () => false);
    const dying = new AbortController();
    const live = await takenOver(dying.signal);
    // Answered once, so that the second time is another question.
    await answered(world, ask(live));
    const lost = ask(live).catch((error: unknown) => error);
    const open = await question(world);
    dying.abort();
    expect(await lost).to.have.property('code', 'ABORTED');
    const waits = ask(await takenOver());
    await world.services.upgrades.steer('ada', 'vdc_1', { answer: { question: open, choice: 'skip' } });
    expect(await waits).to.equal('skip');
    expect(told).to.deep.equal(['upgrade.waiting', 'upgrade.waiting']);
    const { journal, patience } = (await world.services.upgrades.run('ada', 'vdc_1')) ?? {};
    expect(journal?.map(({ text }) => text)).to.deep.equal(['It is kept', 'It is kept']);
    expect(patience, 'after an answer one is patient anew').to.equal(undefined);
  });
});

/** The id of the question that is open. */
async function question({ services }: World): Promise<string> {
  for (;;) {
    const id = (await services.upgrades.run('ada', 'vdc_1'))?.question?.id;
    if (id !== undefined) return id;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function answered(world: World, asked: Promise<string>): Promise<void> {
  const id = await question(world);
  await world.services.upgrades.steer('ada', 'vdc_1', { answer: { question: id, choice: 'wait' } });
  await asked;
}
