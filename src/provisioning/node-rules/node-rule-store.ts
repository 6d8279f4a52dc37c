import type { Redis } from 'ioredis';

import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { NodeRule } from './node-rule.ts';

/** Tries to write before somebody is to blame. */
const MOST_TRIES = 20;

/** The rules that owners have set for the workers of their VDCs, and when each is looked at next. One at most for a VDC. */
export class NodeRuleStore {
  readonly #redis: Redis;
  readonly #rules: string;
  readonly #due: string;
  readonly #claim: RedisScript;
  readonly #write: RedisScript;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#rules = `${prefix}{node-rules}:rules`;
    this.#due = `${prefix}{node-rules}:due`;
    this.#claim = loadScript(redis, new URL('./claim-node-rules-1.lua', import.meta.url));
    this.#write = loadScript(redis, new URL('./write-node-rule-2.lua', import.meta.url));
  }

  async find(owner: string, vdc: string): Promise<NodeRule | null> {
    const text = await orTrouble(this.#redis.hget(this.#rules, nameOf(owner, vdc)));
    return text === null ? null : parse(text);
  }

  /**
   * Writes what `change` makes of the rule, again when somebody else wrote it meanwhile. Null: there is to be none.
   * `dueAt`: when it is looked at next; a paused one never is.
   */
  async change(
    owner: string,
    vdc: string,
    dueAt: number,
    change: (rule: NodeRule | null) => NodeRule | null,
  ): Promise<NodeRule | null> {
    const name = nameOf(owner, vdc);
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const text = (await orTrouble(this.#redis.hget(this.#rules, name))) ?? '';
      const rule = change(text === '' ? null : parse(text));
      const due = rule === null || (rule.paused && !rule.underWay) ? '' : dueAt;
      const written = await this.#write(this.#rules, this.#due, name, text, rule ? JSON.stringify(rule) : '', due);
      if (written === 1) return rule;
    }
    throw new Error(`the rule for the workers of ${vdc} is written all the time by somebody else`);
  }

  /** Rules whose time has come, for this wizard alone until `leaseMs` have passed. */
  async claim(now: number, leaseMs: number, count: number): Promise<NodeRule[]> {
    const names = (await this.#claim(this.#due, now, now + leaseMs, count)) as string[];
    if (names.length === 0) return [];
    const texts = await orTrouble(this.#redis.hmget(this.#rules, ...names));
    return texts.filter((text) => text !== null).map(parse);
  }
}

const nameOf = (owner: string, vdc: string): string => `${encodeURIComponent(owner)}/${vdc}`;

const parse = (text: string): NodeRule => JSON.parse(text) as NodeRule;
