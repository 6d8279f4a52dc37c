import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import { Keys } from './keys.ts';

const REFRESH_AFTER_MS = 24 * 60 * 60 * 1_000;

export interface DefinitionStoreOptions {
  redis: Redis;
  /** Begins every key. */
  prefix: string;
  /** How long a conversation is kept after its last turn. Definitions outlive the conversations that run them. */
  ttlSeconds: number;
}

/**
 * Flow definitions by content hash, so that a conversation goes on in the version it began with. A definition ages out
 * when no process has used it for twice the life of a conversation; `refresh` keeps those in use.
 */
export class DefinitionStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #ttl: number;
  readonly #now: () => number;
  /** Hashes this process uses, by when their life was last prolonged. */
  readonly #used = new Map<string, number>();

  constructor({ redis, prefix, ttlSeconds }: DefinitionStoreOptions, now: () => number = Date.now) {
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#ttl = ttlSeconds * 2;
    this.#now = now;
  }

  /** Keeps a definition. The same hash is the same text, so the first one stays. */
  async save(hash: string, definition: string): Promise<void> {
    const key = this.#keys.definition(hash);
    const set = await orTrouble(this.#redis.set(key, definition, 'EX', this.#ttl, 'NX'));
    if (set === null) await orTrouble(this.#redis.expire(key, this.#ttl));
    this.#used.set(hash, this.#now());
  }

  /** The definition with this hash, or null when it aged out. */
  async load(hash: string): Promise<string | null> {
    const definition = await orTrouble(this.#redis.getex(this.#keys.definition(hash), 'EX', this.#ttl));
    if (definition !== null) this.#used.set(hash, this.#now());
    return definition;
  }

  /** Prolongs the life of what this process uses, once a day each. Cheap when there is nothing to do. */
  async refresh(): Promise<void> {
    for (const [hash, at] of this.#used) {
      if (this.#now() - at < REFRESH_AFTER_MS) continue;
      await orTrouble(this.#redis.expire(this.#keys.definition(hash), this.#ttl));
      this.#used.set(hash, this.#now());
    }
  }
}
