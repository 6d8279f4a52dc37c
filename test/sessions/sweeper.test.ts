import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';

import type { DurableTimer } from '#src/conversation/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { RedisSessionStore } from '#src/sessions/redis-session-store.ts';
import { Sweeper, type SweeperOptions } from '#src/sessions/sweeper.ts';
import { aCommit, anEffect, aTimer } from '#test/contracts/session-store.contract.ts';
import { ownTestRedis, testRedis } from '#test/support/redis.ts';

describe('Sweeper', () => {
  const sweepers: Sweeper[] = [];
  let redis: Redis;
  let store: RedisSessionStore;

  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url);
    store = new RedisSessionStore({ redis, prefix, ttlSeconds: 60 });
  });

  afterEach(async () => {
    await Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop()));
    redis.disconnect();
  });

  const sweep = (over: Partial<SweeperOptions>) => {
    const sweeper = new Sweeper({
      store,
      onTimer: async () => {},
      onEffect: () => {},
      onError: (error) => {
        throw error;
      },
      timerEveryMs: 10,
      effectEveryMs: 10,
      effectAgeMs: 0,
      ...over,
    });
    sweepers.push(sweeper);
    sweeper.start();
    return sweeper;
  };

  it('fires each due timer once and clears it', async () => {
    const fired: DurableTimer[] = [];
    await store.commit(
      aCommit('c1', 0, { setTimers: [aTimer('c1', 'now', 1), aTimer('c1', 'later', 9_999_999_999_999)] }),
    );
    sweep({
      onTimer: async (timer) => {
        fired.push(timer);
      },
    });
    await until(() => fired.length > 0);
    await pause(50);
    expect(fired).to.deep.equal([aTimer('c1', 'now', 1)]);
    expect(await store.dueTimers(Date.now(), 10)).to.deep.equal([]);
    expect(await store.dueTimers(9_999_999_999_999, 10)).to.have.length(1);
  });

  it('keeps a timer that was set again while it fired', async () => {
    await store.commit(aCommit('c1', 0, { setTimers: [aTimer('c1', 't', 1)] }));
    let fired = 0;
    sweep({
      onTimer: async () => {
        fired += 1;
        await store.commit(aCommit('c1', 1, { messageId: 'timer', setTimers: [aTimer('c1', 't', 9_999_999_999_999)] }));
      },
    });
    await until(() => fired > 0);
    await pause(50);
    expect(fired).to.equal(1);
    expect(await store.dueTimers(9_999_999_999_999, 10)).to.have.length(1);
  });

  it('works through many timers in bounded batches', async () => {
    for (let number = 0; number < 60; number++) {
      await store.commit(aCommit(`c${number}`, 0, { setTimers: [aTimer(`c${number}`, 't', number)] }));
    }
    const fired = new Set<string>();
    let together = 0;
    let most = 0;
    sweep({
      batch: 8,
      onTimer: async ({ conversation }) => {
        together += 1;
        most = Math.max(most, together);
        await pause(1);
        together -= 1;
        fired.add(conversation);
      },
    });
    await until(() => fired.size === 60);
    expect(most).to.be.at.most(8);
  });

  it('fires a failing timer again later, and lets it hold up nobody', async () => {
    let clock = 1_000_000;
    const errors: unknown[] = [];
    const fired: string[] = [];
    for (let number = 0; number < 6; number++) {
      await store.commit(aCommit(`c${number}`, 0, { setTimers: [aTimer(`c${number}`, 't', number)] }));
    }
    sweep({
      batch: 2,
      now: () => clock,
      onError: (error) => errors.push(error),
      onTimer: async ({ conversation }) => {
        fired.push(conversation);
        if (conversation < 'c3') throw new Error(`No luck with ${conversation}.`);
      },
    });
    await until(() => fired.includes('c5'));
    await pause(50);
    expect(fired.filter((id) => id === 'c0')).to.have.length(1);
    clock += 5_000;
    await until(() => fired.filter((id) => id === 'c0').length === 2);
    clock += 5_000;
    await pause(50);
    expect(fired.filter((id) => id === 'c0')).to.have.length(2);
    clock += 5_000;
    await until(() => fired.filter((id) => id === 'c0').length === 3);
    expect(errors.length).to.be.at.least(7);
  });

  it('hands out effects that nobody settled, once in a while, until they are', async () => {
    let clock = 1_000_000;
    const handed: string[] = [];
    await store.commit(aCommit('c1', 0, { outbox: [anEffect('c1', 'lost'), anEffect('c1', 'kept')] }));
    sweep({
      now: () => clock,
      onEffect: async (entry, effect) => {
        handed.push(effect.id);
        if (effect.id === 'lost') await store.settle(effect.conversation, [entry]);
      },
    });
    await until(() => handed.length === 2);
    await pause(50);
    expect(handed).to.deep.equal(['lost', 'kept']);
    clock += 5_000;
    await until(() => handed.length === 3);
    expect(handed).to.deep.equal(['lost', 'kept', 'kept']);
  });

  it('survives effects that cannot be handed out', async () => {
    const errors: unknown[] = [];
    await store.commit(aCommit('c1', 0, { outbox: [anEffect('c1', 'a'), anEffect('c1', 'b')] }));
    sweep({
      onError: (error) => errors.push(error),
      onEffect: (_, effect) => {
        if (effect.id === 'a') throw new Error('at once');
        return Promise.reject(new Error('later'));
      },
    });
    await until(() => errors.length === 2);
  });

  it('never runs two rounds at once, and stops when the running one is over', async () => {
    await store.commit(aCommit('c1', 0, { setTimers: [aTimer('c1', 't', 1)] }));
    let running = 0;
    let finished = false;
    const sweeper = sweep({
      onTimer: async () => {
        running += 1;
        await pause(100);
        finished = true;
      },
    });
    await until(() => running > 0);
    await sweeper.stop();
    expect([running, finished]).to.deep.equal([1, true]);
    await store.commit(aCommit('c2', 0, { setTimers: [aTimer('c2', 't', 1)] }));
    await pause(50);
    expect(running).to.equal(1);
  });

  it('goes on after Redis was away', async () => {
    const own = await ownTestRedis();
    const errors: unknown[] = [];
    const connection = connectRedis(own.url);
    const away = new RedisSessionStore({ redis: connection, prefix: own.prefix, ttlSeconds: 60 });
    const fired: string[] = [];
    const sweeper = sweep({
      store: away,
      onError: (error) => errors.push(error),
      onTimer: async ({ id }) => {
        fired.push(id);
      },
    });
    await away.commit(aCommit('c1', 0, { setTimers: [aTimer('c1', 'before', 1)] }));
    await until(() => fired.length === 1);
    await own.kill();
    await until(() => errors.length > 1);
    await own.start();
    await until(
      async () =>
        await away.commit(aCommit('c1', 1, { setTimers: [aTimer('c1', 'after', 1)] })).then(
          () => true,
          () => false,
        ),
    );
    await until(() => fired.includes('after'));
    expect(errors.every((error) => error instanceof Error && 'code' in error && error.code === 'REDIS_AWAY')).to.equal(
      true,
    );
    await sweeper.stop();
    connection.disconnect();
    await own.remove();
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within eight seconds.');
    await pause(5);
  }
}
