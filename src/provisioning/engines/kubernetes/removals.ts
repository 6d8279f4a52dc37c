import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import { ActionFailure } from '../../action.ts';
import { effectMark } from './names.ts';

/** How long it is remembered that an effect's VDC was removed, so that a late repetition does not make it again. */
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** The effects whose VDCs were removed: what the host itself cannot remember, since nothing of them is left there. */
export class Removals {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  async add(effectId: string): Promise<void> {
    await orTrouble(this.#redis.set(this.#key(effectId), '1', 'PX', LIFETIME_MS));
  }

  async has(effectId: string): Promise<boolean> {
    return (await orTrouble(this.#redis.exists(this.#key(effectId)))) === 1;
  }

  #key(effectId: string): string {
    return `${this.#prefix}kubernetes:removed:${effectMark(effectId)}`;
  }
}

/** The failure of work on a VDC that somebody removed meanwhile. */
export function removed(): ActionFailure {
  return new ActionFailure('ABORTED', 'The VDC has been removed meanwhile.');
}
