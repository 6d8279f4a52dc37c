import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

import { asTrouble } from './redis-trouble.ts';

/** Runs a script in one round trip: its keys first, then its arguments. */
export type RedisScript = (...keysAndArguments: (string | number)[]) => Promise<unknown>;

/**
 * Reads a Lua file whose name ends with the count of its KEYS (`commit-turn-6.lua`) and binds it to a connection. It is
 * sent by its digest; in full only when Redis does not know it, as after a restart.
 */
export function loadScript(redis: Redis, file: URL): RedisScript {
  const lua = readFileSync(file, 'utf8');
  const digest = createHash('sha1').update(lua).digest('hex');
  const count = /-(\d+)\.lua$/.exec(file.pathname)?.[1];
  if (count === undefined) throw new Error(`The name of ${file.pathname} does not end with its count of keys.`);
  const keys = Number(count);
  return (...given) =>
    redis.evalsha(digest, keys, ...given).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.includes('NOSCRIPT')) return asTrouble(error);
      return redis.eval(lua, keys, ...given).catch(asTrouble);
    });
}
