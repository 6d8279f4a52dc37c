import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

/**
 * What we keep of a VDC besides what its engine knows: whose it is, what it is called, and under which effect it was made.
 * `leftover`: taking it back did not work, so that something of it may still be there.
 */
export interface VdcRecord {
  id: string;
  name: string;
  owner: string;
  engine: string;
  /** The engine's handle; absent until the engine has told it. */
  ref?: string;
  effectId: string;
  state: 'deploying' | 'deployed' | 'deleting' | 'leftover';
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** The VDCs of each owner, names unique among them. One owner's keys share a slot; nothing of others can be reached. */
export class VdcRecords {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #reserve: RedisScript;
  readonly #update: RedisScript;
  readonly #release: RedisScript;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#reserve = loadScript(redis, new URL('./reserve-vdc-3.lua', import.meta.url));
    this.#update = loadScript(redis, new URL('./update-vdc-1.lua', import.meta.url));
    this.#release = loadScript(redis, new URL('./release-vdc-3.lua', import.meta.url));
  }

  /** Takes the name under this effect, at once or not at all. Doing it again under the same effect finds what is there. */
  async reserve(
    vdc: Pick<VdcRecord, 'owner' | 'name' | 'engine' | 'effectId' | 'createdAt'>,
  ): Promise<{ type: 'reserved' | 'taken'; record: VdcRecord }> {
    const fresh: VdcRecord = { ...vdc, id: vdcId(vdc.effectId), state: 'deploying' };
    const { records, names, list } = this.#keys(vdc.owner);
    const reply = await this.#reserve(
      records,
      names,
      list,
      fresh.id,
      fresh.name,
      JSON.stringify(fresh),
      fresh.createdAt,
    );
    const [type, text] = reply as [string, string];
    return { type: type === 'taken' ? 'taken' : 'reserved', record: parse(text) };
  }

  /** Writes what became known. Null when the VDC has been released meanwhile. */
  async update(
    owner: string,
    id: string,
    change: Partial<Pick<VdcRecord, 'ref' | 'state'>>,
  ): Promise<VdcRecord | null> {
    const reply = await this.#update(this.#keys(owner).records, id, ...Object.entries(change).flat());
    return typeof reply === 'string' ? parse(reply) : null;
  }

  /** Forgets a VDC and frees its name. Idempotent. */
  async release(owner: string, id: string): Promise<void> {
    const { records, names, list } = this.#keys(owner);
    await this.#release(records, names, list, id);
  }

  /** By id or by name. Somebody else's is as unknown as one that never was. */
  async find(owner: string, idOrName: string): Promise<VdcRecord | null> {
    const { records, names } = this.#keys(owner);
    const text = await orTrouble(this.#redis.hget(records, idOrName));
    if (text !== null) return parse(text);
    const id = await orTrouble(this.#redis.hget(names, idOrName));
    if (id === null) return null;
    const named = await orTrouble(this.#redis.hget(records, id));
    return named === null ? null : parse(named);
  }

  /** Newest first. */
  async list(owner: string, page: { offset: number; count: number }): Promise<VdcRecord[]> {
    const { records, list } = this.#keys(owner);
    const count = Math.min(page.count, MAX_PAGE);
    const ids = await orTrouble(this.#redis.zrevrange(list, page.offset, page.offset + count - 1));
    if (ids.length === 0) return [];
    const texts = await orTrouble(this.#redis.hmget(records, ...ids));
    return texts.filter((text) => text !== null).map(parse);
  }

  async count(owner: string): Promise<number> {
    return await orTrouble(this.#redis.zcard(this.#keys(owner).list));
  }

  #keys(owner: string): { records: string; names: string; list: string } {
    const slot = `${this.#prefix}{vdcs:${encodeURIComponent(owner)}}`;
    return { records: `${slot}:records`, names: `${slot}:names`, list: `${slot}:list` };
  }
}

/** Records one page may hold. */
export const MAX_PAGE = 100;

/** The id of the VDC made by this effect: computed, so that a second run of the effect names the same one. */
export function vdcId(effectId: string): string {
  return `vdc_${createHash('sha256').update(effectId).digest('hex').slice(0, 12)}`;
}

const parse = (text: string): VdcRecord => JSON.parse(text) as VdcRecord;
