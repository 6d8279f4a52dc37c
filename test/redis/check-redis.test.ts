import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { checkRedis, type RedisFinding } from '#src/redis/check-redis.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { ownTestRedis } from '#test/support/redis.ts';

describe('checkRedis', () => {
  const findings = async (configuration: { [name: string]: string }): Promise<RedisFinding[]> => {
    const own = await ownTestRedis({ configuration });
    const redis = connectRedis(own.url);
    try {
      return await checkRedis(redis);
    } finally {
      redis.disconnect();
      await own.remove();
    }
  };

  it('finds nothing where every answer is written down first and nothing is evicted', async () => {
    for (const appendfsync of ['always', 'no']) expect(await findings({ appendfsync })).to.deep.equal([]);
    expect(await findings({ maxmemory: '100mb', 'maxmemory-policy': 'noeviction' })).to.deep.equal([]);
    // Without a limit nothing is evicted, whatever the policy.
    expect(await findings({ 'maxmemory-policy': 'allkeys-lru' })).to.deep.equal([]);
  });

  it('finds eviction', async () => {
    const [finding, ...rest] = await findings({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
    expect(rest).to.deep.equal([]);
    expect(finding).to.deep.equal({
      code: 'REDIS_EVICTS',
      severity: 'error',
      message:
        'Redis deletes conversations when its memory is full (maxmemory-policy allkeys-lru): set it to noeviction.',
    });
  });

  it('finds that nothing is written down, or not before it is acknowledged', async () => {
    const codes = async (configuration: { [name: string]: string }) =>
      (await findings(configuration)).map(({ code, severity }) => `${severity} ${code}`);
    expect(await codes({ appendonly: 'no' })).to.deep.equal(['warning REDIS_NOT_DURABLE']);
    expect(await codes({ appendfsync: 'everysec' })).to.deep.equal(['warning REDIS_SYNC']);
  });

  it('judges what it is told by servers that cannot be had here', async () => {
    const told = async (info: string) => {
      const redis = { info: async () => info, config: async () => Promise.reject(new Error('NOPERM')) };
      return (await checkRedis(redis as unknown as Redis)).map(({ code, severity }) => `${severity} ${code}`);
    };
    const good = 'redis_version:7.2.4\r\naof_enabled:1\r\nmaxmemory:0\r\nloading:0\r\nrole:master\r\n';
    expect(await told(good)).to.deep.equal([]);
    expect(await told(good.replace('7.2.4', '6.2.0'))).to.deep.equal([]);
    expect(await told(good.replace('7.2.4', '10.0.1'))).to.deep.equal([]);
    expect(await told(good.replace('7.2.4', '6.0.16'))).to.deep.equal(['error REDIS_VERSION']);
    expect(await told(good.replace('7.2.4', '5.0.7'))).to.deep.equal(['error REDIS_VERSION']);
    expect(await told(good.replace('loading:0', 'loading:1'))).to.deep.equal(['error REDIS_LOADING']);
    expect(await told(good.replace('master', 'slave'))).to.deep.equal(['error REDIS_READ_ONLY']);
    expect(await told(`${good}aof_last_write_status:err\r\n`)).to.deep.equal(['warning REDIS_DISK']);
  });

  it('rejects with REDIS_AWAY when there is none', async () => {
    const own = await ownTestRedis();
    await own.remove();
    const redis = connectRedis(own.url);
    const error = await checkRedis(redis).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error).to.include({ code: 'REDIS_AWAY' });
    redis.disconnect();
  });
});
