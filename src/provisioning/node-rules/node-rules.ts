import { setTimeout as pause } from 'node:timers/promises';

import type { Operations } from '#src/conversation/ports.ts';

import { ActionFailure } from '../action.ts';
import type { Engine, Observation, Plan } from '../engine.ts';
import type { Log } from '../log.ts';
import { Fraction } from '../pricing/index.ts';
import type { Services } from '../services.ts';
import { sizeOf } from '../sizes.ts';
import { saidIn } from '../texts/texts.ts';
import type { VdcRecord } from '../vdc-records.ts';
import { engineOf } from '../vdc-view.ts';
import { money } from '../wording.ts';
import { type Judgement, judgeNodeRule } from './judge-node-rule.ts';
import { type NodeNeed, readNodeNeed } from './node-need.ts';
import { ACTS_KEPT, type NodeRule, type UnderWay } from './node-rule.ts';

export interface NodeRulesOptions {
  services: Services;
  operations: Pick<Operations, 'start' | 'view'>;
  log: Log;
  /** How often it is seen whether a rule is due, and how often each is. */
  everyMs?: number;
  lookEveryMs?: number;
}

/** Should a wizard die over a rule, another one takes it after so long. */
const LEASE_MS = 60_000;
const LOOK_MS = 40_000;
/** While a change is under way. */
const UNDER_WAY_MS = 3_000;
/** After something did not work, or for what cannot be at present. */
const TROUBLE_MS = 5 * 60_000;
const TIMEOUT_MS = 30 * 60_000;
const BATCH = 20;
const ENDED: readonly string[] = ['Succeeded', 'Failed', 'Aborted', 'Error'];

/**
 * Follows the rules for workers: looks at each every half minute, and begins the operation that it asks for under an id that
 * is written down before, so that no crash begins it twice. Every wizard may run one; each rule is taken by one at a time.
 */
export class NodeRules {
  readonly #options: Required<NodeRulesOptions>;
  readonly #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(options: NodeRulesOptions) {
    this.#options = { everyMs: 2_000, lookEveryMs: 30_000, ...options };
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** Looks once at every rule that is due. Resolves to how many those were. */
  async round(): Promise<number> {
    const { services, log } = this.#options;
    const rules = await services.nodeRules.claim(services.now(), LEASE_MS, BATCH);
    await Promise.all(
      rules.map(async (rule) => {
        try {
          await this.#follow(rule);
        } catch (error) {
          log.warn({ vdc: rule.vdc, error }, 'The rule for the workers of a VDC could not be followed; later again');
        }
      }),
    );
    return rules.length;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { everyMs, log } = this.#options;
    while (!signal.aborted) {
      await this.round().catch((error: unknown) => log.warn({ error }, 'The rules for workers cannot be read now'));
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #follow(rule: NodeRule): Promise<void> {
    const { services } = this.#options;
    const record = await services.records.find(rule.caller.owner, rule.vdc);
    if (!record || record.state === 'deleting') {
      await this.#write(rule, () => null);
      return;
    }
    if (rule.underWay) return await this.#goOn(rule, record, rule.underWay);
    if (rule.paused || (rule.notBefore ?? 0) > services.now()) {
      await this.#write(rule, (kept) => kept);
      return;
    }
    const engine = engineOf(services, record.engine);
    const observation = record.ref === undefined ? null : await engine.observe(record.ref);
    if (!observation || observation.state !== 'ready') {
      await this.#write(rule, (kept) => kept);
      return;
    }
    await this.#judge(rule, record, engine, observation);
  }

  async #judge(rule: NodeRule, record: VdcRecord, engine: Engine, observation: Observation): Promise<void> {
    const { services } = this.#options;
    const workers = observation.machines.filter(({ role }) => role === 'worker');
    const judgement = judgeNodeRule(rule, await this.#need(rule, engine, observation), workers.length, services.now());
    const { to, why = '' } = judgement;
    if (to === undefined) return await this.#keepInMind(rule, record, judgement, workers.length);
    const plan = await this.#plan(engine, observation.ref, to);
    if (plan instanceof ActionFailure) {
      return await this.#keepInMind(
        rule,
        record,
        { ...judgement, trouble: { sort: plan.code, text: plan.message } },
        workers.length,
      );
    }
    const price = plan.price.tftPerMonth;
    if (to > workers.length && Fraction.of(price).compare(Fraction.of(rule.ceiling)) > 0) {
      const text = `${why} Another worker would bring the price to ${money(price)} TFT per month, and you have set ${money(rule.ceiling)} as the most.`;
      const trouble = { sort: 'ceiling', text };
      return await this.#keepInMind(rule, record, { ...judgement, trouble }, workers.length);
    }
    await services.plans.keep(plan);
    const underWay: UnderWay = {
      operation: `node-rule-${record.id}-${services.now()}`,
      plan: plan.hash,
      from: workers.length,
      to,
      why,
      price,
    };
    const written = await this.#write(rule, (kept) => (kept.paused ? kept : { ...calm(kept), underWay }), UNDER_WAY_MS);
    if (written?.underWay?.operation === underWay.operation) await this.#begin(written, record, underWay);
  }

  async #need(rule: NodeRule, engine: Engine, observation: Observation): Promise<NodeNeed> {
    const { services } = this.#options;
    const signal = AbortSignal.any([AbortSignal.timeout(LOOK_MS), this.#stopping.signal]);
    const cluster = await services.clusters.of(engine, observation.ref);
    const workers = observation.machines.filter(({ role }) => role === 'worker');
    const smaller = workers.length > rule.least ? await this.#plan(engine, observation.ref, workers.length - 1) : null;
    const staying =
      smaller && !(smaller instanceof ActionFailure) ? new Set(smaller.machines.map(({ name }) => name)) : null;
    const leaving = staying ? workers.find(({ name }) => !staying.has(name)) : undefined;
    const [one = observation.machines[0]] = workers;
    const size = one ? { cpu: one.vcpu, memory: one.memoryGiB * 2 ** 30 } : sizeFacts('small');
    const fresh = { name: 'new', cpu: size.cpu, memory: size.memory * USABLE, pods: 100 };
    return await readNodeNeed(cluster, { fresh, limit: Math.max(1, rule.most - workers.length), leaving, signal });
  }

  async #plan(engine: Engine, ref: string, workers: number): Promise<Plan | ActionFailure> {
    if (!engine.planScale || !engine.scale)
      return new ActionFailure('UNSUPPORTED', 'It cannot get more or fewer machines here.');
    try {
      return await engine.planScale(ref, { workers });
    } catch (error) {
      if (error instanceof ActionFailure) return error;
      throw error;
    }
  }

  /** Begins what is written down; again begins nothing new. */
  async #begin({ caller }: NodeRule, { id, name }: VdcRecord, { operation, plan }: UnderWay): Promise<void> {
    await this.#options.operations.start({
      id: operation,
      // Nobody waits for it in a conversation: it is seen in "what runs", and the rule tells how it ended.
      conversation: operation,
      run: '',
      step: 'scale',
      caller,
      title: `Change the size of ${name}`,
      attempts: 3,
      backoffMs: 5_000,
      timeoutMs: TIMEOUT_MS,
      work: [{ action: 'vdc.scale', input: { vdc: id, plan } }],
    });
  }

  async #goOn(rule: NodeRule, record: VdcRecord, underWay: UnderWay): Promise<void> {
    const { operations, services } = this.#options;
    const view = await operations.view(underWay.operation);
    if (!view) {
      await this.#begin(rule, record, underWay);
      await this.#write(rule, (kept) => kept, UNDER_WAY_MS);
      return;
    }
    if (!ENDED.includes(view.state)) {
      await this.#write(rule, (kept) => kept, UNDER_WAY_MS);
      return;
    }
    const { from, to, why } = underWay;
    const worked = view.state === 'Succeeded';
    const failed = worked ? {} : { failed: view.note?.text ?? '' };
    const act = { at: services.now(), from, to, why, ...failed };
    const notBefore = services.now() + (worked ? this.#options.lookEveryMs : TROUBLE_MS);
    await this.#tell(rule, record, {
      kind: worked ? (to > from ? 'grown' : 'shrunk') : 'failed',
      before: from,
      after: worked ? to : from,
      why: worked ? why : (view.note?.text ?? ''),
      price: worked ? money(underWay.price) : '',
    });
    await this.#write(rule, (kept) => {
      if (kept.underWay?.operation !== underWay.operation) return kept;
      // The owner may have changed the limits meanwhile: those stay.
      const { underWay: _, ...rest } = calm(kept);
      return { ...rest, notBefore, acts: [act, ...kept.acts].slice(0, ACTS_KEPT) };
    });
  }

  /** Nothing is done; what is new in it is told once. */
  async #keepInMind(rule: NodeRule, record: VdcRecord, judgement: Judgement, workers: number): Promise<void> {
    const { services } = this.#options;
    const { waitingSince, idleSince, trouble } = judgement;
    if (trouble !== undefined && trouble.sort !== rule.trouble?.sort) {
      await this.#tell(rule, record, {
        kind: 'trouble',
        before: workers,
        after: workers,
        why: trouble.text,
        price: '',
      });
    }
    await this.#write(rule, (kept) => ({
      ...calm(kept),
      ...(waitingSince === undefined ? {} : { waitingSince }),
      ...(idleSince === undefined ? {} : { idleSince }),
      ...(trouble === undefined ? {} : { trouble, notBefore: services.now() + TROUBLE_MS }),
    }));
  }

  async #tell(
    { caller }: NodeRule,
    record: VdcRecord,
    news: { kind: string; before: number; after: number; why: string; price: string },
  ): Promise<void> {
    const why = saidIn(caller.locale, news.why);
    const data = { vdc: record.id, name: record.name, ...news, why };
    await this.#options.services.tell?.({ event: 'nodes.changed', owner: caller.owner, data });
  }

  async #write(
    { caller, vdc }: NodeRule,
    change: (kept: NodeRule) => NodeRule | null,
    afterMs = this.#options.lookEveryMs,
  ): Promise<NodeRule | null> {
    const { services } = this.#options;
    const dueAt = services.now() + afterMs;
    return await services.nodeRules.change(caller.owner, vdc, dueAt, (kept) => (kept ? change(kept) : null));
  }
}

/** What Kubernetes leaves of a machine's memory. */
const USABLE = 0.9;

/** Without what it had in mind of how things were. */
function calm(rule: NodeRule): NodeRule {
  const { waitingSince: _, idleSince: __, notBefore: ___, trouble: ____, ...rest } = rule;
  return rest;
}

function sizeFacts(size: string): { cpu: number; memory: number } {
  const { vcpu, memoryGiB } = sizeOf(size);
  return { cpu: vcpu, memory: memoryGiB * 2 ** 30 };
}
