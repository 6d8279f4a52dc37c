import { type Flow, type Frame, phrase, type Surroundings, titleOf } from '#src/chatflow/index.ts';
import type { EntryDraft, JsonObject, PromptDraft, Turn } from '#src/protocol/index.ts';

import { type Bridge, standingBridge } from '../bridge.ts';
import type { Conversation, PendingConsent } from '../conversation.ts';
import type { DecideInput } from '../decide.ts';
import type { OwnQuestion } from '../own-question.ts';
import type { Commit, DurableTimer, OutboxEffect, TurnRemarks } from '../ports.ts';
import type { StartFlow } from '../understood.ts';
import { openPrompt, surroundingsOf } from './surroundings.ts';

/** A running flow of the conversation. */
export interface Level {
  run: string;
  frame: Frame;
}

const MAX_ADVANCES = 60;

/** One turn while it is decided: the conversation as it will be, what is said, and what is to be done. */
export class TurnDraft {
  readonly input: DecideInput;
  readonly revision: number;
  readonly levels: Level[];
  readonly operations: { [operation: string]: { run: string; step: string } };
  readonly approvals: { [approval: string]: PendingConsent };
  readonly entries: EntryDraft[];
  readonly remembered: JsonObject;
  readonly outbox: OutboxEffect[] = [];
  readonly setTimers: DurableTimer[] = [];
  readonly clearTimers: string[] = [];
  readonly remarks: TurnRemarks = { ended: [], faults: [] };
  own: OwnQuestion | undefined;
  /** Where the person wanted to go when the own question came up. */
  next: 'restart' | 'menu' | undefined;
  /** What the own question chooses from. */
  options: StartFlow[];
  /** Wishes that come after what is going on. */
  queue: StartFlow[];
  /** Sentences in a row that nothing could be made of: forgotten with the first one that something could be made of. */
  misses: number;
  /** The language that is spoken from here on. */
  locale: string;
  bridge: Bridge | undefined;
  /** Where the person talks. */
  channel: string;
  prompt: PromptDraft | undefined;
  readonly #positionBefore: string;
  #advances = 0;
  #runs = 0;

  constructor(input: DecideInput) {
    const { conversation } = input;
    const { stack, runs } = conversation;
    this.input = input;
    this.revision = input.revision + 1;
    this.levels = stack.map((frame, index) => ({ frame, run: runs[index] ?? `${index}` }));
    this.operations = { ...conversation.operations };
    this.approvals = { ...conversation.approvals };
    this.entries = [...input.said];
    this.remembered = { ...conversation.remembered };
    this.own = conversation.own;
    this.next = conversation.then;
    this.options = conversation.options ?? [];
    this.queue = [...(conversation.queue ?? [])];
    this.misses = conversation.misses ?? 0;
    this.locale = conversation.locale;
    this.bridge = conversation.bridge;
    this.channel = conversation.channel;
    this.#positionBefore = this.#position();
  }

  get top(): Level | undefined {
    return this.levels.at(-1);
  }

  get runs(): string[] {
    return this.levels.map(({ run }) => run);
  }

  say(text: string, tone?: 'success' | 'error' | 'info'): void {
    this.entries.push({ by: 'wizard', type: 'say', text, ...(tone ? { tone } : {}) });
  }

  /** One of the wizard's own sentences. */
  words(key: Parameters<typeof phrase>[1], values: Record<string, string | number> = {}): string {
    return phrase(this.locale, key, values);
  }

  /** Ask the open question again, whatever it is now. */
  ask(): void {
    const prompt = openPrompt({ ...this.input, conversation: this.#conversation() });
    if (prompt) this.prompt = prompt;
    this.forgetError();
  }

  /** Why the last answer was not taken is said once: something else was said since. */
  forgetError(): void {
    const { prompt } = this;
    if (prompt?.kind === 'ask') {
      const { error: _error, ...question } = prompt.question;
      this.prompt = { ...prompt, question };
    } else if (prompt?.kind === 'confirm') {
      const { error: _error, ...asked } = prompt;
      this.prompt = asked;
    }
  }

  dismissOwn(): void {
    this.own = undefined;
    this.next = undefined;
    this.options = [];
  }

  /** What is to be done once this turn is saved; its id is the key under which it happens once. */
  effect<E extends { type: OutboxEffect['type'] }>(run: string, step: string, effect: E): OutboxEffect {
    const { id, owner } = this.input.conversation;
    const made = {
      id: `${id}-${this.revision}-${this.outbox.length}`,
      conversation: id,
      owner,
      run,
      step,
      ...effect,
    } as unknown as OutboxEffect;
    this.outbox.push(made);
    return made;
  }

  setTimer(run: string, name: string, afterMs: number): void {
    const at = this.input.now + afterMs;
    this.setTimers.push({ id: `${run}/${name}`, conversation: this.input.conversation.id, run, name, at });
  }

  clearTimer(run: string, name: string): void {
    this.clearTimers.push(`${run}/${name}`);
  }

  surroundings(run: string): Surroundings {
    return surroundingsOf({ ...this.input.conversation, locale: this.locale }, this.input.caller, run, this.input.now);
  }

  flowTitle(frame: Frame): string {
    const flow = this.input.flowOf(frame);
    return flow ? this.titleOf(flow) : frame.flow;
  }

  titleOf(flow: Flow): string {
    return titleOf(flow, this.locale).title;
  }

  /** The id of a flow that begins to run now. */
  newRun(): string {
    return `${this.revision}.${this.#runs++}`;
  }

  /** A turn has so many steps: a flow that never comes to rest is our bug, and nothing of it is saved. */
  spend(): void {
    this.#advances += 1;
    if (this.#advances > MAX_ADVANCES) throw new Error(`a turn of ${this.input.conversation.id} does not come to rest`);
  }

  /** The turn, ready to be saved. */
  commit(): Commit {
    const { conversation, messageId, now, caller } = this.input;
    const { revision } = this;
    if (revision === 1) {
      const [first] = this.levels;
      this.effect('', '', { type: 'index', title: first ? this.flowTitle(first.frame) : '' });
    }
    let open: string | undefined;
    if (this.prompt !== undefined) {
      open = `${revision}.${this.entries.length}`;
      this.entries.push({ by: 'wizard', type: 'prompt', prompt: { ...this.prompt, id: open } });
    } else if (this.#position() === this.#positionBefore) {
      open = conversation.open;
    }
    // The web channel shows turns as they are saved, and clients ask for what they missed; platforms have to be told, and
    // how an operation ended is news wherever the person is.
    const { act } = this.input;
    if (this.channel !== 'web' || (act.type === 'outcome' && act.operation)) {
      this.effect('', '', { type: 'tell', revision });
    }
    const entries = this.entries.map((entry, index) => ({ ...entry, id: `${revision}.${index}` })) as Turn['entries'];
    return {
      expected: revision - 1,
      messageId,
      conversation: {
        ...this.#conversation(),
        person: { name: caller.name, roles: caller.roles },
        ...(open === undefined ? {} : { open }),
      },
      turn: {
        revision,
        at: now,
        entries,
        open: open ?? null,
        lang: this.locale,
        dir: this.input.dir(this.locale),
      },
      outbox: this.outbox,
      setTimers: this.setTimers,
      clearTimers: this.clearTimers,
      ...(this.remarks.ended.length + this.remarks.faults.length > 0 ? { remarks: this.remarks } : {}),
    };
  }

  /** The conversation as it stands in this turn, without the prompt. Keys are left out while they are empty. */
  #conversation(): Conversation {
    const {
      own: _own,
      then: _then,
      options: _options,
      queue: _queue,
      misses: _misses,
      open: _open,
      operations: _operations,
      remembered: _remembered,
      bridge: _bridge,
      approvals: _approvals,
      ...kept
    } = this.input.conversation;
    return {
      ...kept,
      channel: this.channel,
      locale: this.locale,
      stack: this.levels.map(({ frame }) => frame),
      runs: this.runs,
      ...(Object.keys(this.operations).length > 0 ? { operations: this.operations } : {}),
      ...(Object.keys(this.remembered).length > 0 ? { remembered: this.remembered } : {}),
      ...(this.own === undefined ? {} : { own: this.own }),
      ...(this.next === undefined ? {} : { then: this.next }),
      ...(this.options.length > 0 && this.own !== undefined ? { options: this.options } : {}),
      ...(this.queue.length > 0 ? { queue: this.queue } : {}),
      ...(this.misses > 0 ? { misses: this.misses } : {}),
      ...(Object.keys(this.approvals).length > 0 ? { approvals: this.approvals } : {}),
      ...(this.bridge === undefined ? {} : { bridge: this.bridge }),
    };
  }

  /** Where the live frame stands: while it does not move, its prompt stays open. */
  #position(): string {
    const { top, own, bridge } = this;
    const standing = standingBridge({
      ...(own === undefined ? {} : { own }),
      ...(bridge && { bridge }),
      runs: this.runs,
    });
    if (standing) return `bridge ${standing.ticket} ${standing.with}`;
    return top ? `${top.run} ${top.frame.at} ${own ?? ''}` : '';
  }
}
