import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { AwaitedEvents } from '#src/accounts/awaited-events.ts';
import { awaitEvent, publishEvent } from '#src/conversation/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

describe('AwaitedEvents', () => {
  let redis: Redis;
  let store: AwaitedEvents;
  let told: { conversation: string; messageId: string }[];
  const now = Date.now();

  const awaiting = (id: string, at: number, owner = 'ada') => ({
    id,
    event: 'paid',
    conversation: `c-${id}`,
    owner,
    run: '1.0',
    at,
  });
  const deliver = async ({ conversation, messageId }: { conversation: string; messageId: string }): Promise<void> => {
    told.push({ conversation, messageId });
  };
  const publish = async (at: number, owner?: string): Promise<number> =>
    await publishEvent(store, deliver, { event: 'paid', data: {}, ...(owner === undefined ? {} : { owner }) }, at);

  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url);
    store = new AwaitedEvents({ redis, prefix, ttlSeconds: 60 });
    told = [];
  });

  afterEach(() => redis.disconnect());

  it('tell a wait that is noted only after what it waited for has happened', async () => {
    expect(await publish(now + 5)).to.equal(0);
    await awaitEvent(store, deliver, awaiting('late', now));
    expect(told).to.deep.equal([{ conversation: 'c-late', messageId: 'event-late' }]);
    expect(await publish(now + 10)).to.equal(0);
  });

  it('tell nothing that happened before the wait began, nor what is for somebody else', async () => {
    await publish(now);
    await publish(now + 5, 'eve');
    await awaitEvent(store, deliver, awaiting('fresh', now));
    expect(told).to.deep.equal([]);
    expect(await publish(now + 6)).to.equal(1);
    expect(told.map(({ conversation }) => conversation)).to.deep.equal(['c-fresh']);
  });

  it('forget what happened after a while', async () => {
    await publish(now - 120_000);
    await publish(now);
    expect(await store.since('paid', now - 200_000)).to.have.length(1);
  });
});
