import { createHash, randomInt } from 'node:crypto';

import type { Redis } from 'ioredis';

import type { Caller } from '#src/conversation/ports.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

const CODE_MS = 10 * 60_000;
/** Wrong codes that somebody may try within an hour. */
const MOST_TRIES = 10;
const TRIES_SECONDS = 60 * 60;
/** Without what looks alike when it is read aloud or copied by hand. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Somebody on a platform. */
export interface PlatformIdentity {
  channel: string;
  id: string;
  name: string;
}

/** An account on a platform that speaks for an owner. */
export interface LinkedIdentity extends PlatformIdentity {
  /** Milliseconds since the epoch. */
  at: number;
  /** Where it was linked: news are told there. */
  place: string;
  /** Whether news of what runs elsewhere are told there. */
  alerts: boolean;
}

interface Standing {
  owner: string;
  name: string;
  roles: string[];
}

/**
 * Which accounts on other platforms speak for whom. Linked by a code that is given out in the wizard, works once, and is
 * said on the platform: so whoever links has both. The rights are the owner's, as they were when the code was given out.
 */
export class Identities {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** A code with which an account on a platform becomes this caller's. `expiresAt` is in milliseconds since the epoch. */
  async issue({ owner, name, roles }: Caller): Promise<{ code: string; expiresAt: number }> {
    const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
    const standing: Standing = { owner, name, roles };
    await orTrouble(this.#redis.set(this.#codeKey(code), JSON.stringify(standing), 'PX', CODE_MS));
    return { code, expiresAt: Date.now() + CODE_MS };
  }

  /** Uses a code up: from now on this account is theirs. Null when it is none, old, or too many were tried. */
  async link(code: string, who: PlatformIdentity & { place: string }): Promise<Standing | null> {
    const tries = `${this.#prefix}link-tries:${who.channel}:${who.id}`;
    const tried = await orTrouble(this.#redis.incr(tries));
    if (tried === 1) await orTrouble(this.#redis.expire(tries, TRIES_SECONDS));
    if (tried > MOST_TRIES) return null;
    const found = await orTrouble(this.#redis.getdel(this.#codeKey(code)));
    if (found === null) return null;
    const standing = JSON.parse(found) as Standing;
    const before = await this.find(who.channel, who.id);
    if (before && before.owner !== standing.owner) await this.unlink(before.owner, who.channel, who.id);
    // News have one place: the first account that is linked, until another one is chosen.
    const alerts = !(await this.list(standing.owner)).some((one) => one.alerts);
    const linked: LinkedIdentity = { ...who, at: Date.now(), alerts };
    await orTrouble(this.#redis.set(this.#identityKey(who.channel, who.id), found));
    await orTrouble(
      this.#redis.hset(this.#ownerKey(standing.owner), `${who.channel} ${who.id}`, JSON.stringify(linked)),
    );
    await orTrouble(this.#redis.del(tries));
    return standing;
  }

  /** Whom an account speaks for. */
  async find(channel: string, id: string): Promise<Standing | null> {
    const found = await orTrouble(this.#redis.get(this.#identityKey(channel, id)));
    return found === null ? null : (JSON.parse(found) as Standing);
  }

  /** The accounts of an owner, oldest first. */
  async list(owner: string): Promise<LinkedIdentity[]> {
    const found = await orTrouble(this.#redis.hvals(this.#ownerKey(owner)));
    return found.map((one) => JSON.parse(one) as LinkedIdentity).sort((one, other) => one.at - other.at);
  }

  /** The account speaks for nobody any more. False when it was not this owner's. */
  async unlink(owner: string, channel: string, id: string): Promise<boolean> {
    const removed = await orTrouble(this.#redis.hdel(this.#ownerKey(owner), `${channel} ${id}`));
    if (removed === 0) return false;
    await orTrouble(this.#redis.del(this.#identityKey(channel, id)));
    return true;
  }

  /** Whether this account is told news. False when it is not this owner's. */
  async setAlerts(owner: string, channel: string, id: string, alerts: boolean): Promise<boolean> {
    const key = this.#ownerKey(owner);
    const found = await orTrouble(this.#redis.hget(key, `${channel} ${id}`));
    if (found === null) return false;
    const linked: LinkedIdentity = { ...(JSON.parse(found) as LinkedIdentity), alerts };
    await orTrouble(this.#redis.hset(key, `${channel} ${id}`, JSON.stringify(linked)));
    return true;
  }

  #codeKey(code: string): string {
    return `${this.#prefix}link-code:${createHash('sha256').update(code).digest('base64url')}`;
  }

  #identityKey(channel: string, id: string): string {
    return `${this.#prefix}identity:${channel}:${id}`;
  }

  #ownerKey(owner: string): string {
    return `${this.#prefix}{o:${owner}}:identities`;
  }
}
