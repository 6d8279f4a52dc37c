import type {
  ApprovalDesk,
  AwaitDesk,
  Caller,
  FailPoint,
  HandoffDesk,
  Operations,
  OutboxEffect,
  Outcome,
  ReadActions,
  SessionStore,
} from './ports.ts';

export interface PerformOptions {
  store: SessionStore;
  actions: ReadActions;
  operations: Operations;
  approvals: ApprovalDesk;
  handoffs: HandoffDesk;
  awaited: AwaitDesk;
  /** Shows saved turns where bots follow the conversation. Absent: there are none. */
  tell?(turn: { id: string; conversation: string; owner: string; revision: number }): Promise<void>;
  /** Whose rights the effects of a conversation act with; null when it is gone. */
  callerOf(conversation: string): Promise<Caller | null>;
  outcome(event: {
    conversation: string;
    messageId: string;
    owner: string;
    run: string;
    step: string;
    outcome: Outcome;
  }): Promise<void>;
  now(): number;
  failPoint: FailPoint;
  /** An effect could not be performed now; the sweep tries it again. */
  onError(effect: OutboxEffect, error: unknown): void;
}

/**
 * Does what saved turns decided. Each effect happens under its own id, so doing one again (after a crash, or by two
 * processes) is doing it once; only then is its outbox entry settled.
 */
export class EffectPerformer {
  readonly #options: PerformOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: PerformOptions) {
    this.#options = options;
  }

  /** Effects of one turn, in their order; those of other turns run beside them. */
  perform(effects: readonly { effect: OutboxEffect; entry: string }[]): void {
    let previous = Promise.resolve();
    for (const { effect, entry } of effects) {
      if (this.#running.has(effect.id)) continue;
      const before = previous;
      const mine = before.then(() => this.#perform(effect, entry)).finally(() => this.#running.delete(effect.id));
      this.#running.set(effect.id, mine);
      // A platform that does not answer keeps nothing else waiting.
      if (effect.type !== 'read' && effect.type !== 'tell') previous = mine;
    }
  }

  /** Resolves when nothing is being performed. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  async #perform(effect: OutboxEffect, entry: string): Promise<void> {
    const { store, failPoint, onError } = this.#options;
    try {
      failPoint(`effect.${effect.type}.claimed`);
      await this.#act(effect);
      failPoint(`effect.${effect.type}.done`);
      await store.settle(effect.conversation, [entry]);
    } catch (error) {
      onError(effect, error);
    }
  }

  async #act(effect: OutboxEffect): Promise<void> {
    const { store, actions, operations, now } = this.#options;
    switch (effect.type) {
      case 'read': {
        const caller = await this.#caller(effect);
        if (!caller) return;
        const signal = AbortSignal.timeout(effect.timeoutMs);
        const outcome = await actions.read(effect.action, effect.input, caller, signal);
        const { id: messageId, conversation, owner, run, step } = effect;
        await this.#options.outcome({ conversation, messageId, owner, run, step, outcome });
        return;
      }
      case 'operate': {
        const { id, conversation, run, step, title, attempts, backoffMs, timeoutMs, action, input } = effect;
        const caller = await this.#caller(effect);
        if (!caller) return;
        const work = [{ action, input }];
        await operations.start({ id, conversation, run, step, caller, title, attempts, backoffMs, timeoutMs, work });
        return;
      }
      case 'undo': {
        const { id, conversation, run, step, title } = effect;
        const work = effect.compensations.map(({ action, input }) => ({ action, input }));
        const caller = await this.#caller(effect);
        if (!caller) return;
        await operations.start({ id, conversation, run, step, caller, title, ...undoLimits, work });
        return;
      }
      case 'stop':
        await operations.stop(effect.operation);
        return;
      case 'remember':
        await store.remember(effect.owner, effect.slot, effect.value);
        return;
      case 'approve': {
        const caller = await this.#caller(effect);
        if (!caller) return;
        const { type: _type, ...request } = effect;
        await this.#options.approvals.ask({ ...request, askedBy: caller.name, askedAt: now() });
        return;
      }
      case 'withdraw':
        await this.#options.approvals.withdraw(effect.approval);
        return;
      case 'handoff': {
        const caller = await this.#caller(effect);
        if (!caller) return;
        const { id, conversation, owner, queue, text } = effect;
        await this.#options.handoffs.open({ id, conversation, owner, askedBy: caller.name, queue, text, at: now() });
        return;
      }
      case 'relay': {
        const { id, ticket, side, text, wizard } = effect;
        await this.#options.handoffs.relay({ id, ticket, side, text, ...(wizard ? { wizard } : {}) });
        return;
      }
      case 'part': {
        const { id, ticket, side, why } = effect;
        await this.#options.handoffs.part({ id, ticket, side, why });
        return;
      }
      case 'await': {
        const { id, event, conversation, owner, run, at } = effect;
        await this.#options.awaited.wait({ id, event, conversation, owner, run, at });
        return;
      }
      case 'tell':
        await this.#options.tell?.(effect);
        return;
      case 'index':
        await store.index(effect.owner, effect.conversation, effect.title, now());
        return;
      default:
        effect satisfies never;
    }
  }

  /** Null, and nothing to do, when the conversation is gone or belongs to somebody else by now. */
  async #caller(effect: OutboxEffect): Promise<Caller | null> {
    const caller = await this.#options.callerOf(effect.conversation);
    return caller?.owner === effect.owner ? caller : null;
  }
}

const undoLimits = { attempts: 5, backoffMs: 2_000, timeoutMs: 20 * 60_000 };
