import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

import type { Config } from '#src/config/config.ts';
import { ConfigError } from '#src/config/config-error.ts';
import { checkRedis } from '#src/redis/check-redis.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';
import { RedisTrouble } from '#src/redis/redis-trouble.ts';

/** Connects to the Redis of the settings, or starts one of our own; rejects with a sentence when it will not do. */
export async function openRedis(
  config: Config,
  dataDir: string,
  log: Logger,
  stops: (() => unknown)[],
): Promise<Redis> {
  let { url } = config.redis;
  if (url === undefined) {
    const embedded = await startEmbeddedRedis({ dataDir });
    stops.push(() => embedded.stop());
    url = embedded.url;
  }
  const redis = connectRedis(url, { onError: (error) => log.warn({ error }, 'Redis cannot be reached') });
  stops.push(() => redis.disconnect());
  const findings = await checkRedis(redis).catch((cause: unknown) => {
    // Without the password that may stand in the address.
    const where = url.startsWith('redis') ? new URL(url).host : url;
    const isAway = cause instanceof RedisTrouble && cause.code === 'REDIS_AWAY';
    const why = isAway ? 'nothing answers there' : cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([`Redis at ${where} cannot be used (${why}): start it, or set REDIS_URL.`]);
  });
  for (const { severity, message } of findings) {
    if (severity === 'error') throw new ConfigError([message]);
    log.warn(message);
  }
  return redis;
}
