import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { OneTimeLinks } from '#src/accounts/one-time-links.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

describe('OneTimeLinks', () => {
  const link = { owner: 'ann', kind: 'kubeconfig', subject: 'vdc-1', filename: 'lab.yaml' };
  let redis: Redis;
  let prefix: string;
  let links: OneTimeLinks;

  beforeEach(async () => {
    const place = await testRedis();
    prefix = place.prefix;
    redis = connectRedis(place.url);
    links = new OneTimeLinks({ redis, prefix });
  });

  afterEach(() => redis.disconnect());

  it('may be looked at often and used once', async () => {
    const { token, expiresAt } = await links.issue(link, 60_000);
    expect(token).to.match(/^[\w-]{32}$/);
    expect(expiresAt).to.be.within(Date.now() + 55_000, Date.now() + 60_000);
    expect(await links.peek(token)).to.deep.equal(link);
    expect(await links.peek(token)).to.deep.equal(link);
    expect(await links.redeem(token)).to.deep.equal(link);
    expect(await links.redeem(token)).to.equal(null);
    expect(await links.peek(token)).to.equal(null);
  });

  it('are given to exactly one of all who try', async () => {
    const { token } = await links.issue(link, 60_000);
    const redeemed = await Promise.all(Array.from({ length: 50 }, () => links.redeem(token)));
    expect(redeemed.filter((one) => one !== null)).to.deep.equal([link]);
  });

  it('expire', async () => {
    const { token } = await links.issue(link, 5);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([await links.peek(token), await links.redeem(token)]).to.deep.equal([null, null]);
  });

  it('cannot be guessed, nor read out of Redis', async () => {
    const { token } = await links.issue(link, 60_000);
    for (const invented of ['', '*', 'x'.repeat(32), `${token} `, token.slice(1), '../secret']) {
      expect(await links.redeem(invented), invented).to.equal(null);
    }
    const keys = await redis.keys(`${prefix}*`);
    expect(keys).to.have.length(1);
    expect(keys[0]).not.to.include(token);
    expect(await links.redeem((keys[0] ?? '').slice(`${prefix}once:`.length))).to.equal(null);
  });
});
