import { expect } from 'chai';

import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';

import { openStand, type Stand, until } from './stand.ts';
import { madeNow, timesMade } from './test-actions.ts';

describe('Redis killed while operations run', function () {
  this.timeout(60_000);
  let redis: OwnTestRedis;
  let stand: Stand;

  beforeEach(async () => {
    redis = await ownTestRedis();
    stand = await openStand(redis);
  });

  afterEach(async () => {
    await stand.close();
    await redis.remove();
  });

  it('costs time, and nothing else: each one is finished, once', async () => {
    await stand.work();
    const requests = [stand.request({ steps: 60, pace: 20 }), stand.request({ steps: 60, pace: 20 })];
    for (const request of requests) await stand.service.start(request);
    for (let outages = 0; outages < 2; outages += 1) {
      const before = (await madeNow(stand.services)).length;
      await until(async () => (await madeNow(stand.services)).length > before + 5);
      await redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await redis.start();
      await until(async () => (await stand.services.redis.ping().catch(() => '')) === 'PONG');
    }
    await until(() => stand.told.length >= 2, 40_000);
    for (const { outcome, view } of stand.told) {
      expect(outcome).to.deep.equal({ ok: true, output: { made: 60 } });
      expect(view.state).to.equal('Succeeded');
    }
    expect(new Set(await timesMade(stand.services))).to.deep.equal(new Set([1]));
    expect(await madeNow(stand.services)).to.have.length(120);
  });
});
