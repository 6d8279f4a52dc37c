import type { JsonObject } from '#src/protocol/index.ts';

import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { type Examination, examineVdc } from './examine-vdc.ts';
import { findingId } from './finding-id.ts';
import { heededOf } from './heeded.ts';
import { MOST_FAILURES, type Watch } from './repair-book.ts';
import { waysOf } from './ways.ts';

/** What happened, told to the owner: it begins a flow in their newest conversation. */
export interface RepairNews {
  event: 'repair.news' | 'repair.rule';
  owner: string;
  data: JsonObject;
}

export interface RepairWatcherOptions {
  services: Services;
  tell(news: RepairNews): Promise<void>;
  log: Log;
  /** How often it looks whether a look is due. */
  everyMs?: number;
}

/** Looks that one round takes on, and for how long they are nobody else's. */
const AT_ONCE = 5;
const HOLD_MS = 120_000;
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;
/** Sentences that one message tells. */
const TOLD = 3;

/** Looks after the VDCs that people asked it to: tells them what breaks and what gets well, and is quiet otherwise. */
export class RepairWatcher {
  readonly #options: RepairWatcherOptions;
  readonly #ended = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(options: RepairWatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#round ??= this.look()
        .catch((error: unknown) => this.#options.log.warn({ error }, 'The watch has trouble'))
        .finally(() => {
          this.#round = undefined;
        });
    }, this.#options.everyMs ?? 2_000).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#ended.abort();
    await this.#round;
  }

  /** Takes the looks that are due; of several processes each takes others. */
  async look(): Promise<void> {
    const { services } = this.#options;
    const due = await services.repairs.takeDue(services.now(), HOLD_MS, AT_ONCE);
    await Promise.all(due.map(async ({ owner, vdc }) => await this.#lookAt(owner, vdc)));
  }

  async #lookAt(owner: string, vdc: string): Promise<void> {
    const { services, log } = this.#options;
    const watch = await services.repairs.watchOf(owner, vdc);
    if (!watch) return;
    try {
      if (await services.records.find(owner, vdc)) await this.#compare(owner, watch);
      else await services.repairs.unwatch(owner, vdc);
    } catch (error) {
      // What cannot be looked at now is looked at the next time.
      if (!this.#ended.signal.aborted) log.warn({ error, vdc }, 'A VDC that is watched cannot be looked at now');
    }
    await services.repairs.nextLook(owner, vdc, services.now() + watch.minutes * MINUTE_MS);
  }

  /** What is new is told at once; what is gone, when it stayed away for two looks. */
  async #compare(owner: string, watch: Watch): Promise<void> {
    const { services, tell } = this.#options;
    const caller = { owner, name: owner, roles: [], locale: 'en' };
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const examination = await examineVdc({ services, caller, signal }, watch.vdc);
    const heeded = await heededOf({ services, caller }, examination);
    const findings = new Map(heeded.map((finding) => [findingId(finding), finding]));
    const fresh = [...findings].filter(([id]) => watch.known[id] === undefined);
    const away = Object.keys(watch.known).filter((id) => !findings.has(id));
    const gone = away.filter((id) => watch.fading.includes(id));
    const { id: vdc, name } = examination.record;
    const about = { vdc, name };
    const byRule = new Set<string>();
    for (const [id, finding] of fresh) {
      const remedy = await this.#ruleFor(owner, examination, finding);
      if (remedy === undefined) continue;
      byRule.add(id);
      await tell({ event: 'repair.rule', owner, data: { ...about, finding: id, remedy, summary: finding.summary } });
    }
    const told = fresh.filter(([id]) => !byRule.has(id));
    const [only] = told;
    if (only) {
      await tell({
        event: 'repair.news',
        owner,
        data: {
          ...about,
          broken: told.map(([, { summary }]) => summary).slice(0, TOLD),
          more: Math.max(0, told.length - TOLD),
          well: [],
          ...(told.length === 1 ? { finding: only[0] } : {}),
        },
      });
    }
    if (gone.length > 0 && fresh.length === 0) {
      const well = gone.flatMap((id) => watch.known[id] ?? []);
      await tell({
        event: 'repair.news',
        owner,
        data: { ...about, broken: [], well: well.slice(0, TOLD), more: Math.max(0, well.length - TOLD) },
      });
    }
    const settled = fresh.length === 0 ? new Set(gone) : new Set<string>();
    const known = { ...watch.known, ...Object.fromEntries(fresh.map(([id, { summary }]) => [id, summary])) };
    for (const id of settled) delete known[id];
    const next: Watch = { ...watch, known, fading: away.filter((id) => !settled.has(id)), lookedAt: services.now() };
    // Somebody may have ended it meanwhile.
    if (await services.repairs.watchOf(owner, vdc)) await services.repairs.saveWatch(owner, next);
  }

  /** How the owner lets this be mended without asking, if they do and it has not been done too often. */
  async #ruleFor(
    owner: string,
    examination: Examination,
    finding: Examination['findings'][number],
  ): Promise<string | undefined> {
    const { services } = this.#options;
    const { id: vdc } = examination.record;
    const rules = (await services.repairs.rules(owner, vdc)).filter(({ rule }) => rule === finding.rule);
    for (const one of rules) {
      if (one.failures >= MOST_FAILURES) continue;
      if (!waysOf(finding, examination).some((way) => way.id === one.way)) continue;
      if (await services.repairs.takeRun(owner, vdc, one, services.now())) return one.way;
    }
    return undefined;
  }
}
