import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { connectRedis } from '#src/redis/connect-redis.ts';
import { loadScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';
import { type OwnTestRedis, ownTestRedis, testRedis } from '#test/support/redis.ts';

describe('connectRedis', () => {
  const open: Redis[] = [];
  const keep = (redis: Redis) => {
    open.push(redis);
    return redis;
  };

  afterEach(() => {
    for (const redis of open.splice(0)) redis.disconnect();
  });

  it('takes socket paths and unix addresses, with a database', async () => {
    const { url, prefix } = await testRedis();
    const [plain, address, other] = [url, `unix://${url}`, `unix://${url}?db=3`].map((one) => keep(connectRedis(one)));
    await plain?.set(`${prefix}a`, '1');
    expect(await address?.get(`${prefix}a`)).to.equal('1');
    expect(await other?.get(`${prefix}a`)).to.equal(null);
  });

  it('takes redis:// and unix:// with a password', async () => {
    const port = await freePort();
    const own = await ownTestRedis({
      appendOnly: false,
      configuration: { port: `${port}`, bind: '127.0.0.1', requirepass: 'p@ss/word' },
    });
    for (const url of [`redis://:p%40ss%2Fword@127.0.0.1:${port}`, `unix://:p%40ss%2Fword@host${own.url}`]) {
      expect(await keep(connectRedis(url)).ping(), url).to.equal('PONG');
    }
    await own.remove();
  });

  describe('when Redis goes away', () => {
    let own: OwnTestRedis;

    beforeEach(async () => {
      own = await ownTestRedis();
    });

    afterEach(() => own.remove());

    it('fails within about a second, as REDIS_AWAY, and comes back by itself', async () => {
      const errors: Error[] = [];
      const redis = keep(connectRedis(own.url, { onError: (error) => errors.push(error) }));
      await redis.set('a', '1');
      await own.kill();
      for (let time = 0; time < 3; time++) {
        const since = Date.now();
        expect(await codeOf(redis.get('a'))).to.equal('REDIS_AWAY');
        expect(Date.now() - since).to.be.below(2_000);
      }
      expect(errors).not.to.have.length(0);
      await own.start();
      await until(() =>
        redis.get('a').then(
          (value) => value === '1',
          () => false,
        ),
      );
    });

    it('fails when it was never there', async () => {
      await own.kill();
      expect(await codeOf(keep(connectRedis(own.url)).get('a'))).to.equal('REDIS_AWAY');
    });

    it('fails what was on its way when Redis was killed', async () => {
      const redis = keep(connectRedis(own.url));
      await redis.ping();
      const script = loadScript(redis, new URL('./wait-0.lua', import.meta.url));
      const asked = codeOf(script(60_000));
      await pause(50);
      await own.kill();
      expect(await asked).to.equal('REDIS_AWAY');
    });

    it('fails when Redis is there and does not answer', async () => {
      const redis = keep(connectRedis(own.url, { commandTimeoutMs: 100 }));
      await redis.ping();
      const busy = keep(connectRedis(own.url));
      loadScript(busy, new URL('./wait-0.lua', import.meta.url))(400).catch(() => {});
      await pause(50);
      expect(await codeOf(redis.get('a'))).to.equal('REDIS_AWAY');
    });
  });

  it('says what kind of trouble it is', async () => {
    const own = await ownTestRedis({ appendOnly: false });
    const redis = keep(connectRedis(own.url));
    await redis.config('SET', 'maxmemory', '1');
    expect(await codeOf(redis.set('a', '1'))).to.equal('REDIS_FULL');
    expect(await codeOf(loadScript(redis, new URL('./write-1.lua', import.meta.url))('a'))).to.equal('REDIS_FULL');
    await redis.config('SET', 'maxmemory', '0');
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    expect(await codeOf(redis.set('a', '1'))).to.equal('REDIS_READ_ONLY');
    await redis.call('REPLICAOF', 'NO', 'ONE');
    await redis.lpush('list', '1');
    expect(await codeOf(redis.get('list'))).to.equal(undefined);
    await own.remove();
  });
});

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  return await orTrouble(promise).then(
    () => 'It went well.',
    (error: Error & { code?: string }) => error.code,
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within eight seconds.');
    await pause(20);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
