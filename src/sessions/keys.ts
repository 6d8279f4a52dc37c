/** How many slots of a Redis Cluster the conversations are spread over. Changing it strands what is stored. */
export const SHARDS = 64;

/** The keys of one conversation and of the shard it lives in: all in one slot, so that one script may touch them all. */
export interface ConversationKeys {
  /** `<revision> <format> <json>`. */
  conversation: string;
  transcript: string;
  seen: string;
  quarantine: string;
  shard: ShardKeys;
}

/** What all conversations of a shard share. */
export interface ShardKeys {
  base: string;
  outbox: string;
  timers: string;
  timerData: string;
}

/** Names every key of the store. A prefix keeps several wizards apart in one Redis. */
export class Keys {
  readonly shards: readonly ShardKeys[];
  readonly #prefix: string;

  constructor(prefix: string) {
    if (/[{}]/.test(prefix)) throw new Error(`The Redis prefix ${JSON.stringify(prefix)} may not hold { or }.`);
    this.#prefix = prefix;
    this.shards = Array.from({ length: SHARDS }, (_, number) => {
      const base = `${prefix}{s${String(number).padStart(2, '0')}}:`;
      return { base, outbox: `${base}outbox`, timers: `${base}timers`, timerData: `${base}timer-data` };
    });
  }

  of(conversation: string): ConversationKeys {
    const shard = this.shardOf(conversation);
    const { base } = shard;
    return {
      conversation: `${base}c:${conversation}`,
      transcript: `${base}t:${conversation}`,
      seen: `${base}m:${conversation}`,
      quarantine: `${base}q:${conversation}`,
      shard,
    };
  }

  shardOf(conversation: string): ShardKeys {
    const shard = this.shards[shardNumber(conversation)];
    if (!shard) throw new RangeError('The shard of a conversation is out of range.');
    return shard;
  }

  owner(owner: string): { list: string; titles: string; remembered: string } {
    const base = `${this.#prefix}{o:${owner}}:`;
    return { list: `${base}list`, titles: `${base}titles`, remembered: `${base}remembered` };
  }

  definition(hash: string): string {
    return `${this.#prefix}d:${hash}`;
  }
}

/** FNV-1a over the UTF-16 units: quick, the same everywhere, and even. */
function shardNumber(conversation: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < conversation.length; index++) {
    hash = Math.imul(hash ^ conversation.charCodeAt(index), 0x01_00_01_93);
  }
  return (hash ^ (hash >>> 16)) & (SHARDS - 1);
}
