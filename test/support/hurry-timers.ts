import { connectRedis } from '#src/redis/connect-redis.ts';
import { Keys } from '#src/sessions/keys.ts';

import type { TestWizard } from './wizard.ts';

/**
 * Makes every durable timer of this wizard due now, whose data has this in it, in the order they would have been due; says
 * how many there were. At once: what one of them sets anew is not hurried.
 */
export async function hurryTimers({ config }: TestWizard, name: string): Promise<number> {
  const redis = connectRedis(config.redis.url ?? '');
  let hurried = 0;
  try {
    for (const { timers, timerData } of new Keys(`${config.redis.prefix}:`).shards) {
      const data = await redis.hgetall(timerData);
      const inOrder = await redis.zrange(timers, '0', '-1');
      const meant = inOrder.filter((member) => data[member]?.includes(name));
      if (meant.length === 0) continue;
      const begin = Date.now() - meant.length;
      await redis.zadd(timers, 'XX', ...meant.flatMap((member, index) => [`${begin + index}`, member]));
      hurried += meant.length;
    }
  } finally {
    redis.disconnect();
  }
  return hurried;
}
