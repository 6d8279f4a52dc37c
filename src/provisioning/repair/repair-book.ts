import { randomUUID } from 'node:crypto';

import type { Redis } from 'ioredis';

import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { EngineMending } from '../engine-repair.ts';

/** One thing that a repair does about one finding. */
export interface RepairStep {
  finding: string;
  /** What was wrong, and what is done about it: English sentences. */
  summary: string;
  title: string;
  rule: string;
  way: string;
  /** The change set, where something inside Kubernetes changes. */
  set?: string;
  /** Whether a rule may do it without asking. */
  safe: boolean;
  /** What the engine does, where it is below Kubernetes. */
  mending?: EngineMending;
}

/** What was agreed to, for one finding or several. */
export interface RepairPlan {
  vdc: string;
  steps: RepairStep[];
}

/** A finding that somebody decided to live with. */
export interface Ignored {
  finding: string;
  summary: string;
  reason: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A repair that was made. */
export interface PastRepair {
  id: string;
  vdc: string;
  name: string;
  /** What was wrong, and what was done. */
  summary: string;
  title: string;
  well: boolean;
  seconds: number;
  at: number;
  /** What `change.undo` takes; empty where there is nothing to undo. */
  change: string;
  by: 'person' | 'rule';
  rule: string;
  way: string;
}

/** What the owner lets the wizard do without asking. */
export interface RepairRule {
  /** Of which findings, and how. */
  rule: string;
  way: string;
  title: string;
  perHour: number;
  /** Failures in a row; after two it stops by itself. */
  failures: number;
  since: number;
}

/** A VDC that is looked after. */
export interface Watch {
  vdc: string;
  name: string;
  minutes: number;
  since: number;
  /** What was known to be wrong at the last look: id to sentence. */
  known: { [finding: string]: string };
  /** Of those, what was gone at the last look: well when it is gone again. */
  fading: string[];
  lookedAt: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const PLAN_MS = DAY_MS;
const PAST_MS = 90 * DAY_MS;
const MOST_PAST = 200;
/** A rule stops after so many failures in a row. */
export const MOST_FAILURES = 2;

/** What people decided about trouble, and what was done about it: durable, by owner. */
export class RepairBook {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor({ redis, prefix }: { redis: Redis; prefix: string }) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /** Keeps a plan that is about to be shown, under a name of its own or that of its change set. */
  async keepPlan(owner: string, plan: RepairPlan, id = `repair-${randomUUID()}`): Promise<string> {
    await orTrouble(this.#redis.set(this.#key(owner, `plan:${id}`), JSON.stringify(plan), 'PX', PLAN_MS));
    return id;
  }

  async findPlan(owner: string, id: string): Promise<RepairPlan | null> {
    return read<RepairPlan>(await orTrouble(this.#redis.get(this.#key(owner, `plan:${id}`))));
  }

  async ignore(owner: string, vdc: string, ignored: Ignored): Promise<void> {
    await orTrouble(this.#redis.hset(this.#key(owner, `ignored:${vdc}`), ignored.finding, JSON.stringify(ignored)));
  }

  async heed(owner: string, vdc: string, finding: string): Promise<boolean> {
    return (await orTrouble(this.#redis.hdel(this.#key(owner, `ignored:${vdc}`), finding))) === 1;
  }

  async ignored(owner: string, vdc: string): Promise<Ignored[]> {
    return await this.#all<Ignored>(this.#key(owner, `ignored:${vdc}`));
  }

  /** Notes a repair; noting the same one again replaces it. */
  async remember(owner: string, past: PastRepair): Promise<void> {
    const [entries, times] = [this.#key(owner, 'past'), this.#key(owner, 'past-times')];
    await orTrouble(
      this.#redis
        .multi()
        .hset(entries, past.id, JSON.stringify(past))
        .zadd(times, past.at, past.id)
        .pexpire(entries, PAST_MS)
        .pexpire(times, PAST_MS)
        .exec(),
    );
    const old = await orTrouble(this.#redis.zrange(times, '0', `${-MOST_PAST - 1}`));
    if (old.length > 0)
      await orTrouble(
        this.#redis
          .multi()
          .hdel(entries, ...old)
          .zrem(times, ...old)
          .exec(),
      );
  }

  /** The last repairs, the newest first. */
  async past(owner: string, count: number): Promise<PastRepair[]> {
    const ids = await orTrouble(this.#redis.zrevrange(this.#key(owner, 'past-times'), 0, count - 1));
    if (ids.length === 0) return [];
    const texts = await orTrouble(this.#redis.hmget(this.#key(owner, 'past'), ...ids));
    return texts.flatMap((text) => read<PastRepair>(text) ?? []);
  }

  async setRule(owner: string, vdc: string, rule: RepairRule): Promise<void> {
    const field = `${rule.rule}/${rule.way}`;
    await orTrouble(this.#redis.hset(this.#key(owner, `rules:${vdc}`), field, JSON.stringify(rule)));
  }

  async endRule(owner: string, vdc: string, id: string): Promise<boolean> {
    return (await orTrouble(this.#redis.hdel(this.#key(owner, `rules:${vdc}`), id))) === 1;
  }

  async rules(owner: string, vdc: string): Promise<RepairRule[]> {
    return await this.#all<RepairRule>(this.#key(owner, `rules:${vdc}`));
  }

  /** Whether a rule may be used once more within the hour; then it counts as used. */
  async takeRun(owner: string, vdc: string, { rule, way, perHour }: RepairRule, now: number): Promise<boolean> {
    const key = this.#key(owner, `runs:${vdc}:${rule}/${way}`);
    await orTrouble(this.#redis.zremrangebyscore(key, 0, now - HOUR_MS));
    if ((await orTrouble(this.#redis.zcard(key))) >= perHour) return false;
    await orTrouble(this.#redis.multi().zadd(key, now, randomUUID()).pexpire(key, HOUR_MS).exec());
    return true;
  }

  /** Looks after a VDC from now on; the first look is due at `due`. */
  async watch(owner: string, watch: Watch, due: number): Promise<void> {
    await this.saveWatch(owner, watch);
    await orTrouble(this.#redis.zadd(this.#watches, due, memberOf(owner, watch.vdc)));
  }

  async saveWatch(owner: string, watch: Watch): Promise<void> {
    await orTrouble(this.#redis.hset(this.#key(owner, 'watches'), watch.vdc, JSON.stringify(watch)));
  }

  async unwatch(owner: string, vdc: string): Promise<boolean> {
    await orTrouble(this.#redis.zrem(this.#watches, memberOf(owner, vdc)));
    return (await orTrouble(this.#redis.hdel(this.#key(owner, 'watches'), vdc))) === 1;
  }

  async watched(owner: string): Promise<Watch[]> {
    return await this.#all<Watch>(this.#key(owner, 'watches'));
  }

  async watchOf(owner: string, vdc: string): Promise<Watch | null> {
    return read<Watch>(await orTrouble(this.#redis.hget(this.#key(owner, 'watches'), vdc)));
  }

  /** Watches whose look is due, taken for a while: of several processes, one looks. */
  async takeDue(now: number, holdMs: number, count: number): Promise<{ owner: string; vdc: string }[]> {
    const due = await orTrouble(this.#redis.zrangebyscore(this.#watches, 0, now, 'WITHSCORES', 'LIMIT', 0, count));
    const taken: { owner: string; vdc: string }[] = [];
    for (let index = 0; index < due.length; index += 2) {
      const [member = '', score = ''] = due.slice(index, index + 2);
      const claim = `${this.#prefix}repair:claim:${score}:${member}`;
      if ((await orTrouble(this.#redis.set(claim, '1', 'PX', holdMs, 'NX'))) === 'OK') taken.push(ownedBy(member));
    }
    return taken;
  }

  /** When a VDC is looked at next. One that nobody watches any more is not. */
  async nextLook(owner: string, vdc: string, at: number): Promise<void> {
    await orTrouble(this.#redis.zadd(this.#watches, 'XX', at, memberOf(owner, vdc)));
  }

  async #all<T>(key: string): Promise<T[]> {
    return (await orTrouble(this.#redis.hvals(key))).flatMap((text) => read<T>(text) ?? []);
  }

  get #watches(): string {
    return `${this.#prefix}repair:watches`;
  }

  #key(owner: string, what: string): string {
    return `${this.#prefix}repair:{${encodeURIComponent(owner)}}:${what}`;
  }
}

function read<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

const memberOf = (owner: string, vdc: string): string => JSON.stringify([owner, vdc]);

function ownedBy(member: string): { owner: string; vdc: string } {
  const [owner, vdc] = JSON.parse(member) as [string, string];
  return { owner, vdc };
}
