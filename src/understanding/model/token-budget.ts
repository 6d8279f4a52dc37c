import type { Redis } from 'ioredis';

/** Two days: longer than any day is somewhere. */
const KEPT_SECONDS = 172_800;

/** Tokens that one person may spend on a language model in a day (UTC), counted in Redis over all replicas. */
export class TokenBudget {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #most: number;
  readonly #now: () => number;

  constructor({
    redis,
    prefix,
    most,
    now = Date.now,
  }: { redis: Redis; prefix: string; most: number; now?: () => number }) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#most = most;
    this.#now = now;
  }

  /** Whether there is something left. Nobody waits for a Redis that is away: without an answer there is not. */
  async isLeft(owner: string): Promise<boolean> {
    const spent = await this.#redis.get(this.#key(owner)).catch(() => null);
    return spent === null ? this.#redis.status === 'ready' : Number(spent) < this.#most;
  }

  async spend(owner: string, tokens: number): Promise<void> {
    const key = this.#key(owner);
    await this.#redis
      .multi()
      .incrby(key, Math.max(0, Math.round(tokens)))
      .expire(key, KEPT_SECONDS)
      .exec()
      .catch(() => undefined);
  }

  #key(owner: string): string {
    const day = new Date(this.#now()).toISOString().slice(0, 10);
    return `${this.#prefix}{model:${encodeURIComponent(owner)}}:${day}`;
  }
}
