import type { Redis } from 'ioredis';

import type { AwaitStore, Publication } from '#src/conversation/event-desk.ts';
import type { Awaiting } from '#src/conversation/ports.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

/** How long it is kept in mind that something happened. */
const IN_MIND_MS = 60_000;
/** How many waits one look reads. */
const PAGE = 100;

/** Which conversations wait for which events: one sorted set per event, by the time the wait began. */
export class AwaitedEvents implements AwaitStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #ttlMs: number;

  constructor({ redis, prefix, ttlSeconds }: { redis: Redis; prefix: string; ttlSeconds: number }) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#ttlMs = ttlSeconds * 1_000;
  }

  async wait(awaiting: Awaiting): Promise<void> {
    const key = this.#key(awaiting.event);
    await orTrouble(this.#redis.zadd(key, 'NX', awaiting.at, JSON.stringify(awaiting)));
    // Conversations that are gone by now wait no longer.
    await orTrouble(this.#redis.zremrangebyscore(key, 0, awaiting.at - this.#ttlMs));
    await orTrouble(this.#redis.pexpire(key, this.#ttlMs));
  }

  async waiting(event: string, offset: number): Promise<Awaiting[]> {
    const page = await orTrouble(this.#redis.zrange(this.#key(event), offset, String(offset + PAGE - 1)));
    return page.map((text) => JSON.parse(text) as Awaiting);
  }

  async forget(awaiting: Awaiting): Promise<void> {
    await orTrouble(this.#redis.zrem(this.#key(awaiting.event), JSON.stringify(awaiting)));
  }

  async note(publication: Publication, at: number): Promise<void> {
    const key = this.#recent(publication.event);
    await orTrouble(this.#redis.zadd(key, at, JSON.stringify({ ...publication, at })));
    await orTrouble(this.#redis.zremrangebyscore(key, 0, at - IN_MIND_MS));
    await orTrouble(this.#redis.pexpire(key, IN_MIND_MS));
  }

  async since(event: string, at: number): Promise<Publication[]> {
    const found = await orTrouble(this.#redis.zrangebyscore(this.#recent(event), `(${at}`, '+inf', 'LIMIT', 0, PAGE));
    return found.map((text) => JSON.parse(text) as Publication);
  }

  #recent(event: string): string {
    return `${this.#prefix}happened:${event}`;
  }

  #key(event: string): string {
    return `${this.#prefix}waiting:${event}`;
  }
}
