import type { Redis } from 'ioredis';

import type { BridgeEvent, BridgeSide, Parting } from '#src/conversation/bridge.ts';
import type { HandoffBook, HandoffRoom, HandoffTaking, OpenHandoff } from '#src/conversation/handoff-book.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';
import type { Overview } from '#src/conversation/overview.ts';
import type { Caller, HandoffDesk, HandoffTicket } from '#src/conversation/ports.ts';
import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';
import { tenantOf } from './tenant.ts';

const KEEP_SECONDS = 90 * 24 * 60 * 60;
/** The most tickets that one look reads. */
const MOST = 100;

/** Who has taken a ticket, and in which conversation they talk. */
interface Helper {
  owner: string;
  name: string;
  conversation: string;
  run: string;
}

export interface HandoffsOptions {
  redis: Redis;
  prefix: string;
  /** Tells one conversation. The same message id again changes nothing. */
  deliver(news: { conversation: string; messageId: string; event: BridgeEvent }): Promise<void>;
  overview(conversation: string): Promise<Overview | null>;
  operation(id: string): Promise<{ title: string; state: string } | null>;
  /** Whether this conversation is the caller's. */
  owns(caller: Caller, conversation: string): Promise<boolean>;
  /** Whether the caller may see people of every tenant. */
  seesAll(caller: Caller): boolean;
  /** Somebody waits for a person: who is on duty is told. */
  onWaiting(ticket: HandoffTicket): void;
}

/**
 * People who want a person, and the people who help them: each ticket is taken by one helper at a time, and what either of
 * them writes becomes a turn in the conversation of the other.
 */
export class Handoffs implements HandoffDesk, HandoffBook {
  readonly #options: HandoffsOptions;
  readonly #move: RedisScript;
  /** Words of one ticket go out in the order in which they were written. */
  readonly #order = new Map<string, Promise<void>>();

  constructor(options: HandoffsOptions) {
    this.#options = options;
    this.#move = loadScript(options.redis, new URL('./take-handoff-1.lua', import.meta.url));
  }

  async open(ticket: HandoffTicket): Promise<void> {
    const { redis, onWaiting } = this.#options;
    const key = this.#key(ticket.id);
    await orTrouble(redis.hsetnx(key, 'ticket', JSON.stringify(ticket)));
    const fresh = await orTrouble(redis.hsetnx(key, 'state', 'waiting'));
    const state = await orTrouble(redis.hget(key, 'state'));
    // Who asked went on before this was done.
    if (state === 'closed') return;
    await orTrouble(redis.expire(key, KEEP_SECONDS));
    await orTrouble(redis.zadd(this.#list, 'NX', String(ticket.at), ticket.id));
    if (fresh === 1) onWaiting(ticket);
  }

  async relay({
    id,
    ticket,
    side,
    text,
    wizard,
  }: {
    id: string;
    ticket: string;
    side: BridgeSide;
    text: string;
    wizard?: true;
  }): Promise<void> {
    await this.#inOrder(ticket, async () => {
      const found = await this.#find(ticket);
      if (!found?.by) return;
      const { by, ticket: asked } = found;
      const toHelper = side === 'asked';
      await this.#options.deliver({
        conversation: toHelper ? by.conversation : asked.conversation,
        messageId: `relay-${id}`,
        event: {
          type: 'said',
          ticket,
          by: toHelper ? asked.askedBy : by.name,
          // Whoever helps reads no secrets, also those that are typed by mistake.
          text: toHelper ? maskSecrets(text) : text,
          ...(wizard ? { wizard } : {}),
        },
      });
    });
  }

  async part({ id, ticket, side, why }: { id: string; ticket: string; side: BridgeSide; why: Parting }): Promise<void> {
    await this.#inOrder(ticket, async () => {
      const found = await this.#find(ticket);
      // Who asked ends it, and who gives back; a helper who is lost leaves it to others.
      const ends = side === 'asked' ? why !== 'silent' : why === 'returned';
      // The other side first: told again after a crash, it is told once.
      if (found?.by && side === 'asked') {
        await this.#tell(found.by.conversation, id, { type: 'over', ticket, by: found.ticket.askedBy, why });
      } else if (found && side === 'helping') {
        const by = found.by?.name ?? '';
        const news: BridgeEvent = ends ? { type: 'over', ticket, by, why } : { type: 'released', ticket, by };
        await this.#tell(found.ticket.conversation, id, news);
      }
      await this.#moveTo(ticket, ends ? 'close' : 'release', found?.by);
      if (!ends && found?.state === 'taken') this.#options.onWaiting(found.ticket);
    });
  }

  async list(caller: Caller): Promise<OpenHandoff[]> {
    const ids = await orTrouble(this.#options.redis.zrange(this.#list, 0, String(MOST - 1)));
    const found = await Promise.all(ids.map(async (id) => ({ id, ticket: await this.#find(id) })));
    const open: OpenHandoff[] = [];
    for (const { id, ticket } of found) {
      if (!ticket || ticket.state === 'closed') await orTrouble(this.#options.redis.zrem(this.#list, id));
      else if (this.#maySee(caller, ticket.ticket)) open.push(seen(ticket, caller));
    }
    return open;
  }

  async look(id: string, caller: Caller): Promise<HandoffRoom | null> {
    const found = await this.#find(id);
    if (!found || found.state === 'closed' || !this.#maySee(caller, found.ticket)) return null;
    const overview = await this.#options.overview(found.ticket.conversation);
    if (!overview) return null;
    const operations = await Promise.all(overview.operations.map((one) => this.#options.operation(one)));
    return {
      ticket: seen(found, caller),
      lines: overview.lines.map((line) => ({ ...line, text: maskSecrets(line.text) })),
      answers: overview.answers.map(({ label, value }) => ({ label, value: maskSecrets(value) })),
      operations: operations.filter((one) => one !== null),
    };
  }

  /** Taking it again from the same place changes nothing. */
  async take(id: string, caller: Caller, here: { conversation: string; run: string }): Promise<HandoffTaking> {
    const { owns } = this.#options;
    const found = await this.#find(id);
    if (!found || !this.#maySee(caller, found.ticket)) return { type: 'unknown' };
    const { ticket } = found;
    if (!(await owns(caller, here.conversation)) || here.conversation === ticket.conversation)
      return { type: 'unknown' };
    const helper: Helper = { owner: caller.owner, name: caller.name, ...here };
    const moved = await this.#moveTo(id, 'take', helper);
    if (moved.state !== 'taken') return { type: 'closed' };
    const { by } = moved;
    if (by?.conversation !== here.conversation || by.run !== here.run)
      return { type: 'theirs', helper: by?.name ?? '' };
    await this.#tell(here.conversation, `${id}-${here.run}`, {
      type: 'linked',
      ticket: id,
      with: ticket.askedBy,
      run: here.run,
    });
    await this.#tell(ticket.conversation, `${id}-${here.conversation}-${here.run}`, {
      type: 'taken',
      ticket: id,
      by: caller.name,
    });
    return { type: 'taken', ticket };
  }

  async giveBack(id: string, caller: Caller): Promise<boolean> {
    const found = await this.#find(id);
    if (!found || found.state === 'closed' || !this.#maySee(caller, found.ticket)) return false;
    const { ticket, by } = found;
    await this.#moveTo(id, 'close');
    const name = by?.name ?? caller.name;
    await this.#tell(ticket.conversation, `${id}-back`, { type: 'over', ticket: id, by: name, why: 'returned' });
    if (by)
      await this.#tell(by.conversation, `${id}-back`, {
        type: 'over',
        ticket: id,
        by: ticket.askedBy,
        why: 'returned',
      });
    return true;
  }

  #maySee(caller: Caller, ticket: HandoffTicket): boolean {
    return this.#options.seesAll(caller) || tenantOf(caller.owner) === tenantOf(ticket.owner);
  }

  async #tell(conversation: string, key: string, event: BridgeEvent): Promise<void> {
    await this.#options.deliver({ conversation, messageId: `bridge-${event.type}-${key}`, event });
  }

  async #find(id: string): Promise<Found | null> {
    const [text, state, by] = await orTrouble(this.#options.redis.hmget(this.#key(id), 'ticket', 'state', 'by'));
    if (!text) return null;
    return {
      ticket: JSON.parse(text) as HandoffTicket,
      state: state as Found['state'],
      ...(by ? { by: JSON.parse(by) as Helper } : {}),
    };
  }

  async #moveTo(
    id: string,
    how: 'take' | 'release' | 'close',
    helper?: Helper,
  ): Promise<{ state: string; by: Helper | undefined }> {
    const answer = await this.#move(this.#key(id), how, helper ? JSON.stringify(helper) : '', KEEP_SECONDS);
    const [, state = 'unknown', by = ''] = Array.isArray(answer) ? answer.map(String) : [];
    if (how === 'close') await orTrouble(this.#options.redis.zrem(this.#list, id));
    return { state, by: by === '' ? undefined : (JSON.parse(by) as Helper) };
  }

  async #inOrder(ticket: string, work: () => Promise<void>): Promise<void> {
    const before = this.#order.get(ticket) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#order.set(ticket, mine);
    try {
      await mine;
    } finally {
      if (this.#order.get(ticket) === mine) this.#order.delete(ticket);
    }
  }

  get #list(): string {
    return `${this.#options.prefix}handoffs`;
  }

  #key(id: string): string {
    return `${this.#options.prefix}handoff:{${id}}`;
  }
}

interface Found {
  ticket: HandoffTicket;
  state: 'waiting' | 'taken' | 'closed';
  by?: Helper;
}

function seen({ ticket, state, by }: Found, caller: Caller): OpenHandoff {
  return {
    ...ticket,
    state: state === 'taken' ? 'taken' : 'waiting',
    ...(by ? { helper: by.name } : {}),
    mine: by?.owner === caller.owner,
  };
}
