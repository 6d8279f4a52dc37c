import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { Plan } from './engine.ts';

/** Plans that were shown, by their hash: a conversation carries the hash, the whole plan waits here. */
export class PlanStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #ttlMs: number;

  /** A plan outlives its price, so that a late yes can be told what changed. */
  constructor(redis: Redis, prefix: string, ttlMs = 24 * 3_600_000) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#ttlMs = ttlMs;
  }

  async keep(plan: Plan): Promise<void> {
    await orTrouble(this.#redis.set(this.#key(plan.spec.owner, plan.hash), JSON.stringify(plan), 'PX', this.#ttlMs));
  }

  /** Null when it was never shown to this owner, or too long ago. */
  async find(owner: string, hash: string): Promise<Plan | null> {
    const text = await orTrouble(this.#redis.get(this.#key(owner, hash)));
    return text === null ? null : (JSON.parse(text) as Plan);
  }

  #key(owner: string, hash: string): string {
    return `${this.#prefix}plan:{${encodeURIComponent(owner)}}:${hash}`;
  }
}
