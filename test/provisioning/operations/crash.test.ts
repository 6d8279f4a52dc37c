import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

import type { OperationOutcome } from '#src/provisioning/index.ts';

import { openStand, type Stand, until } from './stand.ts';
import { madeNow, timesMade } from './test-actions.ts';

/** Every point of an operation that succeeds, and at which passing of it to kill. */
const pointsOfSuccess: [string, number][] = [
  ['operation.claimed', 1],
  ['operation.before-engine', 1],
  ['operation.work-done', 1],
  ['operation.work-done', 2],
  ['operation.checkpoint', 1],
  ['operation.checkpoint', 3],
  ['operation.engine-done', 1],
  ['operation.outcome-saved', 1],
  ['operation.outcome-delivered', 1],
];

/** Every point of one that fails half-way and is taken back. */
const pointsOfFailure: [string, number][] = [
  ['operation.cleanup', 1],
  ['operation.cleaned', 1],
  ['operation.outcome-saved', 1],
  ['operation.outcome-delivered', 1],
];

describe('a worker killed by kill -9', function () {
  this.timeout(20_000);
  let stand: Stand;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    stand = await openStand();
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await stand.close();
  });

  const doomed = async (point: string, passes: number): Promise<void> => {
    const file = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
    const child = spawn(process.execPath, [file, stand.url, stand.prefix, point, `${passes}`], { stdio: 'inherit' });
    children.push(child);
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal, `${point} was never passed`).to.equal('SIGKILL');
  };

  /** What was told by the process that died and by the one that went on. */
  const told = async (): Promise<OperationOutcome[]> => {
    const before = await stand.services.redis.lrange(`${stand.prefix}told`, 0, 99);
    return [...before.map((text) => JSON.parse(text) as OperationOutcome), ...stand.told];
  };

  for (const [point, passes] of pointsOfSuccess) {
    it(`at ${point} (pass ${passes}): another one finishes, everything is made once`, async () => {
      const request = stand.request({ steps: 3 });
      await stand.service.start(request);
      await doomed(point, passes);
      await stand.work();
      await until(async () => (await told()).length > 0);
      await until(async () => (await stand.service.running('ada', { offset: 0, count: 1 })).length === 0);
      for (const { id, outcome, view } of await told()) {
        expect(id).to.equal(request.id);
        expect(outcome).to.deep.equal({ ok: true, output: { made: 3 } });
        expect(view.state).to.equal('Succeeded');
      }
      expect(await timesMade(stand.services)).to.deep.equal([1, 1, 1]);
      expect(await madeNow(stand.services)).to.have.length(3);
    });
  }

  for (const [point, passes] of pointsOfFailure) {
    it(`at ${point} of one that fails: another one takes the rest back`, async () => {
      const fail = { code: 'NO_CAPACITY', retryable: false, times: 1 };
      await stand.service.start(stand.request({ steps: 3, failAt: 2, fail }));
      await doomed(point, passes);
      await stand.work();
      await until(async () => (await told()).length > 0);
      for (const { outcome, view } of await told()) {
        expect(outcome).to.have.nested.property('failure.code', 'NO_CAPACITY');
        expect(view.state).to.equal('Failed');
      }
      expect(await madeNow(stand.services)).to.deep.equal([]);
    });
  }

  it('again and again, and stopped in between: what was made is taken back', async () => {
    const request = stand.request({ steps: 20, pace: 5 });
    await stand.service.start(request);
    await doomed('operation.checkpoint', 3);
    await doomed('operation.work-done', 3);
    expect(await madeNow(stand.services)).to.have.length(6);
    await stand.service.stop(request.id);
    await doomed('operation.cleanup', 1);
    await stand.work();
    const [outcome] = await stand.outcomes(request.id);
    expect(outcome?.view.state).to.equal('Aborted');
    expect(await madeNow(stand.services)).to.deep.equal([]);
    expect(new Set(await timesMade(stand.services))).to.deep.equal(new Set([1]));
  });
});
