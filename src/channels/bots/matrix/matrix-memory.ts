import type { Redis } from 'ioredis';

import { seal, unseal } from './sealed-text.ts';

const DAY = 24 * 60 * 60;
/** A message is sent again within minutes, or never. */
const SENT_SECONDS = 2 * DAY;
/** Old questions are answered late at times. */
const PLACE_SECONDS = 60 * DAY;
/** Nobody's client keeps a session of a room for longer. */
const ROOM_KEY_SECONDS = 60 * DAY;

/** An account that is signed in. */
export interface MatrixSession {
  accessToken: string;
  deviceId: string;
}

/** A message that could not be read yet. */
export interface Unread {
  room: string;
  event: object;
}

/**
 * What the channel remembers over restarts, in Redis: how far it has read, what it has sent, and, sealed, the keys of
 * encrypted rooms, which the crypto library keeps in memory only.
 */
export class MatrixMemory {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #key: Uint8Array;

  constructor({ redis, prefix, key, user }: { redis: Redis; prefix: string; key: Uint8Array; user: string }) {
    this.#redis = redis;
    // Another account has another memory.
    this.#prefix = `${prefix}matrix:{${user}}:`;
    this.#key = key;
  }

  /** Everything up to here was taken: the token of the last sync whose events are all kept. */
  async position(): Promise<string | null> {
    return await this.#redis.get(`${this.#prefix}position`);
  }

  async setPosition(token: string): Promise<void> {
    await this.#redis.set(`${this.#prefix}position`, token);
  }

  /** The id under which a message was sent, if it was. */
  async sent(key: string): Promise<string | null> {
    return await this.#redis.get(`${this.#prefix}sent:${key}`);
  }

  async setSent(key: string, id: string): Promise<void> {
    await this.#redis.set(`${this.#prefix}sent:${key}`, id, 'EX', SENT_SECONDS);
  }

  /** The place that a message of ours was sent to, where that is more than its room. */
  async placeOf(id: string): Promise<string | null> {
    return await this.#redis.get(`${this.#prefix}place:${id}`);
  }

  async setPlace(id: string, place: string): Promise<void> {
    await this.#redis.set(`${this.#prefix}place:${id}`, place, 'EX', PLACE_SECONDS);
  }

  /** Who began a thread by talking to the bot: there, nobody has to name it again. */
  async threadOf(thread: string): Promise<string | null> {
    return await this.#redis.get(`${this.#prefix}thread:${thread}`);
  }

  async setThread(thread: string, person: string): Promise<void> {
    await this.#redis.set(`${this.#prefix}thread:${thread}`, person, 'EX', PLACE_SECONDS);
  }

  async session(): Promise<MatrixSession | undefined> {
    return (await this.#open('session')) as MatrixSession | undefined;
  }

  async setSession(session: MatrixSession | undefined): Promise<void> {
    if (session === undefined) await this.#redis.del(`${this.#prefix}session`);
    else await this.#redis.set(`${this.#prefix}session`, seal(this.#key, JSON.stringify(session), 'session'));
  }

  /** The account's own signing keys: every new device of the bot is known by them. */
  async identity(): Promise<unknown> {
    return await this.#open('identity');
  }

  async setIdentity(bundle: unknown): Promise<void> {
    await this.#redis.set(`${this.#prefix}identity`, seal(this.#key, JSON.stringify(bundle), 'identity'));
  }

  /** Keys of encrypted rooms, by session. */
  async roomKeys(): Promise<Map<string, unknown>> {
    const keys = new Map<string, unknown>();
    const old: string[] = [];
    const since = Date.now() - ROOM_KEY_SECONDS * 1_000;
    for (const [session, value] of Object.entries(await this.#redis.hgetall(`${this.#prefix}room-keys`))) {
      const [at = '', sealed = ''] = value.split(' ');
      const text = Number(at) < since ? undefined : unseal(this.#key, sealed, session);
      if (text === undefined) old.push(session);
      else keys.set(session, JSON.parse(text));
    }
    if (old.length > 0) await this.#redis.hdel(`${this.#prefix}room-keys`, ...old);
    return keys;
  }

  async addRoomKeys(keys: ReadonlyMap<string, unknown>): Promise<void> {
    if (keys.size === 0) return;
    const at = Date.now();
    const fields = [...keys].flatMap(([session, key]) => [
      session,
      `${at} ${seal(this.#key, JSON.stringify(key), session)}`,
    ]);
    await this.#redis.hset(`${this.#prefix}room-keys`, ...fields);
  }

  /** Messages whose key has not come yet, by event. */
  async unread(): Promise<Map<string, Unread>> {
    const found = await this.#redis.hgetall(`${this.#prefix}unread`);
    return new Map(Object.entries(found).map(([id, value]) => [id, JSON.parse(value) as Unread]));
  }

  async addUnread(id: string, unread: Unread): Promise<void> {
    await this.#redis.hset(`${this.#prefix}unread`, id, JSON.stringify(unread));
  }

  /** True for the one who took it. */
  async removeUnread(id: string): Promise<boolean> {
    return (await this.#redis.hdel(`${this.#prefix}unread`, id)) === 1;
  }

  /** This process still uses its device. */
  async touchDevice(device: string): Promise<void> {
    await this.#redis.zadd(`${this.#prefix}devices`, Date.now(), device);
  }

  /** Devices of ours that no process uses any more. */
  async idleDevices(olderThanMs: number): Promise<string[]> {
    return await this.#redis.zrangebyscore(`${this.#prefix}devices`, 0, Date.now() - olderThanMs);
  }

  async forgetDevices(devices: readonly string[]): Promise<void> {
    if (devices.length > 0) await this.#redis.zrem(`${this.#prefix}devices`, ...devices);
  }

  async #open(name: string): Promise<unknown> {
    const sealed = await this.#redis.get(`${this.#prefix}${name}`);
    const text = sealed === null ? undefined : unseal(this.#key, sealed, name);
    return text === undefined ? undefined : JSON.parse(text);
  }
}
