import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';

import { openStand, type Stand, until } from './stand.ts';
import { madeNow } from './test-actions.ts';

describe('A worker that stops while Redis is away', function () {
  this.timeout(60_000);
  let redis: OwnTestRedis;
  let stand: Stand;

  before(async () => {
    redis = await ownTestRedis();
    stand = await openStand(redis);
  });

  after(async () => {
    await stand.close();
    await redis.remove();
  });

  it('leaves nothing behind that keeps the process alive', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const before = timers();
    const worker = await stand.work();
    await stand.service.start(stand.request({ steps: 60, pace: 20 }));
    await until(async () => (await madeNow(stand.services)).length > 5);
    await redis.kill();
    await worker.stop();
    // Looking again takes one of its own.
    await until(() => timers() <= before + 1, 20_000);
    await redis.start();
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
