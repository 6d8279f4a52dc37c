import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { View } from './rendering/view.ts';

/** How many prompts, and how many operations, a place remembers the messages of. */
const REMEMBERED_MESSAGES = 40;

/** A prompt as it was delivered. */
export interface ShownPrompt {
  /** The platform's messages that show it, the one with the buttons last. */
  messages: string[];
  view: View;
  /** It was answered, in these words. */
  answered?: string;
  /** Its card has no choices any more. */
  closed?: true;
}

/** Where somebody talks with the bot, and how far the conversation was told there. */
export interface Place {
  channel: string;
  place: string;
  /** What is talked about here; absent while nothing was said. */
  conversation?: string;
  /** Whom the conversation belongs to. */
  owner?: string;
  lang: string;
  /** Told up to here: all turns below `revision`, of that turn `entry` entries, and of the next entry `part` messages. */
  revision: number;
  entry: number;
  part: number;
  /** Nothing can be said here any more, until the person comes back. */
  gone: boolean;
  prompts: Map<string, ShownPrompt>;
  operations: Map<string, { message: string; sequence: number }>;
}

/** What is known of the places where bots talk: durable, so that edits, old buttons and what is still to be told outlive us. */
export class Places {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #ttlSeconds: number;

  constructor({ redis, prefix, ttlSeconds }: { redis: Redis; prefix: string; ttlSeconds: number }) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#ttlSeconds = ttlSeconds;
  }

  /** A place as it stands; a new one where nothing was said yet. */
  async load(channel: string, place: string): Promise<Place> {
    const fields = await orTrouble(this.#redis.hgetall(this.#keyOf(channel, place)));
    const found: Place = {
      channel,
      place,
      lang: fields['lang'] ?? 'en',
      revision: Number(fields['revision'] ?? 0),
      entry: Number(fields['entry'] ?? 0),
      part: Number(fields['part'] ?? 0),
      gone: fields['gone'] === '1',
      prompts: new Map(),
      operations: new Map(),
    };
    if (fields['conversation'] !== undefined) found.conversation = fields['conversation'];
    if (fields['owner'] !== undefined) found.owner = fields['owner'];
    // A hash keeps no order: ids grow with the conversation.
    const names = Object.keys(fields).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
    for (const name of names) {
      const value = fields[name] ?? 'null';
      if (name.startsWith('p:')) found.prompts.set(name.slice(2), JSON.parse(value) as ShownPrompt);
      else if (name.startsWith('o:'))
        found.operations.set(name.slice(2), JSON.parse(value) as { message: string; sequence: number });
    }
    return found;
  }

  /** From now on this conversation is told here, from `revision` on; the one before is not. */
  async follow(
    at: Place,
    { conversation, owner, revision, lang }: { conversation: string; owner: string; revision: number; lang: string },
  ): Promise<void> {
    const before = at.conversation;
    // First the way from the conversation to the place: its first turn may be saved the next moment.
    await orTrouble(this.#redis.sadd(this.#followersOf(conversation), `${at.channel} ${at.place}`));
    await orTrouble(this.#redis.expire(this.#followersOf(conversation), this.#ttlSeconds));
    const key = this.#keyOf(at.channel, at.place);
    await orTrouble(this.#redis.del(key));
    Object.assign(at, { conversation, owner, lang, revision, entry: 0, part: 0, gone: false });
    at.prompts.clear();
    at.operations.clear();
    await this.#set(at, { conversation, owner, lang, revision, entry: 0, part: 0 });
    if (before !== undefined && before !== conversation) {
      await orTrouble(this.#redis.srem(this.#followersOf(before), `${at.channel} ${at.place}`));
    }
  }

  /** The place is empty again: what is talked about elsewhere is not told here. */
  async leave(at: Place): Promise<void> {
    const { conversation } = at;
    if (conversation !== undefined) {
      await orTrouble(this.#redis.srem(this.#followersOf(conversation), `${at.channel} ${at.place}`));
    }
    await orTrouble(this.#redis.del(this.#keyOf(at.channel, at.place)));
    delete at.conversation;
    delete at.owner;
    Object.assign(at, { revision: 0, entry: 0, part: 0, gone: false });
    at.prompts.clear();
    at.operations.clear();
  }

  /** Where a conversation is told. */
  async followers(conversation: string): Promise<{ channel: string; place: string }[]> {
    const found = await orTrouble(this.#redis.smembers(this.#followersOf(conversation)));
    return found.map((member) => {
      const space = member.indexOf(' ');
      return { channel: member.slice(0, space), place: member.slice(space + 1) };
    });
  }

  /** Something was told: how far, and which messages show what. One write, so that nothing of it is half. */
  async told(
    at: Place,
    progress: Partial<Pick<Place, 'revision' | 'entry' | 'part' | 'gone' | 'lang'>>,
    shown: { prompt?: string; operation?: string } = {},
  ): Promise<void> {
    Object.assign(at, progress);
    const fields: { [name: string]: string | number } = {};
    for (const [name, value] of Object.entries(progress))
      fields[name] = typeof value === 'boolean' ? Number(value) : value;
    const { prompt, operation } = shown;
    if (prompt !== undefined) fields[`p:${prompt}`] = JSON.stringify(at.prompts.get(prompt));
    if (operation !== undefined) fields[`o:${operation}`] = JSON.stringify(at.operations.get(operation));
    const forgotten = [...oldest(at.prompts, 'p:'), ...oldest(at.operations, 'o:')];
    await this.#set(at, fields);
    if (forgotten.length > 0) await orTrouble(this.#redis.hdel(this.#keyOf(at.channel, at.place), ...forgotten));
  }

  async #set(at: Place, fields: { [name: string]: string | number }): Promise<void> {
    const key = this.#keyOf(at.channel, at.place);
    if (Object.keys(fields).length > 0) await orTrouble(this.#redis.hset(key, fields));
    await orTrouble(this.#redis.expire(key, this.#ttlSeconds));
  }

  #keyOf(channel: string, place: string): string {
    return `${this.#prefix}bots:p:${channel}:${place}`;
  }

  #followersOf(conversation: string): string {
    return `${this.#prefix}bots:f:${conversation}`;
  }
}

/** What goes when there is too much of it, taken out of the map; maps keep the order in which things were shown. */
function oldest(map: Map<string, unknown>, prefix: string): string[] {
  const names = [...map.keys()].slice(0, Math.max(0, map.size - REMEMBERED_MESSAGES));
  for (const name of names) map.delete(name);
  return names.map((name) => prefix + name);
}
