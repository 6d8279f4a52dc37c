import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { Secrets } from '../services.ts';
import type { ChangeSet } from './change-set.ts';

/** What is known of a change that was begun: by which operation, and how far it came. */
export interface AppliedChange {
  hash: string;
  effectId: string;
  vdc: string;
  title: string;
  state: 'applying' | 'applied' | 'undone';
  /** Milliseconds since the epoch. */
  at: number;
}

const DAY_MS = 24 * 3_600_000;
/** Changes that one VDC remembers. */
const REMEMBERED = 50;

/**
 * Change sets that were shown, by their hash, sealed under their owner's key: a conversation carries the hash. What was
 * applied stays longer, so that it can be undone later.
 */
export class ChangeStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #secrets: Secrets;
  readonly #plannedMs: number;
  readonly #appliedMs: number;

  constructor(options: { redis: Redis; prefix: string; secrets: Secrets; plannedMs?: number; appliedMs?: number }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#secrets = options.secrets;
    this.#plannedMs = options.plannedMs ?? DAY_MS;
    this.#appliedMs = options.appliedMs ?? 30 * DAY_MS;
  }

  /** Keeps a set that is about to be shown. */
  async keep(set: ChangeSet): Promise<void> {
    await this.#seal(set, this.#plannedMs);
  }

  /** Null when it was never shown to this owner, or too long ago. */
  async find(owner: string, hash: string): Promise<ChangeSet | null> {
    const handle = await orTrouble(this.#redis.get(this.#key(owner, `set:${hash}`)));
    if (handle === null) return null;
    return JSON.parse(await this.#secrets.open(owner, handle)) as ChangeSet;
  }

  /** Notes that an operation is about to make a set true; from now on it is kept as long as it may be undone. */
  async begin(set: ChangeSet, effectId: string, now: number): Promise<void> {
    await this.#seal(set, this.#appliedMs);
    const { hash, vdc, title, owner } = set;
    await this.#note(owner, { hash, vdc, title, effectId, state: 'applying', at: now });
    await orTrouble(this.#redis.set(this.#key(owner, `effect:${effectId}`), hash, 'PX', this.#appliedMs));
    const list = this.#key(owner, `list:${vdc}`);
    await orTrouble(this.#redis.zadd(list, now, hash));
    await orTrouble(this.#redis.zremrangebyrank(list, 0, -REMEMBERED - 1));
    await orTrouble(this.#redis.pexpire(list, this.#appliedMs));
  }

  /** Notes how a change stands now. */
  async mark(owner: string, hash: string, state: AppliedChange['state'], now: number): Promise<void> {
    const known = await this.applied(owner, hash);
    if (known) await this.#note(owner, { ...known, state, at: now });
  }

  /** How a change stands: by the hash of its plan, or by the operation that applied it. */
  async applied(owner: string, hashOrEffect: string): Promise<AppliedChange | null> {
    const hash = (await orTrouble(this.#redis.get(this.#key(owner, `effect:${hashOrEffect}`)))) ?? hashOrEffect;
    const text = await orTrouble(this.#redis.get(this.#key(owner, `applied:${hash}`)));
    return text === null ? null : (JSON.parse(text) as AppliedChange);
  }

  /** The last changes of a VDC, newest first. */
  async recent(owner: string, vdc: string, count: number): Promise<AppliedChange[]> {
    const hashes = await orTrouble(this.#redis.zrevrange(this.#key(owner, `list:${vdc}`), 0, count - 1));
    const found = await Promise.all(hashes.map((hash) => this.applied(owner, hash)));
    return found.filter((one) => one !== null);
  }

  async #seal(set: ChangeSet, ttlMs: number): Promise<void> {
    const handle = await this.#secrets.seal(set.owner, JSON.stringify(set), ttlMs);
    await orTrouble(this.#redis.set(this.#key(set.owner, `set:${set.hash}`), handle, 'PX', ttlMs));
  }

  async #note(owner: string, applied: AppliedChange): Promise<void> {
    const key = this.#key(owner, `applied:${applied.hash}`);
    await orTrouble(this.#redis.set(key, JSON.stringify(applied), 'PX', this.#appliedMs));
  }

  #key(owner: string, what: string): string {
    return `${this.#prefix}change:{${encodeURIComponent(owner)}}:${what}`;
  }
}
