import type { Redis } from 'ioredis';

import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { BackupWay, StepKind, UpgradePlan } from './upgrade-plan.ts';
import { hasEnded, type Steering, type UpgradeRun } from './upgrade-run.ts';

const DAY_MS = 24 * 3_600_000;
const KEPT_MS = 90 * DAY_MS;
/** How much a new run counts against what was known. */
const WEIGHT = 0.4;

/** Copies of a VDC that stay; the oldest go when there are more. */
const COPIES = 3;

/** What was kept before an upgrade, and can be brought back. */
export interface KeptCopy {
  /** The plan that it was made for. */
  id: string;
  way: Exclude<BackupWay, 'own'>;
  /** The handle of an export, or the name of Velero's backup. */
  name: string;
  objects: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** What the VDC ran, and where the upgrade led. */
  from: string;
  to: string;
}

/** The upgrade that was looked at. */
export interface LastCheck {
  vdc: string;
  to: string;
  backup: BackupWay;
}

/** What is remembered of upgrades: plans that were shown, the one run that each VDC may have, and how long steps take. */
export class UpgradeStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #claim: RedisScript;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#claim = loadScript(redis, new URL('./claim-upgrade-1.lua', import.meta.url));
  }

  async keep(plan: UpgradePlan): Promise<void> {
    // One that is to begin later is remembered until then.
    const ahead = Math.max(0, (plan.startAt ?? 0) - plan.plannedAt);
    await orTrouble(this.#redis.set(this.#planKey(plan.owner, plan.hash), JSON.stringify(plan), 'PX', DAY_MS + ahead));
  }

  /** Null when it was never shown to this owner, or too long ago. */
  async find(owner: string, hash: string): Promise<UpgradePlan | null> {
    const text = await orTrouble(this.#redis.get(this.#planKey(owner, hash)));
    return text === null ? null : (JSON.parse(text) as UpgradePlan);
  }

  /** Takes the VDC for this run. `taken`: another one has it. */
  async claim(run: UpgradeRun): Promise<{ type: 'claimed' | 'found' | 'taken'; run: UpgradeRun }> {
    const reply = await this.#claim(this.#runKey(run.owner, run.vdc), run.effect, JSON.stringify(run), KEPT_MS);
    const [type, text] = reply as [string, string?];
    if (type === 'claimed' || text === undefined) return { type: 'claimed', run };
    return { type: type === 'taken' ? 'taken' : 'found', run: JSON.parse(text) as UpgradeRun };
  }

  /** Writes down how the run stands. Only the operation that has the VDC does so. */
  async write(run: UpgradeRun): Promise<void> {
    const key = this.#runKey(run.owner, run.vdc);
    await orTrouble(this.#redis.hset(key, 'record', JSON.stringify(run), 'ended', hasEnded(run) ? '1' : '0'));
  }

  /** The upgrade of a VDC that runs, or else its last one. */
  async run(owner: string, vdc: string): Promise<UpgradeRun | null> {
    const text = await orTrouble(this.#redis.hget(this.#runKey(owner, vdc), 'record'));
    return text === null ? null : (JSON.parse(text) as UpgradeRun);
  }

  /** Tells a run what is wanted of it. */
  async steer(owner: string, vdc: string, steering: Steering): Promise<void> {
    const key = this.#runKey(owner, vdc);
    if (steering.wish !== undefined) await orTrouble(this.#redis.hset(key, 'wish', steering.wish));
    if (steering.answer !== undefined) {
      await orTrouble(this.#redis.hset(key, 'answer', JSON.stringify(steering.answer)));
    }
  }

  async steering(owner: string, vdc: string): Promise<Steering> {
    const [wish, answer] = await orTrouble(this.#redis.hmget(this.#runKey(owner, vdc), 'wish', 'answer'));
    return {
      ...(wish === 'pause' || wish === 'go' || wish === 'last' ? { wish } : {}),
      ...(answer === null || answer === undefined
        ? {}
        : { answer: JSON.parse(answer) as NonNullable<Steering['answer']> }),
    };
  }

  /** Remembers what was kept of a VDC. Resolves to the copies that are too many now: whoever asks shreds them. */
  async keepCopy(owner: string, vdc: string, copy: KeptCopy): Promise<KeptCopy[]> {
    const key = this.#copiesKey(owner, vdc);
    await orTrouble(this.#redis.hset(key, copy.id, JSON.stringify(copy)));
    const old = (await this.copies(owner, vdc)).slice(COPIES);
    if (old.length > 0) await orTrouble(this.#redis.hdel(key, ...old.map(({ id }) => id)));
    return old;
  }

  /** What was kept of a VDC, newest first. */
  async copies(owner: string, vdc: string): Promise<KeptCopy[]> {
    const texts = await orTrouble(this.#redis.hvals(this.#copiesKey(owner, vdc)));
    return texts.map((text) => JSON.parse(text) as KeptCopy).sort((a, b) => b.at - a.at);
  }

  async dropCopies(owner: string, vdc: string): Promise<void> {
    await orTrouble(this.#redis.del(this.#copiesKey(owner, vdc)));
  }

  /** What this person had checked last, for a look at one line of it. */
  async rememberCheck(owner: string, check: LastCheck): Promise<void> {
    await orTrouble(this.#redis.set(this.#checkKey(owner), JSON.stringify(check), 'PX', DAY_MS));
  }

  async lastCheck(owner: string): Promise<LastCheck | null> {
    const text = await orTrouble(this.#redis.get(this.#checkKey(owner)));
    return text === null ? null : (JSON.parse(text) as LastCheck);
  }

  /** Remembers how long a step took at this engine. */
  async took(engine: string, kind: StepKind, seconds: number): Promise<void> {
    const known = (await this.times(engine)).get(kind);
    const next = known === undefined ? seconds : known * (1 - WEIGHT) + seconds * WEIGHT;
    await orTrouble(this.#redis.hset(this.#timesKey(engine), kind, next.toFixed(3)));
  }

  /** Usual seconds by kind of step, from earlier runs at this engine. */
  async times(engine: string): Promise<ReadonlyMap<string, number>> {
    const fields = await orTrouble(this.#redis.hgetall(this.#timesKey(engine)));
    return new Map(Object.entries(fields).map(([kind, seconds]) => [kind, Number(seconds)]));
  }

  #planKey(owner: string, hash: string): string {
    return `${this.#prefix}upgrade:{${encodeURIComponent(owner)}}:plan:${hash}`;
  }

  #runKey(owner: string, vdc: string): string {
    return `${this.#prefix}upgrade:{${encodeURIComponent(owner)}}:run:${vdc}`;
  }

  #copiesKey(owner: string, vdc: string): string {
    return `${this.#prefix}upgrade:{${encodeURIComponent(owner)}}:copies:${vdc}`;
  }

  #checkKey(owner: string): string {
    return `${this.#prefix}upgrade:{${encodeURIComponent(owner)}}:check`;
  }

  #timesKey(engine: string): string {
    return `${this.#prefix}upgrade:times:${engine}`;
  }
}
