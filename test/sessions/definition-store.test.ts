import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { connectRedis } from '#src/redis/connect-redis.ts';
import { DefinitionStore } from '#src/sessions/definition-store.ts';
import { testRedis } from '#test/support/redis.ts';

const day = 24 * 60 * 60;

describe('DefinitionStore', () => {
  let redis: Redis;
  let prefix: string;
  let clock: number;
  let store: DefinitionStore;

  beforeEach(async () => {
    const place = await testRedis();
    redis = connectRedis(place.url);
    prefix = place.prefix;
    clock = 1_000;
    store = new DefinitionStore({ redis, prefix, ttlSeconds: 10 * day }, () => clock);
  });

  afterEach(() => redis.disconnect());

  it('gives a definition back by its hash, and keeps the first one', async () => {
    expect(await store.load('h1')).to.equal(null);
    await store.save('h1', 'steps: [ü]');
    await store.save('h1', 'something else');
    expect(await store.load('h1')).to.equal('steps: [ü]');
  });

  it('keeps a definition for twice the life of a conversation, counted from its last use', async () => {
    const key = `${prefix}d:h1`;
    for (const use of [() => store.save('h1', 'x'), () => store.load('h1'), () => store.save('h1', 'x')]) {
      await use();
      expect(await redis.ttl(key)).to.be.within(20 * day - 5, 20 * day);
      await redis.expire(key, 5);
    }
  });

  it('keeps what a process goes on using', async () => {
    await store.save('h1', 'x');
    await redis.expire(`${prefix}d:h1`, 5);
    await store.refresh();
    expect(await redis.ttl(`${prefix}d:h1`)).to.be.at.most(5);
    clock += day * 1_000;
    await store.refresh();
    expect(await redis.ttl(`${prefix}d:h1`)).to.be.above(19 * day);
  });
});
