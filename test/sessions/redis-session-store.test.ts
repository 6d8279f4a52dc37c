import { expect } from 'chai';
import { Redis } from 'ioredis';

import { connectRedis } from '#src/redis/connect-redis.ts';
import { Keys, SHARDS } from '#src/sessions/keys.ts';
import { RedisSessionStore } from '#src/sessions/redis-session-store.ts';
import { aCommit, anEffect, aTimer, save, sessionStoreContract } from '#test/contracts/session-store.contract.ts';
import { ownTestRedis, testRedis } from '#test/support/redis.ts';

const ttlSeconds = 90 * 24 * 60 * 60;

describe('RedisSessionStore', () => {
  const open: Redis[] = [];

  const storeOn = ({ url, prefix }: { url: string; prefix: string }) => {
    const redis = connectRedis(url);
    open.push(redis);
    return new RedisSessionStore({ redis, prefix, ttlSeconds });
  };

  const fresh = async () => {
    const place = await testRedis();
    return { ...place, store: storeOn(place), redis: connect(place.url), keys: new Keys(place.prefix) };
  };

  const connect = (url: string) => {
    const redis = new Redis(url);
    open.push(redis);
    return redis;
  };

  afterEach(() => {
    for (const redis of open.splice(0)) redis.disconnect();
  });

  sessionStoreContract({
    stores: async () => {
      const place = await testRedis();
      return [storeOn(place), storeOn(place)];
    },
    races: 1_000,
  });

  describe('in Redis', () => {
    it('lets everything of a conversation expire together, counted from its last turn', async () => {
      const { store, redis, keys } = await fresh();
      await save(store, 'c1', 1);
      const { conversation, transcript, seen } = keys.of('c1');
      for (const key of [conversation, transcript, seen]) await redis.expire(key, 10);
      await store.commit(aCommit('c1', 1));
      for (const key of [conversation, transcript, seen])
        expect(await redis.ttl(key)).to.be.within(ttlSeconds - 5, ttlSeconds);
    });

    it('begins anew after a conversation expired, whatever was left of it', async () => {
      const { store, redis, keys } = await fresh();
      await save(store, 'c1', 3);
      await redis.del(keys.of('c1').conversation);
      expect(await store.commit(aCommit('c1', 0, { messageId: 'again' }))).to.deep.equal({
        type: 'saved',
        entries: [],
      });
      expect((await store.turns('c1', { count: 10 })).turns).to.have.length(1);
    });

    it('keeps the transcript and the message ids within bounds', async function () {
      this.timeout(30_000);
      const { store, redis, keys } = await fresh();
      await save(store, 'c1', 2_300);
      expect(await redis.xlen(keys.of('c1').transcript)).to.be.within(2_000, 2_150);
      expect(await redis.zcard(keys.of('c1').seen)).to.equal(256);
    });

    it('keeps a list of conversations within bounds', async () => {
      const { store, redis, keys } = await fresh();
      for (let number = 0; number < 1_010; number++) await store.index('ann', `c${number}`, 'Title', number);
      const { list, titles } = keys.owner('ann');
      expect([await redis.zcard(list), await redis.hlen(titles)]).to.deep.equal([1_000, 1_000]);
    });

    it('puts a conversation aside that it cannot read, and tells', async () => {
      const { url, prefix, redis, keys } = await fresh();
      const { conversation, quarantine } = keys.of('c1');
      const told: string[] = [];
      const store = new RedisSessionStore({
        redis: connect(url),
        prefix,
        ttlSeconds,
        onQuarantine: (id) => told.push(id),
      });
      const broken = [
        '',
        'nonsense',
        '3 1 {',
        '3 1 {"id":"c1"}',
        '3 1 null',
        '{"id":"c1"}',
        'x 1 {}',
        '3 1 {"id":"c2"}',
      ];
      for (const value of broken) {
        await redis.set(conversation, value, 'EX', 100);
        expect(await store.load('c1'), value).to.equal(null);
        expect(await redis.get(conversation), value).to.equal(null);
        expect(await redis.get(quarantine)).to.equal(value);
      }
      expect(told).to.deep.equal(broken.map(() => 'c1'));
      expect(await redis.ttl(quarantine)).to.be.within(90, 100);
    });

    it('leaves a conversation of a newer release alone', async () => {
      const { store, redis, keys } = await fresh();
      await redis.set(keys.of('c1').conversation, '4 99 {"new":true}');
      const error = await store.load('c1').then(
        () => null,
        (reason: Error) => reason,
      );
      expect(error).to.include({ code: 'NEWER_CONVERSATION' });
      expect(await redis.get(keys.of('c1').conversation)).to.equal('4 99 {"new":true}');
    });

    it('measures what a stored conversation takes', async () => {
      const { store } = await fresh();
      await save(store, 'c1', 1);
      expect(await store.bytes('c1')).to.be.within(200, 1_500);
      expect(await store.bytes('nobody')).to.equal(0);
    });

    it('goes on when Redis forgot its scripts', async () => {
      const { store, redis } = await fresh();
      await save(store, 'c1', 1);
      await redis.script('FLUSH');
      const results = await Promise.all(['c1', 'c2', 'c3'].map((id) => store.commit(aCommit(id, id === 'c1' ? 1 : 0))));
      expect(results.map(({ type }) => type)).to.deep.equal(['saved', 'saved', 'saved']);
    });

    it('spreads conversations evenly over the shards', () => {
      const keys = new Keys('p:');
      const counts = new Map<string, number>();
      for (let number = 0; number < 64_000; number++) {
        const { base } = keys.shardOf(`c-${number}`);
        counts.set(base, (counts.get(base) ?? 0) + 1);
      }
      expect(counts.size).to.equal(SHARDS);
      expect(Math.max(...counts.values())).to.be.below(1_300);
      expect(Math.min(...counts.values())).to.be.above(700);
    });

    it('refuses a prefix that would break the hash tags', () => {
      expect(() => new Keys('a{b}')).to.throw('may not hold { or }');
    });
  });

  it('asks Redis for nothing without a bound', async () => {
    const { url, store, redis } = await fresh();
    const commands: string[][] = [];
    const monitor = await connect(url).monitor();
    monitor.on('monitor', (_time: string, command: string[]) => commands.push(command));
    await save(store, 'c1', 2);
    await store.commit(
      aCommit('c1', 2, { outbox: [anEffect('c1', 'e')], setTimers: [aTimer('c1', 't', 1)], clearTimers: ['u'] }),
    );
    await store.load('c1');
    await store.revision('c1');
    await store.turns('c1', { count: 5 });
    await store.turns('c1', { after: 1, count: 5 });
    const [found] = await store.unsettled(0, 5);
    await store.settle('c1', [found?.entry ?? '']);
    for (const timer of await store.dueTimers(10, 5)) await store.clearTimer(timer);
    await store.index('ann', 'c1', 'Title', 1);
    await store.list('ann', { offset: 0, count: 5 });
    await store.remember('ann', 'slot', 1);
    await store.remembered('ann');
    await store.bytes('c1');
    await redis.ping('over');
    while (!commands.some((command) => command[1] === 'over')) await new Promise((resolve) => setTimeout(resolve, 5));
    monitor.disconnect();
    const unbounded = commands.filter((words) => {
      const [name, ...rest] = words.map((word) => word.toUpperCase());
      switch (name) {
        case 'KEYS':
        case 'SCAN':
        case 'SMEMBERS':
        case 'HGETALL':
        case 'HKEYS':
        case 'HVALS':
        case 'SORT':
        case 'LRANGE':
          return true;
        case 'XRANGE':
        case 'XREVRANGE':
          return !rest.includes('COUNT');
        case 'ZRANGE':
          return rest.includes('BYSCORE') ? !rest.includes('LIMIT') : rest[2] === '-1';
        case 'HSCAN':
        case 'ZRANGEBYSCORE':
          return !rest.includes('COUNT') && !rest.includes('LIMIT');
        default:
          return false;
      }
    });
    expect(unbounded).to.deep.equal([]);
    expect(new Set(commands.map(([name]) => name?.toLowerCase()))).to.include.keys('xadd', 'zrange', 'hscan', 'xrange');
  });

  it('saves a turn in one round trip', async () => {
    const { url, store, redis } = await fresh();
    await save(store, 'c1', 1);
    const sent: string[][] = [];
    const monitor = await connect(url).monitor();
    monitor.on('monitor', (_time: string, command: string[], source: string) => {
      if (source !== 'lua') sent.push(command);
    });
    await store.commit(aCommit('c1', 1, { outbox: [anEffect('c1', 'e')] }));
    await redis.ping('over');
    while (!sent.some((command) => command[1] === 'over')) await new Promise((resolve) => setTimeout(resolve, 5));
    monitor.disconnect();
    expect(sent.map(([name]) => name?.toLowerCase())).to.deep.equal(['evalsha', 'ping']);
  });

  it('runs on Redis Cluster', async () => {
    const own = await ownTestRedis({ appendOnly: false, configuration: { 'cluster-enabled': 'yes', port: '0' } });
    const redis = connect(own.url);
    await redis.cluster('ADDSLOTSRANGE', 0, 16_383);
    while (!(await redis.cluster('INFO')).includes('cluster_state:ok'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const store = new RedisSessionStore({ redis, prefix: own.prefix, ttlSeconds });
    for (let number = 0; number < 100; number++) {
      const id = `c${number}`;
      const result = await store.commit(
        aCommit(id, 0, { outbox: [anEffect(id, id)], setTimers: [aTimer(id, 't', number)], clearTimers: ['u'] }),
      );
      expect(result.type).to.equal('saved');
      await store.index('ann', id, id, number);
    }
    await store.remember('ann', 'slot', 1);
    const timers = await store.dueTimers(1_000, 1_000);
    const effects = await store.unsettled(0, 1_000);
    expect([timers.length, effects.length]).to.deep.equal([100, 100]);
    for (const timer of timers) await store.clearTimer(timer);
    for (const { entry, effect } of effects) await store.settle(effect.conversation, [entry]);
    expect(await store.dueTimers(1_000, 1_000)).to.deep.equal([]);
    redis.disconnect();
    await own.remove();
  });

  describe('when Redis goes away', () => {
    it('loses nothing that it acknowledged when Redis is killed and started again', async function () {
      this.timeout(30_000);
      const own = await ownTestRedis();
      const store = storeOn(own);
      const saved = new Map<string, number>();
      const asking = new AbortController();
      let refused = 0;
      const people = Array.from({ length: 20 }, async (_, person) => {
        const id = `c${person}`;
        while (!asking.signal.aborted) {
          const expected = saved.get(id) ?? 0;
          const commit = aCommit(id, expected, {
            messageId: `${id}-${expected + 1}`,
            outbox: [anEffect(id, `${id}.${expected}`)],
          });
          try {
            const result = await store.commit(commit);
            // A commit whose answer was lost with the connection is a duplicate when it is sent again.
            expect(result.type).to.be.oneOf(['saved', 'duplicate']);
            saved.set(id, expected + 1);
          } catch (error) {
            expect(error).to.include({ code: 'REDIS_AWAY' });
            refused += 1;
          }
        }
      });
      for (let round = 0; round < 3; round++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await own.kill();
        await own.start();
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      asking.abort();
      await Promise.all(people);
      await own.kill();
      await own.start();
      expect(refused).to.be.above(0);
      let turns = 0;
      for (const [id, revision] of saved) {
        expect(await store.revision(id)).to.equal(revision);
        turns += revision;
      }
      const redis = connect(own.url);
      let effects = 0;
      for (const { outbox } of new Keys(own.prefix).shards) effects += await redis.xlen(outbox);
      expect(effects).to.equal(turns);
      expect(turns).to.be.above(100);
      redis.disconnect();
      await own.remove();
    });

    it('fails soon, with a code, instead of hanging', async () => {
      const own = await ownTestRedis();
      const store = storeOn(own);
      await save(store, 'c1', 1);
      await own.kill();
      const since = Date.now();
      for (const ask of [() => store.load('c1'), () => store.commit(aCommit('c1', 1)), () => store.unsettled(0, 5)]) {
        const error = await ask().then(
          () => null,
          (reason: Error) => reason,
        );
        expect(error).to.include({ code: 'REDIS_AWAY' });
      }
      expect(Date.now() - since).to.be.below(4_500);
      await own.start();
      expect(await store.revision('c1')).to.equal(1);
      await own.remove();
    });
  });
});
