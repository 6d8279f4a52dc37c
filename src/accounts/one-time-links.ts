import { createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

/** What a link leads to: made only when it is fetched. */
export interface LinkSubject {
  owner: string;
  /** Which fetcher makes it, for example `kubeconfig`. */
  kind: string;
  subject: string;
  filename: string;
}

/** Links that work a single time. Redis holds only their digests, so that reading it opens none. */
export class OneTimeLinks {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** A new link; `expiresAt` is in milliseconds since the epoch. */
  async issue(link: LinkSubject, ttlMs: number): Promise<{ token: string; expiresAt: number }> {
    const token = randomBytes(24).toString('base64url');
    const { owner, kind, subject, filename } = link;
    const lifetime = Math.max(1, Math.trunc(ttlMs));
    const expiresAt = Date.now() + lifetime;
    const value = JSON.stringify({ owner, kind, subject, filename });
    await orTrouble(this.#redis.set(this.#keyOf(token), value, 'PX', lifetime));
    return { token, expiresAt };
  }

  /** What the link leads to, without using it up. */
  async peek(token: string): Promise<LinkSubject | null> {
    return isToken(token) ? read(await orTrouble(this.#redis.get(this.#keyOf(token)))) : null;
  }

  /** Uses the link up: of all who try, exactly one gets it. */
  async redeem(token: string): Promise<LinkSubject | null> {
    return isToken(token) ? read(await orTrouble(this.#redis.getdel(this.#keyOf(token)))) : null;
  }

  #keyOf(token: string): string {
    return `${this.#prefix}once:${createHash('sha256').update(token).digest('base64url')}`;
  }
}

function isToken(token: string): boolean {
  return /^[\w-]{32}$/.test(token);
}

function read(value: string | null): LinkSubject | null {
  return value === null ? null : (JSON.parse(value) as LinkSubject);
}
