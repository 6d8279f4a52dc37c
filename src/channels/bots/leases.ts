import { randomUUID } from 'node:crypto';

import type { Redis } from 'ioredis';

import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

export interface LeasesOptions {
  redis: Redis;
  prefix: string;
  /** Milliseconds until others may take a lease of a process that died. */
  lifetimeMs?: number;
}

/** A lease that is held: `lost` aborts when it could not be kept. */
export interface Lease {
  lost: AbortSignal;
  release(): Promise<void>;
}

/** Who among several processes does a thing: one at a time, and another one soon after it died. */
export class Leases {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #lifetimeMs: number;
  readonly #me = randomUUID();
  readonly #keep: RedisScript;

  constructor({ redis, prefix, lifetimeMs }: LeasesOptions) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#lifetimeMs = lifetimeMs ?? 15_000;
    this.#keep = loadScript(redis, new URL('./keep-lease-1.lua', import.meta.url));
  }

  /** The lease, or null while somebody else has it. */
  async take(name: string): Promise<Lease | null> {
    const key = `${this.#prefix}bots:lease:${name}`;
    const holder = `${this.#me}:${randomUUID()}`;
    const taken = await orTrouble(this.#redis.set(key, holder, 'PX', this.#lifetimeMs, 'NX'));
    if (taken === null) return null;
    const lost = new AbortController();
    let until = Date.now() + this.#lifetimeMs;
    const keeping = setInterval(() => {
      this.#keep(key, holder, this.#lifetimeMs).then(
        (held) => {
          if (held === 1) {
            until = Date.now() + this.#lifetimeMs;
            return;
          }
          clearInterval(keeping);
          lost.abort();
        },
        () => {
          // Redis is away: it is ours for as long as it would have been kept anyway.
          if (Date.now() > until) lost.abort();
        },
      );
    }, this.#lifetimeMs / 3).unref();
    return {
      lost: lost.signal,
      release: async () => {
        clearInterval(keeping);
        await this.#keep(key, holder, 0).catch(() => undefined);
      },
    };
  }
}
