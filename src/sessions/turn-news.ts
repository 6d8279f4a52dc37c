import { randomUUID } from 'node:crypto';

import type { Redis } from 'ioredis';

import type { Turn } from '#src/protocol/index.ts';

/** How long it is believed that there is no other process: answers of people are not told to nobody. */
const ALONE_MS = 5_000;

interface News {
  from: string;
  conversation: string;
  turn: Turn;
}

/**
 * Tells the other processes of this wizard which turns were saved here: a person may be connected to one of them while
 * another one had the outcome, the timer, or the words of somebody else. Lost news are no loss: a client sees the gap.
 */
export class TurnNews {
  readonly #redis: Redis;
  readonly #channel: string;
  readonly #id = randomUUID();
  #subscriber: Redis | undefined;
  #aloneUntil = 0;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#channel = `${prefix}turns`;
  }

  /** `asked`: a person who is connected here caused it, and has it already. */
  tell(conversation: string, turn: Turn, asked: boolean): void {
    const now = Date.now();
    if (asked && now < this.#aloneUntil) return;
    const news: News = { from: this.#id, conversation, turn };
    this.#redis.publish(this.#channel, JSON.stringify(news)).then(
      (hearers) => {
        this.#aloneUntil = hearers <= 1 ? now + ALONE_MS : 0;
      },
      () => undefined,
    );
  }

  /** Hears of the turns of other processes until `stop`. */
  async start(onTurn: (conversation: string, turn: Turn) => void): Promise<void> {
    const subscriber = this.#redis.duplicate({ maxRetriesPerRequest: null });
    this.#subscriber = subscriber;
    // Lost and found again by the client itself, which also subscribes again.
    subscriber.on('error', () => undefined);
    subscriber.on('message', (_channel, text) => {
      const { from, conversation, turn } = JSON.parse(text) as News;
      if (from !== this.#id) onTurn(conversation, turn);
    });
    await subscriber.subscribe(this.#channel);
  }

  stop(): void {
    this.#subscriber?.disconnect();
  }
}
