import type { Redis } from 'ioredis';
import { z } from 'zod';

import type { Scene } from '#src/conversation/index.ts';

import { redact } from './model/redact.ts';

/** A sentence that nothing could be made of, redacted, and how often it was said. */
export interface UnknownSentence {
  text: string;
  locale: string;
  /** The flow it was said in. */
  flow: string;
  count: number;
}

/** Sentences that are kept; the rarest make room. */
const MOST_KEPT = 1_000;
const LONGEST = 200;

const memberSchema = z.tuple([z.string(), z.string(), z.string()]);

/** What people said that nothing could be made of, counted, for those who write flows. Nobody's name is kept with it. */
export class UnknownSentences {
  readonly #redis: Redis;
  readonly #key: string;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#key = `${prefix}{understanding}:unknown`;
  }

  /** Counts one. Whoever waits for an answer does not wait for this. */
  async add({ text, flow, surroundings }: Pick<Scene, 'text' | 'flow' | 'surroundings'>): Promise<void> {
    const plain = redact(text, LONGEST).trim().toLowerCase();
    if (plain === '') return;
    const member = JSON.stringify([surroundings.locale, flow?.id ?? '', plain]);
    await this.#redis
      .multi()
      .zincrby(this.#key, 1, member)
      .zremrangebyrank(this.#key, 0, String(-MOST_KEPT - 1))
      .exec();
  }

  /** The most frequent first. */
  async list(count: number): Promise<UnknownSentence[]> {
    const found = await this.#redis.zrevrange(this.#key, '0', String(count - 1), 'WITHSCORES');
    return found.flatMap((member, index): UnknownSentence[] => {
      if (index % 2 === 1) return [];
      const [locale, flow, text] = memberSchema.parse(JSON.parse(member));
      return [{ text, locale, flow, count: Number(found[index + 1]) }];
    });
  }

  /** Forgets one that was taught. */
  async forget(text: string): Promise<void> {
    const members = await this.#redis.zrange(this.#key, '0', '-1');
    const gone = members.filter((member) => memberSchema.parse(JSON.parse(member))[2] === text.trim().toLowerCase());
    if (gone.length > 0) await this.#redis.zrem(this.#key, ...gone);
  }
}
