import type { Redis } from 'ioredis';

import type {
  Commit,
  CommitResult,
  DurableTimer,
  OutboxEffect,
  SessionStore,
  StoredConversation,
} from '#src/conversation/index.ts';
import type { Json, JsonObject, Turn } from '#src/protocol/index.ts';
import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import { Keys } from './keys.ts';
import { fromStored, toStored } from './stored-value.ts';

/** Turns a transcript keeps, about: the stream is cut where it is cheap. */
const TRANSCRIPT_TURNS = 2_000;
const MESSAGE_IDS = 256;
const LISTED_CONVERSATIONS = 1_000;
const REMEMBERED_ANSWERS = 200;
/** The most that one call reads, whatever it was asked for. */
const MOST = 1_000;

export interface RedisSessionStoreOptions {
  redis: Redis;
  /** Begins every key. */
  prefix: string;
  /** How long a conversation is kept after its last turn. */
  ttlSeconds: number;
  /** A stored conversation could not be read and was put aside under `key`. */
  onQuarantine?: (conversation: string, key: string) => void;
}

/** Conversations in Redis. A turn is one script on keys of one slot, so that it also runs on Redis Cluster. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #ttl: number;
  readonly #onQuarantine: (conversation: string, key: string) => void;
  readonly #commitTurn: RedisScript;
  readonly #clearTimer: RedisScript;
  readonly #quarantine: RedisScript;
  readonly #indexConversation: RedisScript;
  readonly #remember: RedisScript;

  constructor({ redis, prefix, ttlSeconds, onQuarantine }: RedisSessionStoreOptions) {
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#ttl = ttlSeconds;
    this.#onQuarantine = onQuarantine ?? (() => {});
    this.#commitTurn = loadScript(redis, new URL('./commit-turn-6.lua', import.meta.url));
    this.#clearTimer = loadScript(redis, new URL('./clear-timer-2.lua', import.meta.url));
    this.#quarantine = loadScript(redis, new URL('./quarantine-2.lua', import.meta.url));
    this.#indexConversation = loadScript(redis, new URL('./index-conversation-2.lua', import.meta.url));
    this.#remember = loadScript(redis, new URL('./remember-1.lua', import.meta.url));
  }

  async load(id: string): Promise<StoredConversation | null> {
    const { conversation, quarantine } = this.#keys.of(id);
    const value = await orTrouble(this.#redis.get(conversation));
    if (value === null) return null;
    const stored = fromStored(id, value);
    if (stored === null && (await this.#quarantine(conversation, quarantine, value)) === 1) {
      this.#onQuarantine(id, quarantine);
    }
    return stored;
  }

  async revision(id: string): Promise<number> {
    const start = await orTrouble(this.#redis.getrange(this.#keys.of(id).conversation, 0, 15));
    return Number.parseInt(start, 10) || 0;
  }

  async commit({
    expected,
    messageId,
    conversation,
    turn,
    outbox,
    setTimers,
    clearTimers,
  }: Commit): Promise<CommitResult> {
    const keys = this.#keys.of(conversation.id);
    const { shard } = keys;
    const given = [
      keys.conversation,
      keys.transcript,
      keys.seen,
      shard.outbox,
      shard.timers,
      shard.timerData,
      expected,
      messageId,
      toStored(expected + 1, conversation),
      JSON.stringify(turn),
      this.#ttl,
      TRANSCRIPT_TURNS,
      MESSAGE_IDS,
      outbox.length,
      clearTimers.length,
    ];
    for (const effect of outbox) given.push(JSON.stringify(effect));
    for (const timer of clearTimers) given.push(memberOf(conversation.id, timer));
    for (const { at, ...data } of setTimers) given.push(memberOf(conversation.id, data.id), at, JSON.stringify(data));
    const reply = await this.#commitTurn(...given);
    if (typeof reply !== 'number') return { type: 'saved', entries: reply as string[] };
    return reply > 0 ? { type: 'duplicate', revision: reply } : { type: 'stale', revision: 0 - reply };
  }

  async turns(
    id: string,
    { after, before, count }: { after?: number; before?: number; count: number },
  ): Promise<{ turns: Turn[]; older: boolean }> {
    const { transcript } = this.#keys.of(id);
    const limit = bounded(count);
    const start = after === undefined ? '-' : `${after + 1}-0`;
    const end = before === undefined ? '+' : `${before - 1}-0`;
    if (limit === 0 || (before !== undefined && before <= (after ?? 0) + 1)) return { turns: [], older: false };
    if (after === undefined) {
      const found = await orTrouble(this.#redis.xrevrange(transcript, end, start, 'COUNT', limit + 1));
      return { turns: found.slice(0, limit).reverse().map(turnIn), older: found.length > limit };
    }
    const [found, [oldest]] = await Promise.all([
      orTrouble(this.#redis.xrange(transcript, start, end, 'COUNT', limit)),
      orTrouble(this.#redis.xrange(transcript, '-', '+', 'COUNT', 1)),
    ]);
    return { turns: found.map(turnIn), older: oldest !== undefined && Number.parseInt(oldest[0], 10) <= after };
  }

  async settle(conversation: string, entries: string[]): Promise<void> {
    const known = entries.filter((entry) => /^\d+-\d+$/.test(entry));
    if (known.length > 0) await orTrouble(this.#redis.xdel(this.#keys.shardOf(conversation).outbox, ...known));
  }

  async unsettled(olderThanMs: number, count: number): Promise<{ entry: string; effect: OutboxEffect }[]> {
    const limit = bounded(count);
    if (limit === 0) return [];
    // Entries are named by the server's clock, which need not be ours.
    const [seconds, microseconds] = await orTrouble(this.#redis.time());
    const end = Math.floor(Number(seconds) * 1_000 + Number(microseconds) / 1_000) - olderThanMs;
    const shards = await Promise.all(
      this.#keys.shards.map(({ outbox }) => orTrouble(this.#redis.xrange(outbox, '-', `${end}`, 'COUNT', limit))),
    );
    return shards
      .flat()
      .sort(([one], [other]) => byAge(one, other))
      .slice(0, limit)
      .map(([entry, fields]) => ({ entry, effect: JSON.parse(fields[1] ?? 'null') as OutboxEffect }));
  }

  async dueTimers(now: number, count: number): Promise<DurableTimer[]> {
    const limit = bounded(count);
    if (limit === 0) return [];
    const shards = await Promise.all(
      this.#keys.shards.map(async ({ timers, timerData }) => {
        const due = await orTrouble(
          this.#redis.zrange(timers, '-inf', `${now}`, 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES'),
        );
        if (due.length === 0) return [];
        const members = due.filter((_, index) => index % 2 === 0);
        const data = await orTrouble(this.#redis.hmget(timerData, ...members));
        return data.flatMap((json, index) => (json === null ? [] : [timerIn(json, Number(due[index * 2 + 1]))]));
      }),
    );
    return shards
      .flat()
      .sort((one, other) => one.at - other.at)
      .slice(0, limit);
  }

  async clearTimer({ conversation, id, at }: DurableTimer): Promise<void> {
    const { timers, timerData } = this.#keys.shardOf(conversation);
    await this.#clearTimer(timers, timerData, memberOf(conversation, id), at);
  }

  async index(owner: string, conversation: string, title: string, at: number): Promise<void> {
    const { list, titles } = this.#keys.owner(owner);
    await this.#indexConversation(list, titles, conversation, title, at, LISTED_CONVERSATIONS, this.#ttl);
  }

  async list(
    owner: string,
    { offset, count }: { offset: number; count: number },
  ): Promise<{ id: string; title: string; at: number }[]> {
    const { list, titles } = this.#keys.owner(owner);
    const limit = bounded(count);
    if (limit === 0) return [];
    const found = await orTrouble(this.#redis.zrange(list, offset, `${offset + limit - 1}`, 'REV', 'WITHSCORES'));
    const ids = found.filter((_, index) => index % 2 === 0);
    if (ids.length === 0) return [];
    const names = await orTrouble(this.#redis.hmget(titles, ...ids));
    return ids.map((id, index) => ({ id, title: names[index] ?? '', at: Number(found[index * 2 + 1]) }));
  }

  async remembered(owner: string): Promise<JsonObject> {
    const { remembered } = this.#keys.owner(owner);
    const answers: JsonObject = {};
    let cursor = '0';
    // Writing keeps the hash within a bound, so this is one round trip, seldom two.
    do {
      const [next, found] = await orTrouble(this.#redis.hscan(remembered, cursor, 'COUNT', REMEMBERED_ANSWERS));
      for (let index = 0; index < found.length; index += 2) {
        const value = JSON.parse(found[index + 1] ?? 'null') as Json;
        // Not by assignment: a slot may be called `__proto__`.
        Object.defineProperty(answers, found[index] ?? '', {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      cursor = next;
    } while (cursor !== '0');
    return answers;
  }

  async remember(owner: string, slot: string, value: Json): Promise<void> {
    const { remembered } = this.#keys.owner(owner);
    await this.#remember(remembered, slot, JSON.stringify(value), REMEMBERED_ANSWERS, this.#ttl);
  }

  /** Bytes that the conversation itself (snapshot, slots and stack) takes in Redis; 0 if there is none. */
  async bytes(id: string): Promise<number> {
    return (await orTrouble(this.#redis.memory('USAGE', this.#keys.of(id).conversation))) ?? 0;
  }
}

/** The length first, so that no two pairs of ids read the same. */
function memberOf(conversation: string, timer: string): string {
  return `${conversation.length}:${conversation}${timer}`;
}

function timerIn(json: string, at: number): DurableTimer {
  return { ...(JSON.parse(json) as Omit<DurableTimer, 'at'>), at };
}

function turnIn([, fields]: [id: string, fields: string[]]): Turn {
  return JSON.parse(fields[1] ?? 'null') as Turn;
}

function bounded(count: number): number {
  return Math.max(0, Math.min(Math.trunc(count), MOST));
}

/** Stream entries are `<milliseconds>-<sequence>`. */
function byAge(one: string, other: string): number {
  const [oneTime, oneSequence] = one.split('-').map(Number);
  const [otherTime, otherSequence] = other.split('-').map(Number);
  return (oneTime ?? 0) - (otherTime ?? 0) || (oneSequence ?? 0) - (otherSequence ?? 0);
}
