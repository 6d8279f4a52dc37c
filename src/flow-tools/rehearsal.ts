import type { Flow, FlowEvent, Frame } from '#src/chatflow/index.ts';
import {
  type ApprovalRequest,
  type Caller,
  type Conversation,
  Conversations,
  EffectPerformer,
  type Flows,
  type HandoffTicket,
  type TurnRemarks,
} from '#src/conversation/index.ts';
import type { Entry, JsonObject, Prompt, Reply, Turn } from '#src/protocol/index.ts';

import { MemorySessionStore } from './memory-session-store.ts';
import { MemoryVault } from './memory-vault.ts';
import type { RehearsalOptions } from './rehearsal-options.ts';
import { RehearsedWork } from './rehearsed-work.ts';
import { callerOf, menu } from './stand-ins.ts';

/** How the flow ended. */
export type Ending = TurnRemarks['ended'][number];

const ID = 'rehearsal';
const OWNER = 'ada';
const MOST_ROUNDS = 300;

/** A calm Friday: flows that look at the date always see the same one. */
const NOW = Date.UTC(2026, 10, 20, 12);

/**
 * One conversation with one flow, with everything around it in memory: the turn itself is the real one. Actions answer as
 * simulated or as a test says, and time stands still until it is told to go on.
 */
export class Rehearsal {
  readonly flow: Flow;
  readonly work: RehearsedWork;
  readonly turns: Turn[] = [];
  readonly approvals: ApprovalRequest[] = [];
  readonly tickets: HandoffTicket[] = [];
  /** What could not be computed, and what went wrong that never should: mistakes of the flow, or ours. */
  readonly faults: string[] = [];
  now = NOW;
  conversation: Conversation | undefined;
  /** Set when the run of the flow this is about is over. */
  ending: Ending | undefined;
  /** The flow as it stood last, also when it is over. */
  lastFrame: Frame | undefined;
  readonly #options: RehearsalOptions;
  readonly #flows: Map<string, Flow>;
  readonly #store: MemorySessionStore;
  readonly #vault: MemoryVault;
  readonly #caller: Caller;
  #conversations: Conversations;
  #performer: EffectPerformer;
  #messages = 0;

  constructor(
    options: RehearsalOptions,
    from?: { store: MemorySessionStore; vault: MemoryVault; work: RehearsedWork },
  ) {
    this.#options = options;
    this.flow = options.flow;
    this.#flows = new Map(options.flows);
    for (const flow of [options.flow, menu, ...(options.inputs ? [callerOf(options.flow, options.inputs)] : [])]) {
      this.#flows.set(flow.id, flow);
    }
    const { roles = ['owner'], locale = 'en' } = options;
    this.#caller = { owner: OWNER, name: 'Ada', roles: [...roles], locale };
    this.#store = from?.store ?? new MemorySessionStore();
    this.#vault = from?.vault ?? new MemoryVault();
    this.work = from?.work ?? new RehearsedWork(options.actions);
    this.#store.onRemarks = (remarks) => this.#remember(remarks);
    [this.#conversations, this.#performer] = this.#wire();
  }

  /** Begins with the flow itself, or with the menu of which a person starts it. */
  async begin(how: 'flow' | 'menu' = 'flow'): Promise<void> {
    const { slots, locale = 'en', channel = 'terminal', inputs, remembered = {} } = this.#options;
    for (const [slot, value] of Object.entries(remembered)) await this.#store.remember(OWNER, slot, value);
    const flow = how === 'menu' ? menu.id : inputs ? callerOf(this.flow, inputs).id : this.flow.id;
    await this.#conversations.begin({
      conversation: ID,
      messageId: this.#nextId(),
      caller: this.#caller,
      channel,
      locale,
      flow,
      ...(slots ? { slots } : {}),
    });
    await this.#settle();
  }

  /** Says or presses something, and waits until all that follows from it has happened. */
  async reply(reply: Reply): Promise<void> {
    await this.#conversations.reply({ conversation: ID, messageId: this.#nextId(), caller: this.#caller, reply });
    await this.#settle();
  }

  /** Time goes on: timers fire in their order. */
  async wait(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const [timer] = this.#store.timers();
      if (!timer || timer.at > until) break;
      await this.#fire(timer);
    }
    this.now = Math.max(this.now, until);
  }

  /** The server goes down and comes back: only what was stored is left. */
  async restart(): Promise<void> {
    await this.#settle();
    [this.#conversations, this.#performer] = this.#wire();
    await this.#look();
  }

  /** Lets an operation that was kept running end. */
  async finish(action: string): Promise<boolean> {
    const found = this.work.finish(action);
    await this.#settle();
    return found;
  }

  /** Other people agree, or do not. False when nobody was asked. */
  async decide(decision: { agreed: boolean; reason?: string }): Promise<boolean> {
    const request = this.approvals.shift();
    if (!request) return false;
    const { run, step } = request;
    const by = 'Grace';
    const reason = decision.reason === undefined ? {} : { reason: decision.reason };
    const event: FlowEvent = decision.agreed
      ? { type: 'approved', step, by: [by] }
      : { type: 'refused', step, by, ...reason };
    await this.#conversations.event({ conversation: ID, messageId: this.#nextId(), run, event });
    await this.#settle();
    return true;
  }

  /** Something happens outside that the flow may wait for. */
  async happen(name: string, data: JsonObject): Promise<void> {
    for (const run of this.conversation?.runs ?? []) {
      const event = { type: 'event', name, data } as const;
      await this.#conversations.event({ conversation: ID, messageId: this.#nextId(), run, event });
    }
    await this.#settle();
  }

  /** A copy that goes its own way from here. */
  async fork(): Promise<Rehearsal> {
    const [store, work] = [this.#store.fork(), this.work.fork()];
    const copy = new Rehearsal(this.#options, { store, vault: this.#vault, work });
    copy.turns.push(...this.turns);
    copy.approvals.push(...this.approvals);
    copy.now = this.now;
    copy.ending = this.ending;
    copy.#messages = this.#messages;
    await copy.#look();
    return copy;
  }

  /** What is open now. */
  get prompt(): Prompt | undefined {
    const open = this.conversation?.open;
    if (open === undefined) return undefined;
    for (const turn of this.turns.toReversed()) {
      const entry = turn.entries.find((one) => one.type === 'prompt' && one.prompt.id === open);
      if (entry?.type === 'prompt') return entry.prompt;
    }
    return undefined;
  }

  /** The flow that is live. */
  get top(): Frame | undefined {
    return this.conversation?.stack.at(-1);
  }

  /** Everything that was said and shown since a turn. */
  entriesSince(revision: number): Entry[] {
    return this.turns.filter((turn) => turn.revision > revision).flatMap(({ entries }) => entries);
  }

  /** Something is under way, or waited for: it is right that nothing is asked. */
  get awaiting(): boolean {
    const { top } = this;
    const waits = top && this.#flows.get(top.flow)?.step.get(top.at)?.verb === 'wait';
    const others = this.work.running.length + this.approvals.length + this.tickets.length + this.#store.timers().length;
    return waits === true || others > 0;
  }

  /** Whether a text is anywhere in what is stored or was ever shown. */
  holds(text: string): boolean {
    const written = JSON.stringify(text).slice(1, -1);
    const { conversations, outbox, timers, remembered } = this.#store.data;
    const stored = [
      ...[...conversations.values()].flatMap(({ conversation, turns }) => [conversation, ...turns]),
      ...outbox.map(({ effect }) => effect),
      ...timers.values(),
      ...[...remembered.values()].flatMap((answers) => [...answers.values()]),
      ...this.work.calls.map(({ input }) => JSON.stringify(input)),
    ];
    return stored.some((one) => one.includes(written));
  }

  #wire(): [Conversations, EffectPerformer] {
    const conversations: Conversations = new Conversations({
      store: this.#store,
      flows: this.#knownFlows(),
      vault: this.#vault,
      home: menu.id,
      stagesOf: (action) => this.work.stagesOf(action),
      badgeOf: () => undefined,
      now: () => this.now,
      failPoint: () => undefined,
      ...(this.#options.understander ? { understander: this.#options.understander } : {}),
      onFault: ({ flow, fault }) => void this.faults.push(`${flow}: ${fault}`),
      onTurn: ({ turn }) => void this.turns.push(turn),
      perform: (effects) => performer.perform(effects),
    });
    const performer: EffectPerformer = new EffectPerformer({
      store: this.#store,
      actions: this.work,
      operations: this.work,
      approvals: { ask: async (request) => void this.approvals.push(request), withdraw: async () => undefined },
      awaited: { wait: async () => undefined },
      handoffs: {
        open: async (ticket) => void this.tickets.push(ticket),
        relay: async () => undefined,
        part: async () => undefined,
      },
      callerOf: (id) => conversations.callerOf(id),
      outcome: (event) => conversations.outcome(event),
      now: () => this.now,
      failPoint: () => undefined,
      onError: (effect, error) => {
        this.faults.push(`${effect.type} failed: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    return [conversations, performer];
  }

  #knownFlows(): Flows {
    const flows = this.#flows;
    return {
      current: (id) => flows.get(id),
      pinned: async (id, hash) => {
        const flow = flows.get(id);
        return flow?.hash === hash ? flow : undefined;
      },
      list: () => [...flows.values()],
    };
  }

  /** Until nothing happens by itself any more. */
  async #settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await this.#performer.idle();
      await this.#conversations.idle();
      await this.#look();
      const ended = this.work.takeEnded();
      if (ended) {
        const { request, outcome, view } = ended;
        const { id, conversation, run, step, caller } = request;
        const event = { conversation, messageId: `outcome-${id}`, owner: caller.owner, run, step, outcome };
        await this.#conversations.outcome(event, view);
        continue;
      }
      // Nobody wants to wait for the pause before another try.
      const retry = this.#store.timers().find(({ name }) => name.startsWith('retry:'));
      if (!retry) return;
      await this.#fire(retry, false);
    }
    throw new Error('the conversation does not come to rest');
  }

  async #fire(timer: Parameters<Conversations['timer']>[0], settle = true): Promise<void> {
    this.now = Math.max(this.now, timer.at);
    await this.#conversations.timer(timer);
    await this.#store.clearTimer(timer);
    if (settle) await this.#settle();
  }

  async #look(): Promise<void> {
    this.conversation = (await this.#store.load(ID))?.conversation;
    const mine = this.conversation?.stack.find(({ flow }) => flow === this.flow.id);
    if (mine) this.lastFrame = mine;
  }

  #remember({ ended }: TurnRemarks): void {
    const mine = ended.find(({ frame }) => frame.flow === this.flow.id);
    if (mine && !this.ending) {
      this.ending = mine;
      this.lastFrame = mine.frame;
    }
  }

  #nextId(): string {
    this.#messages += 1;
    return `message-${this.#messages}`;
  }
}
