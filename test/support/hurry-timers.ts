import { connectRedis } from '#src/redis/connect-redis.ts';
import { Keys } from '#src/sessions/keys.ts';

import type { TestWizard } from './wizard.ts';

/** Makes every durable timer of this wizard due now, whose name has this in it; says how many there were. */
export async function hurryTimers({ config }: TestWizard, name: string): Promise<number> {
  const redis = connectRedis(config.redis.url ?? '');
  let hurried = 0;
  try {
    for (const { timers, timerData } of new Keys(`${config.redis.prefix}:`).shards) {
      for (const [member, data] of Object.entries(await redis.hgetall(timerData))) {
        if (!data.includes(name)) continue;
        await redis.zadd(timers, 'XX', Date.now() - 1, member);
        hurried += 1;
      }
    }
  } finally {
    redis.disconnect();
  }
  return hurried;
}
