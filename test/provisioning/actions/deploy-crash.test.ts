import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

import { openWorld, type World } from './world.ts';

/** What the deployment had just done, and not yet noted, when it was killed: in this order. */
const done = ['the plan', 'the reservation', 'the network', 'the controllers', 'the workers', 'the check'];

describe('a deployment killed by kill -9', function () {
  this.timeout(20_000);
  let world: World;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    world = await openWorld({ idle: true });
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await world.close();
  });

  const doomed = async (point: string, passes: number): Promise<void> => {
    const file = fileURLToPath(new URL('./deploy-process.ts', import.meta.url));
    child = spawn(process.execPath, [file, world.url, world.prefix, point, `${passes}`], { stdio: 'inherit' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal, `${point} was not passed ${passes} times`).to.equal('SIGKILL');
  };

  for (const [index, what] of done.entries()) {
    it(`after ${what}: another worker finishes the same one`, async () => {
      const request = await world.begin('vdc.deploy', { plan: await world.plan('demo', { workers: 2 }) });
      await doomed('operation.work-done', index + 1);
      await world.work();
      const told = await world.outcome(request);
      expect(told.outcome.ok).to.equal(true);
      const { takes, machines } = await world.engine.ledger();
      expect(takes).to.deep.equal({ [request.id]: 1 });
      expect(machines).to.have.length(3);
      expect(await world.records.count('ada')).to.equal(1);
    });
  }

  it('and stopped while nobody works on it: everything is given back', async () => {
    const request = await world.begin('vdc.deploy', { plan: await world.plan('demo') });
    await doomed('operation.work-done', 4);
    expect((await world.engine.ledger()).machines).to.have.length(2);
    await world.service.stop(request.id);
    await world.work();
    expect((await world.outcome(request)).view.state).to.equal('Aborted');
    const { machines, taken } = await world.engine.ledger();
    expect({ machines, taken }).to.deep.equal({ machines: [], taken: {} });
    expect(await world.records.count('ada')).to.equal(0);
  });
});
