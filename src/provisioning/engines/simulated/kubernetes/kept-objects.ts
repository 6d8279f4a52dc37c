import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { KubernetesObject } from './kubernetes-object.ts';

/** A cluster as it is kept. */
export interface KeptCluster {
  /** Up to which moment it had come, in milliseconds. */
  now: number;
  objects: { collection: string; object: KubernetesObject }[];
  /** What the engine last said of the objects that come from the VDC's record, by uid. */
  said: Map<string, string>;
}

/** What is to be kept or forgotten: by the field of the hash. */
export type Changes = Map<string, string | null>;

const NOW = 'now';

export const objectField = (collection: string, { metadata }: KubernetesObject): string =>
  `object ${collection} ${metadata.namespace ?? ''}/${metadata.name}`;

export const saidField = (uid: string): string => `said ${uid}`;

/** The clusters that somebody has written to, one hash each, in the grid's slot. */
export class KeptObjects {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  async read(ref: string): Promise<KeptCluster | null> {
    const fields = await orTrouble(this.#redis.hgetall(this.#key(ref)));
    const now = fields[NOW];
    if (now === undefined) return null;
    const kept: KeptCluster = { now: Number(now), objects: [], said: new Map() };
    for (const [field, text] of Object.entries(fields)) {
      const [what, name = ''] = field.split(' ');
      if (what === 'object') kept.objects.push({ collection: name, object: JSON.parse(text) as KubernetesObject });
      if (what === 'said') kept.said.set(name, text);
    }
    return kept;
  }

  /** All of it or nothing. */
  async write(ref: string, now: number, changes: Changes): Promise<void> {
    const key = this.#key(ref);
    const gone = [...changes].filter(([, text]) => text === null).map(([field]) => field);
    const there = [...changes].filter((change): change is [string, string] => change[1] !== null);
    const batch = this.#redis.multi().hset(key, NOW, String(now), ...there.flat());
    if (gone.length > 0) batch.hdel(key, ...gone);
    const replies = await orTrouble(batch.exec());
    const failure = replies?.find(([error]) => error)?.[0];
    if (!replies || failure) throw failure ?? new Error('Redis did not keep the changes');
  }

  async forget(ref: string): Promise<void> {
    await orTrouble(this.#redis.unlink(this.#key(ref)));
  }

  #key(ref: string): string {
    return `${this.#prefix}objects:${ref}`;
  }
}
