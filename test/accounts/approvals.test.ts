import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { Approvals } from '#src/accounts/approvals.ts';
import type { ApprovalRequest, Caller } from '#src/conversation/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

const HOUR = 60 * 60 * 1_000;

describe('Approvals', () => {
  let redis: Redis;
  let approvals: Approvals;
  let now: number;

  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url);
    now = Date.now();
    approvals = new Approvals({ redis, prefix, now: () => now });
  });

  afterEach(() => redis.disconnect());

  const request = (change: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
    id: 'c-3-0',
    conversation: 'c',
    run: '1.0',
    step: 'consent',
    owner: 'ada',
    askedBy: 'Ada',
    text: 'Delete **lab**',
    by: ['role:approver', 'user:zoe'],
    quorum: 2,
    askedAt: now,
    expiresAt: now + HOUR,
    ...change,
  });
  const person = (owner: string, ...roles: string[]): Caller => ({
    owner,
    name: owner.toUpperCase(),
    roles,
    locale: 'en',
  });
  const bob = person('bob', 'approver');
  const eve = person('eve', 'approver');
  const zoe = person('zoe');

  it('need different people, as many as the quorum says', async () => {
    await approvals.ask(request());
    expect(await approvals.decide('c-3-0', bob, true)).to.include({ state: 'pending' });
    expect(await approvals.decide('c-3-0', bob, true)).to.deep.include({ state: 'pending', by: ['BOB'] });
    expect(await approvals.decide('c-3-0', zoe, true)).to.deep.include({ state: 'approved', by: ['BOB', 'ZOE'] });
    expect(await approvals.decide('c-3-0', eve, false)).to.deep.include({ state: 'approved', by: ['BOB', 'ZOE'] });
  });

  it('never take the word of the asker, nor of somebody who was not asked', async () => {
    await approvals.ask(request({ owner: 'bob', quorum: 1 }));
    for (const caller of [bob, person('mallory'), person('mallory', 'user:zoe', 'owner')]) {
      expect(await approvals.decide('c-3-0', caller, true)).to.deep.equal({ state: 'forbidden', by: [] });
      expect(await approvals.pending(caller)).to.deep.equal([]);
    }
    expect(await approvals.decide('c-9-9', eve, true)).to.deep.equal({ state: 'unknown', by: [] });
  });

  it('end with a single no, whose reason is kept', async () => {
    await approvals.ask(request());
    await approvals.decide('c-3-0', bob, true);
    const refusal = { by: 'EVE', reason: 'not today' };
    expect(await approvals.decide('c-3-0', eve, false, 'not today')).to.deep.include({ state: 'refused', refusal });
    expect(await approvals.decide('c-3-0', zoe, true)).to.deep.include({ state: 'refused', refusal });
    expect(await approvals.pending(zoe)).to.deep.equal([]);
  });

  it('are over when their time is', async () => {
    await approvals.ask(request());
    await approvals.decide('c-3-0', bob, true);
    now += HOUR;
    expect(await approvals.decide('c-3-0', eve, true)).to.include({ state: 'expired' });
    expect(await approvals.pending(eve)).to.deep.equal([]);
  });

  it('go to somebody else, too, at half time', async () => {
    await approvals.ask(request({ escalate: 'role:owner', quorum: 1 }));
    const boss = person('boss', 'owner');
    now += HOUR / 2 - 1;
    expect(await approvals.pending(boss)).to.deep.equal([]);
    expect(await approvals.decide('c-3-0', boss, true)).to.include({ state: 'forbidden' });
    now += 1;
    expect((await approvals.pending(boss)).map(({ id }) => id)).to.deep.equal(['c-3-0']);
    expect(await approvals.decide('c-3-0', boss, true)).to.include({ state: 'approved' });
  });

  it('have one outcome when two people say the last word at once', async () => {
    for (let round = 0; round < 50; round++) {
      const id = `c-${round}-0`;
      await approvals.ask(request({ id, conversation: `c${round}`, quorum: 1 }));
      const [yes, no] = await Promise.all([approvals.decide(id, bob, true), approvals.decide(id, eve, false)]);
      expect(yes.state).to.equal(no.state).and.to.be.oneOf(['approved', 'refused']);
    }
  });

  it('wait in the lists of those who have not spoken, oldest first', async () => {
    await approvals.ask(request({ id: 'c-5-0', step: 'other', askedAt: now - 1_000 }));
    await approvals.ask(request());
    expect((await approvals.pending(bob)).map(({ id }) => id)).to.deep.equal(['c-5-0', 'c-3-0']);
    await approvals.decide('c-5-0', bob, true);
    expect((await approvals.pending(bob)).map(({ id }) => id)).to.deep.equal(['c-3-0']);
    expect((await approvals.pending(eve)).map(({ agreed }) => agreed)).to.deep.equal([['BOB'], []]);
  });

  it('are asked once, however often the effect is performed', async () => {
    await approvals.ask(request());
    await approvals.decide('c-3-0', bob, true);
    now += 5;
    await approvals.ask(request());
    expect(await approvals.pending(eve)).to.have.length(1);
    expect(await approvals.decide('c-3-0', eve, true)).to.include({ state: 'approved' });
  });

  it('stand for what is asked now: the same step asking again withdraws what it had asked before', async () => {
    await approvals.ask(request());
    await approvals.decide('c-3-0', bob, true);
    now += 1_000;
    await approvals.ask(request({ id: 'c-5-0', text: 'Delete **production**' }));
    expect(await approvals.decide('c-3-0', eve, true)).to.include({ state: 'withdrawn' });
    expect((await approvals.pending(eve)).map(({ id }) => id)).to.deep.equal(['c-5-0']);
    // An effect of long ago, performed late, does not come back to life.
    await approvals.ask(request({ id: 'c-2-0', expiresAt: now + HOUR - 5_000 }));
    expect((await approvals.pending(eve)).map(({ id }) => id)).to.deep.equal(['c-5-0']);
    expect(await approvals.decide('c-2-0', eve, true)).to.include({ state: 'withdrawn' });
  });
});
