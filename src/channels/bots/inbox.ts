import type { Redis } from 'ioredis';

import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { Incoming } from './bot-channel.ts';

/** Ids that are remembered per channel: platforms repeat what was not acknowledged within minutes, or a day at most. */
const REMEMBERED_IDS = 20_000;

/** An event that was kept, until it is settled. */
export interface Kept {
  entry: string;
  event: Incoming;
}

/** What came in from the platforms, kept until it was handled: a process may die at any point and nothing is lost or twice. */
export class Inbox {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #accept: RedisScript;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#accept = loadScript(redis, new URL('./accept-incoming-2.lua', import.meta.url));
  }

  /** Keeps an event; false when it had come before. */
  async accept(channel: string, event: Incoming): Promise<boolean> {
    const { stream, seen } = this.#keys(channel);
    return (await this.#accept(stream, seen, event.id, JSON.stringify(event), Date.now(), REMEMBERED_IDS)) === 1;
  }

  /** Events behind this entry, oldest first. Without `waitMs` it answers at once; `connection` is held up meanwhile. */
  async after(
    channel: string,
    entry: string,
    { count, waitMs, connection }: { count: number; waitMs?: number; connection?: Redis },
  ): Promise<Kept[]> {
    const { stream } = this.#keys(channel);
    if (waitMs === undefined || connection === undefined) {
      const found = await orTrouble(this.#redis.xrange(stream, `(${entry}`, '+', 'COUNT', count));
      return found.map(kept);
    }
    const found = await connection.xread('COUNT', count, 'BLOCK', waitMs, 'STREAMS', stream, entry);
    return streamsIn(found).map(kept);
  }

  /** It was handled. */
  async settle(channel: string, entry: string): Promise<void> {
    await orTrouble(this.#redis.xdel(this.#keys(channel).stream, entry));
  }

  #keys(channel: string): { stream: string; seen: string } {
    const base = `${this.#prefix}bots:{in:${channel}}:`;
    return { stream: `${base}events`, seen: `${base}seen` };
  }
}

function kept([entry, fields]: [string, string[]]): Kept {
  return { entry, event: JSON.parse(fields[1] ?? 'null') as Incoming };
}

/** The entries of the one stream that was read, as either version of the Redis protocol has them. */
function streamsIn(found: unknown): [string, string[]][] {
  if (found === null || found === undefined) return [];
  const streams = Array.isArray(found) ? found.map((pair: [string, unknown]) => pair[1]) : Object.values(found);
  return (streams[0] ?? []) as [string, string[]][];
}
