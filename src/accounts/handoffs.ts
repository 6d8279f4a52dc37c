import type { Redis } from 'ioredis';

import type { HandoffDesk, HandoffTicket } from '#src/conversation/ports.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

const KEEP_SECONDS = 90 * 24 * 60 * 60;
const MOST = 100;

/** Conversations that want a person, by queue, until somebody closes them. */
export class Handoffs implements HandoffDesk {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #onTicket: (ticket: HandoffTicket) => void;

  constructor(options: { redis: Redis; prefix: string; onTicket(ticket: HandoffTicket): void }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#onTicket = options.onTicket;
  }

  async open(ticket: HandoffTicket): Promise<void> {
    const fresh = await orTrouble(
      this.#redis.set(this.#key(ticket.id), JSON.stringify(ticket), 'EX', KEEP_SECONDS, 'NX'),
    );
    await orTrouble(this.#redis.zadd(this.#open, 'NX', String(ticket.at), ticket.id));
    if (fresh !== null) this.#onTicket(ticket);
  }

  /** Open tickets, oldest first. */
  async list(): Promise<HandoffTicket[]> {
    const ids = await orTrouble(this.#redis.zrange(this.#open, 0, String(MOST - 1)));
    const tickets: HandoffTicket[] = [];
    for (const id of ids) {
      const text = await orTrouble(this.#redis.get(this.#key(id)));
      if (text === null) await orTrouble(this.#redis.zrem(this.#open, id));
      else tickets.push(JSON.parse(text) as HandoffTicket);
    }
    return tickets;
  }

  get #open(): string {
    return `${this.#prefix}handoffs`;
  }

  #key(id: string): string {
    return `${this.#prefix}handoff:{${id}}`;
  }
}
