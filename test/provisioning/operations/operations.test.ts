import { expect } from 'chai';

import { operationsContract } from '#test/contracts/operations.contract.ts';

import { openStand, quick, type Stand, until } from './stand.ts';
import { madeNow, timesMade, timesUndone } from './test-actions.ts';

describe('operations on BullMQ keep the promises of Operations', () => {
  let stand: Stand;

  afterEach(async () => {
    await stand.close();
  });

  operationsContract(async () => {
    stand = await openStand();
    return {
      operations: stand.service,
      request: (input = {}) => stand.request(input),
      work: async () => void (await stand.work()),
      outcomes: stand.outcomes,
      progress: (id) => stand.heard.filter((view) => view.id === id),
      made: async (id) => (await madeNow(stand.services)).filter((thing) => thing.startsWith(id)).length,
      mostOften: async () => Math.max(0, ...(await timesMade(stand.services))),
      perSecond: 1_000 / quick.progressMs,
      underWay: (id) => until(async () => (await madeNow(stand.services)).some((thing) => thing.startsWith(id))),
    };
  });
});

describe('operations on BullMQ', () => {
  let stand: Stand;

  beforeEach(async () => {
    stand = await openStand();
  });

  afterEach(async () => {
    await stand.close();
  });

  it('lists what runs by owner, and takes it off the list when it is over', async () => {
    const [first, second] = [stand.request(), stand.request()];
    const other = stand.request();
    other.caller = { ...other.caller, owner: 'bob' };
    for (const request of [first, second, other]) await stand.service.start(request);
    const page = { offset: 0, count: 10 };
    expect((await stand.service.running('ada', page)).map(({ id }) => id)).to.have.members([first.id, second.id]);
    await stand.work();
    for (const { id } of [first, second, other]) await stand.outcomes(id);
    await until(async () => (await stand.service.running('ada', page)).length === 0);
    await stand.service.start(first);
    await stand.outcomes(first.id, 2);
    expect(await stand.services.redis.zcard(`${stand.prefix}running:{ada}`)).to.equal(0);
  });

  it('runs several actions in their order and gives all outputs', async () => {
    await stand.work();
    const request = stand.request();
    request.work = [
      { action: 'test.make', input: { steps: 1 } },
      { action: 'test.keep', input: { steps: 2 } },
    ];
    await stand.service.start(request);
    const [told] = await stand.outcomes(request.id);
    expect(told?.outcome).to.deep.equal({ ok: true, output: [{ made: 1 }, { made: 2 }] });
    expect(told?.view.stages.map(({ id }) => id)).to.deep.equal(['1.first', '1.rest', '2.first', '2.rest']);
  });

  it('says so when taking back does not work either, after it was tried again', async () => {
    await stand.work();
    const request = stand.request({ fail: { code: 'NO_CAPACITY', retryable: false, times: 1 }, undoFails: 99 });
    await stand.service.start(request);
    const [told] = await stand.outcomes(request.id);
    expect(told?.view.state).to.equal('Error');
    expect(told?.view.stages.at(-1)).to.include({ id: 'cleanup', state: 'failed' });
    expect(told?.outcome).to.deep.include({ ok: false }).and.have.nested.property('failure.code', 'CLEANUP_FAILED');
    expect(told?.view.note?.text).to.match(/There is no room\. .*The crane is out of order\./);
    expect(await timesUndone(stand.services, request.id)).to.equal(3);
  });

  it('takes back at the second try what it could not at the first', async () => {
    await stand.work();
    const request = stand.request({ fail: { code: 'NO_CAPACITY', retryable: false, times: 1 }, undoFails: 1 });
    await stand.service.start(request);
    const [told] = await stand.outcomes(request.id);
    expect(told?.view.state).to.equal('Failed');
    expect(await madeNow(stand.services)).to.deep.equal([]);
  });

  it('tells the outcome until it is taken', async () => {
    let refusals = 3;
    await stand.work({
      onOutcome: async (outcome) => {
        if (refusals-- > 0) throw new Error('the conversation is busy');
        stand.told.push(outcome);
      },
    });
    const request = stand.request();
    await stand.service.start(request);
    const told = await stand.outcomes(request.id);
    expect(told).to.have.length(1);
    expect(refusals).to.equal(-1);
    expect(await timesMade(stand.services)).to.deep.equal([1, 1, 1]);
  });

  it('stops one that waits for its next try at once', async () => {
    await stand.work();
    const request = {
      ...stand.request({ fail: { code: 'NODE_FAILED', retryable: true, times: 9 } }),
      attempts: 9,
      backoffMs: 60_000,
      timeoutMs: 900_000,
    };
    await stand.service.start(request);
    await until(async () => (await stand.service.view(request.id))?.note?.text.endsWith('I try again.') ?? false);
    await until(async () => {
      await stand.service.stop(request.id);
      return stand.told.length > 0;
    });
    expect(stand.told[0]?.view.state).to.equal('Aborted');
    expect(await madeNow(stand.services)).to.deep.equal([]);
  });

  it('ends what pays no heed to its signal, and takes back all the same', async () => {
    await stand.work();
    const request = { ...stand.request({ steps: 1, pace: 1_500, deaf: true }), timeoutMs: 100 };
    await stand.service.start(request);
    const [told] = await stand.outcomes(request.id);
    expect(told?.outcome).to.have.nested.property('failure.code', 'TIMEOUT');
  });

  it('keeps what is done when it is stopped but has no way back', async () => {
    await stand.work();
    const request = stand.request({ steps: 1, pace: 150, deaf: true }, 'test.keep');
    await stand.service.start(request);
    await until(async () => (await stand.service.view(request.id))?.state === 'Processing');
    await stand.service.stop(request.id);
    const [told] = await stand.outcomes(request.id);
    expect(told?.outcome).to.deep.equal({ ok: true, output: { made: 1 } });
  });

  it('takes back what was done in the moment of the wish to stop', async () => {
    await stand.work();
    const request = stand.request({ steps: 1, pace: 150, deaf: true });
    await stand.service.start(request);
    await until(async () => (await stand.service.view(request.id))?.state === 'Processing');
    await stand.service.stop(request.id);
    const [told] = await stand.outcomes(request.id);
    expect(told?.view.state).to.equal('Aborted');
    expect(await madeNow(stand.services)).to.deep.equal([]);
  });

  it('never shows the words of a bug', async () => {
    await stand.work();
    const request = stand.request({ bug: true });
    await stand.service.start(request);
    const [told] = await stand.outcomes(request.id);
    expect(told?.outcome).to.have.nested.property('failure.code', 'INTERNAL');
    expect(JSON.stringify(told)).not.to.include('hunter2');
    expect(await madeNow(stand.services)).to.deep.equal([]);
  });

  it('refuses what the caller may not do, and what the action does not take, before anything happens', async () => {
    await stand.work();
    const forbidden = stand.request();
    forbidden.caller = { ...forbidden.caller, roles: ['viewer'] };
    const wrong = stand.request({ steps: 'many' });
    const unknown = stand.request({}, 'test.unknown');
    const read = stand.request({}, 'test.look');
    const codes: unknown[] = [];
    for (const request of [forbidden, wrong, unknown, read]) {
      await stand.service.start(request);
      const [told] = await stand.outcomes(request.id);
      codes.push(told?.outcome.ok === false ? told.outcome.failure.code : told?.outcome);
      expect(told?.view.state).to.equal('Failed');
    }
    expect(codes).to.deep.equal(['FORBIDDEN', 'INVALID_INPUT', 'UNKNOWN_ACTION', 'INTERNAL']);
    expect(await timesMade(stand.services)).to.deep.equal([]);
    expect(await timesUndone(stand.services, forbidden.id)).to.equal(0);
  });

  it('hands what runs to another worker when it ends, in a moment and without taking anything back', async () => {
    const first = await stand.work();
    const request = stand.request({ steps: 40, pace: 25 });
    await stand.service.start(request);
    await until(async () => (await madeNow(stand.services)).length > 2);
    const before = Date.now();
    await first.stop();
    expect(Date.now() - before).to.be.lessThan(1_500);
    const made = (await madeNow(stand.services)).length;
    expect(made).to.be.within(1, 39);
    await stand.work();
    const [told] = await stand.outcomes(request.id);
    expect(told?.outcome).to.deep.equal({ ok: true, output: { made: 40 } });
    expect(await timesMade(stand.services)).to.deep.equal(Array.from({ length: 40 }, () => 1));
  });
});
