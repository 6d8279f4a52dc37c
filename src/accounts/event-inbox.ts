import { randomUUID } from 'node:crypto';

import type { Redis } from 'ioredis';

import type { Publication } from '#src/conversation/event-desk.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

const LOOK_EVERY_MS = 250;
/** After so many tries in vain an event is given up, so that those behind it come through. */
const MOST_TRIES = 200;

/**
 * Events on their way to the wizard: put here by whoever has the same Redis, and taken by a running wizard, also after a
 * restart. Two wizards may take the same one; telling it twice is telling it once.
 */
export class EventInbox {
  readonly #redis: Redis;
  readonly #key: string;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #tries = 0;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#key = `${prefix}events`;
  }

  async put(publication: Publication): Promise<void> {
    await orTrouble(this.#redis.rpush(this.#key, JSON.stringify({ ...publication, id: randomUUID() })));
  }

  /** Takes what comes, in order, until `stop`. */
  start(take: (publication: Publication) => Promise<unknown>, onError: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look(take)
        .catch(onError)
        .finally(() => {
          this.#looking = undefined;
        });
    }, LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(take: (publication: Publication) => Promise<unknown>): Promise<void> {
    for (;;) {
      const text = await orTrouble(this.#redis.lindex(this.#key, 0));
      if (text === null) return;
      this.#tries += 1;
      try {
        await take(JSON.parse(text) as Publication);
      } catch (error) {
        if (this.#tries < MOST_TRIES) throw error;
      }
      await orTrouble(this.#redis.lrem(this.#key, 1, text));
      this.#tries = 0;
    }
  }
}
