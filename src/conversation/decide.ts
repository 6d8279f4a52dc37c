import {
  advance,
  begin,
  carriedSlots,
  type Decision,
  type Effect,
  type Flow,
  type FlowEvent,
  type Frame,
  FrameMismatch,
  phrase,
  promptOf,
  type Surroundings,
  titleOf,
} from '#src/chatflow/index.ts';
import type { EntryDraft, JsonObject, OperationView, PromptDraft, Turn } from '#src/protocol/index.ts';

import type { Conversation } from './conversation.ts';
import { type OwnQuestion, ownPrompt } from './own-question.ts';
import type { Caller, Commit, DurableTimer, OutboxEffect, Outcome, TurnRemarks } from './ports.ts';

/** What a turn handles, after interpretation. */
export type Act =
  | { type: 'frame'; events: FlowEvent[] }
  | { type: 'start'; flow: string; slots: JsonObject }
  | { type: 'leave'; how: 'cancel' | 'restart' | 'menu' }
  | { type: 'own'; offer: string }
  | { type: 'unclear'; text: string }
  /** A read action's result, or an operation's outcome with how it ended. */
  | { type: 'outcome'; run: string; step: string; outcome: Outcome; operation?: OperationView }
  /** Something else that happened to one frame: a timer, a decision of other people, an event from outside. */
  | { type: 'event'; run: string; event: FlowEvent };

/** Everything a decision looks at. All of it is data or pure functions. */
export interface DecideInput {
  conversation: Conversation;
  revision: number;
  messageId: string;
  now: number;
  act: Act;
  said: EntryDraft[];
  caller: Caller;
  /** The flow by hash for frames, by id for new ones. */
  flowOf(frame: Frame): Flow | undefined;
  current(id: string): Flow | undefined;
  /** The stages a lasting action will show. */
  stagesOf(action: string): readonly { id: string; title: string }[];
  badgeOf(action: string): string | undefined;
  /** The flow that is there when no other one is. */
  home: string;
  dir(locale: string): 'ltr' | 'rtl';
}

const MAX_DEPTH = 4;
const MAX_ADVANCES = 60;

/**
 * Decides one turn: the conversation and what happened, to the new conversation, what is said, and what is to be done.
 * Pure: the same input gives the same commit. Throws only for bugs of ours; nothing has been saved by then.
 */
export function decide(input: DecideInput): Commit {
  const turn = new TurnInProgress(input);
  turn.act(input.act);
  return turn.commit();
}

/** The surroundings of one run of a flow. */
export function surroundingsOf(conversation: Conversation, caller: Caller, run: string, now: number): Surroundings {
  return {
    now,
    user: { id: caller.owner, name: caller.name, roles: caller.roles },
    locale: conversation.locale,
    channel: conversation.channel,
    remembered: conversation.remembered ?? {},
    run: `${conversation.id}-${run}`,
  };
}

/** The prompt that is open now, rendered again from what is stored. */
export function openPrompt(input: Omit<DecideInput, 'act' | 'said' | 'messageId'>): PromptDraft | null {
  const { conversation } = input;
  const frame = conversation.stack.at(-1);
  const run = conversation.runs.at(-1);
  const flow = frame && input.flowOf(frame);
  const { locale } = conversation;
  if (conversation.own !== undefined)
    return ownPrompt(conversation.own, flow ? titleOf(flow, locale).title : '', locale);
  if (!frame || !flow || run === undefined) return null;
  return promptOf(flow, frame, surroundingsOf(conversation, input.caller, run, input.now));
}

interface Level {
  run: string;
  frame: Frame;
}

class TurnInProgress {
  readonly #input: DecideInput;
  readonly #revision: number;
  readonly #levels: Level[];
  readonly #operations: { [operation: string]: { run: string; step: string } };
  readonly #entries: EntryDraft[];
  readonly #remembered: JsonObject;
  readonly #outbox: OutboxEffect[] = [];
  readonly #setTimers: DurableTimer[] = [];
  readonly #clearTimers: string[] = [];
  readonly #remarks: TurnRemarks = { ended: [], faults: [] };
  readonly #topBefore: string;
  #own: OwnQuestion | undefined;
  #then: 'restart' | 'menu' | undefined;
  #prompt: PromptDraft | undefined;
  #advances = 0;
  #pushed = 0;

  constructor(input: DecideInput) {
    this.#input = input;
    this.#revision = input.revision + 1;
    const { stack, runs } = input.conversation;
    this.#levels = stack.map((frame, index) => ({ frame, run: runs[index] ?? `${index}` }));
    this.#operations = { ...input.conversation.operations };
    this.#entries = [...input.said];
    this.#remembered = { ...input.conversation.remembered };
    this.#own = input.conversation.own;
    this.#then = input.conversation.then;
    this.#topBefore = this.#position();
  }

  act(act: Act): void {
    switch (act.type) {
      case 'frame':
        this.#dismissOwn();
        for (const event of act.events) this.#top((level) => this.#advance(level, event));
        return;
      case 'start':
        this.#dismissOwn();
        this.#start(act.flow, act.slots);
        return;
      case 'leave':
        this.#leave(act.how);
        return;
      case 'own':
        this.#answerOwn(act.offer);
        return;
      case 'unclear':
        this.#say(act.text);
        this.#ask();
        return;
      case 'outcome':
        this.#outcome(act);
        return;
      case 'event': {
        const level = this.#levels.find(({ run }) => run === act.run);
        if (level) this.#advance(level, act.event);
        return;
      }
      default:
        act satisfies never;
    }
  }

  commit(): Commit {
    const { conversation, messageId, now } = this.#input;
    const revision = this.#revision;
    if (revision === 1) {
      const first = this.#levels[0];
      this.#outbox.push(this.#effect('', '', { type: 'index', title: first ? this.#flowTitle(first.frame) : '' }));
    }
    let open: string | undefined;
    if (this.#prompt !== undefined) {
      open = `${revision}.${this.#entries.length}`;
      this.#entries.push({ by: 'wizard', type: 'prompt', prompt: { ...this.#prompt, id: open } });
    } else if (this.#position() === this.#topBefore) {
      open = conversation.open;
    }
    const entries = this.#entries.map((entry, index) => ({ ...entry, id: `${revision}.${index}` })) as Turn['entries'];
    const {
      own: _own,
      then: _then,
      open: _open,
      operations: _operations,
      remembered: _remembered,
      ...kept
    } = conversation;
    return {
      expected: revision - 1,
      messageId,
      conversation: {
        ...kept,
        person: { name: this.#input.caller.name, roles: this.#input.caller.roles },
        stack: this.#levels.map(({ frame }) => frame),
        runs: this.#levels.map(({ run }) => run),
        ...(Object.keys(this.#operations).length > 0 ? { operations: this.#operations } : {}),
        ...(Object.keys(this.#remembered).length > 0 ? { remembered: this.#remembered } : {}),
        ...(this.#own === undefined ? {} : { own: this.#own }),
        ...(this.#then === undefined ? {} : { then: this.#then }),
        ...(open === undefined ? {} : { open }),
      },
      turn: {
        revision,
        at: now,
        entries,
        open: open ?? null,
        lang: conversation.locale,
        dir: this.#input.dir(conversation.locale),
      },
      outbox: this.#outbox,
      setTimers: this.#setTimers,
      clearTimers: this.#clearTimers,
      ...(this.#remarks.ended.length + this.#remarks.faults.length > 0 ? { remarks: this.#remarks } : {}),
    };
  }

  #start(id: string, slots: JsonObject): void {
    const flow = this.#input.current(id);
    if (!flow) {
      this.#say(this.#words('turn.unknown-flow', { flow: id }));
      this.#ask();
      return;
    }
    const { roles } = this.#input.caller;
    if (flow.access.roles.length > 0 && !flow.access.roles.some((role) => roles.includes(role))) {
      this.#say(this.#words('turn.not-allowed', { title: this.#titleOf(flow) }));
      this.#ask();
      return;
    }
    // A menu that waits is replaced, not interrupted: there is nothing to come back to.
    const top = this.#levels.at(-1);
    if (top && top.frame.flow === this.#input.home && top.frame.caller === undefined) this.#levels.pop();
    if (this.#levels.length >= MAX_DEPTH) {
      const titles = this.#levels.map(({ frame }) => this.#flowTitle(frame)).join(', ');
      this.#say(this.#words('turn.depth', { titles }));
      this.#ask();
      return;
    }
    this.#push(this.#levels.length, flow, { slots });
  }

  #push(index: number, flow: Flow, start: { slots?: JsonObject; inputs?: JsonObject; caller?: string }): void {
    const run = `${this.#revision}.${this.#pushed++}`;
    this.#spend();
    const decision = begin(flow, start, this.#surroundings(run));
    const level: Level = { run, frame: decision.frame };
    this.#levels.splice(index, 0, level);
    this.#perform(level, decision);
  }

  #advance(level: Level, event: FlowEvent): void {
    const flow = this.#input.flowOf(level.frame);
    this.#spend();
    if (!flow) {
      this.#lose(level);
      return;
    }
    try {
      this.#perform(level, advance(flow, level.frame, event, this.#surroundings(level.run)));
    } catch (error) {
      if (!(error instanceof FrameMismatch)) throw error;
      this.#lose(level);
    }
  }

  /** The definition of a running frame is gone: say so kindly, keep what was made, begin anew with the answers if we may. */
  #lose(level: Level): void {
    const index = this.#levels.indexOf(level);
    if (index >= 0) this.#levels.splice(index, 1);
    const flow = this.#input.current(level.frame.flow);
    if (flow && !level.frame.locked) {
      this.#say(this.#words('turn.flow-moved'));
      const { caller } = level.frame;
      this.#push(Math.max(index, 0), flow, {
        slots: carriedSlots(flow, level.frame),
        ...(caller === undefined ? {} : { caller }),
      });
      return;
    }
    this.#say(this.#words('turn.flow-gone'));
    if (this.#levels.length === 0) this.#home();
    else this.#ask();
  }

  #perform(level: Level, decision: Decision): void {
    level.frame = decision.frame;
    for (const fault of decision.faults ?? []) this.#remarks.faults.push({ flow: decision.frame.flow, fault });
    for (const effect of decision.effects) this.#performOne(level, effect);
  }

  #performOne(level: Level, effect: Effect): void {
    const { run } = level;
    switch (effect.type) {
      case 'say':
        this.#entries.push({
          by: 'wizard',
          type: 'say',
          text: effect.text,
          ...(effect.tone === undefined ? {} : { tone: effect.tone }),
        });
        return;
      case 'show':
        this.#entries.push({
          by: 'wizard',
          type: 'show',
          show: effect.show,
          ...(effect.text === undefined ? {} : { text: effect.text }),
        });
        return;
      case 'prompt':
        if (level === this.#levels.at(-1)) this.#prompt = effect.prompt;
        return;
      case 'changed':
        this.#entries.push({ by: 'wizard', type: 'changed', slots: effect.slots });
        return;
      case 'read': {
        const { type, step, ...rest } = effect;
        this.#outbox.push(this.#effect(run, step, { type, ...rest }));
        return;
      }
      case 'operate':
        this.#operate(level, effect);
        return;
      case 'stop':
        for (const [operation, waiting] of Object.entries(this.#operations)) {
          if (waiting.run !== run || waiting.step !== effect.step) continue;
          this.#outbox.push(this.#effect(run, effect.step, { type: 'stop', operation }));
        }
        return;
      case 'undo': {
        const title = this.#words('turn.undo.title', { title: this.#flowTitle(level.frame) });
        const { compensations } = effect;
        const undo = this.#effect(run, effect.step, { type: 'undo', title, compensations });
        this.#outbox.push(undo);
        this.#operations[undo.id] = { run, step: effect.step };
        this.#card(undo.id, title, compensations[0]?.action ?? '', []);
        return;
      }
      case 'call': {
        const flow = this.#input.current(effect.flow);
        if (flow) {
          this.#push(this.#levels.indexOf(level) + 1, flow, { inputs: effect.inputs, caller: effect.step });
        } else {
          this.#say(this.#words('turn.unknown-flow', { flow: effect.flow }));
          this.#advance(level, { type: 'returned', step: effect.step, outcome: 'failed', output: {} });
        }
        return;
      }
      case 'timer':
        this.#setTimers.push({
          id: `${run}/${effect.name}`,
          conversation: this.#input.conversation.id,
          run,
          name: effect.name,
          at: this.#input.now + effect.afterMs,
        });
        return;
      case 'clearTimer':
        this.#clearTimers.push(`${run}/${effect.name}`);
        return;
      case 'remember':
        // For this conversation it is known at once; for the next ones it is kept with the person.
        this.#remembered[effect.slot] = effect.value;
        if (effect.scope === 'conversation') return;
        this.#outbox.push(this.#effect(run, effect.slot, { type: 'remember', slot: effect.slot, value: effect.value }));
        return;
      case 'approve': {
        const { type, step, by, quorum, text, expiresMs, escalate } = effect;
        const expiresAt = this.#input.now + expiresMs;
        const whom = { by, quorum, text, expiresAt, ...(escalate === undefined ? {} : { escalate }) };
        this.#outbox.push(this.#effect(run, step, { type, ...whom }));
        return;
      }
      case 'handoff': {
        const { type, step, queue, text = '' } = effect;
        this.#outbox.push(this.#effect(run, step, { type, queue, text }));
        return;
      }
      case 'await': {
        const { type, step, event } = effect;
        this.#outbox.push(this.#effect(run, step, { type, event, at: this.#input.now }));
        return;
      }
      case 'end':
        this.#end(level, effect.outcome, effect.output);
        return;
      default:
        effect satisfies never;
    }
  }

  #operate(level: Level, effect: Extract<Effect, { type: 'operate' }>): void {
    const { type, step, background: _background, ...rest } = effect;
    const operate = this.#effect(level.run, step, { type, ...rest });
    this.#outbox.push(operate);
    this.#operations[operate.id] = { run: level.run, step };
    this.#card(operate.id, effect.title, effect.action, this.#input.stagesOf(effect.action));
  }

  #card(id: string, title: string, action: string, stages: readonly { id: string; title: string }[]): void {
    const badge = this.#input.badgeOf(action);
    this.#entries.push({
      by: 'wizard',
      type: 'operation',
      operation: {
        id,
        title,
        ...(badge === undefined ? {} : { badge }),
        state: 'Pending',
        stages: stages.map((stage) => ({ ...stage, state: 'waiting' })),
        sequence: 0,
        cancellable: true,
      },
    });
  }

  #end(level: Level, outcome: 'done' | 'cancelled' | 'failed', output: JsonObject): void {
    const index = this.#levels.indexOf(level);
    if (index < 0) return;
    const { run, frame } = level;
    this.#remarks.ended.push({ run, frame, outcome, output });
    const wasTop = index === this.#levels.length - 1;
    this.#levels.splice(index, 1);
    if (wasTop) this.#prompt = undefined;
    const below = this.#levels[index - 1];
    const { caller } = level.frame;
    if (below && caller !== undefined) {
      this.#advance(below, { type: 'returned', step: caller, outcome, output });
      return;
    }
    if (!wasTop) return;
    if (!below) {
      if (level.frame.flow !== this.#input.home || outcome === 'done') this.#home();
      return;
    }
    this.#say(this.#words('turn.resume', { title: this.#flowTitle(below.frame) }));
    this.#ask();
  }

  /** The menu, again: the conversation never ends with nothing to do. */
  #home(): void {
    const flow = this.#input.current(this.#input.home);
    if (!flow) return;
    this.#push(this.#levels.length, flow, flow.inputs.has('again') ? { inputs: { again: true } } : {});
  }

  #leave(how: 'cancel' | 'restart' | 'menu'): void {
    const level = this.#levels.at(-1);
    if (!level || (how === 'menu' && level.frame.flow === this.#input.home)) {
      this.#replaceTop();
      return;
    }
    const running = Object.values(this.#operations).some(({ run }) => run === level.run);
    const { frame } = level;
    const own: OwnQuestion | undefined = running
      ? 'stop'
      : (frame.undo?.length ?? 0) > 0
        ? 'undo'
        : frame.trail.length > 0 && frame.flow !== this.#input.home
          ? 'discard'
          : undefined;
    this.#then = how === 'cancel' ? undefined : how;
    if (own === undefined) {
      this.#drop(level, false);
      return;
    }
    this.#own = own;
    this.#prompt = ownPrompt(own, this.#flowTitle(frame), this.#input.conversation.locale);
  }

  #answerOwn(offer: string): void {
    const own = this.#own;
    const then = this.#then;
    const level = this.#levels.at(-1);
    this.#dismissOwn();
    if (!level || own === undefined || offer === 'continue') {
      this.#ask();
      return;
    }
    this.#then = then;
    if (own === 'discard') this.#say(this.#words('turn.left'));
    else if (offer === 'keep') this.#say(this.#words(own === 'stop' ? 'turn.keeping' : 'turn.left'));
    else this.#say(this.#words(own === 'stop' ? 'turn.stopping' : 'turn.undoing'));
    this.#drop(level, offer === 'cleanup');
  }

  /** Ends the top frame at the person's wish, and goes where they wanted to. */
  #drop(level: Level, cleanUp: boolean): void {
    const then = this.#then;
    this.#then = undefined;
    const { flow } = level.frame;
    const restart = then === 'restart' && level.frame.caller === undefined ? this.#input.current(flow) : undefined;
    if (restart) {
      const index = this.#levels.indexOf(level);
      this.#levels.splice(index, 1);
      this.#push(index, restart, {});
      return;
    }
    if (then === 'menu') {
      // Everything below is left too: the menu is a fresh start.
      this.#levels.splice(0, this.#levels.length, level);
    }
    this.#advance(level, { type: 'cancel', cleanUp });
    if (this.#levels.length === 0 && this.#prompt === undefined) this.#home();
  }

  #replaceTop(): void {
    this.#levels.pop();
    if (this.#levels.length === 0) this.#home();
    else this.#ask();
  }

  #outcome(act: Extract<Act, { type: 'outcome' }>): void {
    const { operation, outcome } = act;
    if (operation) {
      delete this.#operations[operation.id];
      this.#entries.push({ by: 'wizard', type: 'operation', operation });
    }
    const level = this.#levels.find(({ run }) => run === act.run);
    if (!level) {
      if (operation) this.#tell(operation, outcome);
      return;
    }
    this.#advance(
      level,
      outcome.ok
        ? { type: 'done', step: act.step, output: outcome.output }
        : { type: 'failed', step: act.step, failure: outcome.failure },
    );
  }

  /** Nobody waits for this operation any more: say how it ended. */
  #tell(operation: OperationView, outcome: Outcome): void {
    const { title } = operation;
    if (operation.state === 'Aborted') this.#say(this.#words('turn.operation.aborted', { title }));
    else if (outcome.ok) this.#say(this.#words('turn.operation.succeeded', { title }), 'success');
    else this.#say(this.#words('turn.operation.failed', { title, message: outcome.failure.message }), 'error');
  }

  /** Ask the open question again, whatever it is now. */
  #ask(): void {
    const { own: _answered, ...conversation } = this.#input.conversation;
    const prompt = openPrompt({
      ...this.#input,
      conversation: {
        ...conversation,
        stack: this.#levels.map(({ frame }) => frame),
        runs: this.#levels.map(({ run }) => run),
        ...(this.#own === undefined ? {} : { own: this.#own }),
      },
    });
    if (prompt) this.#prompt = prompt;
  }

  #dismissOwn(): void {
    this.#own = undefined;
    this.#then = undefined;
  }

  #top(act: (level: Level) => void): void {
    const level = this.#levels.at(-1);
    if (level) act(level);
    else this.#home();
  }

  /** Where the live frame stands: while it does not move, its prompt stays open. */
  #position(): string {
    const level = this.#levels.at(-1);
    return level ? `${level.run} ${level.frame.at} ${this.#own ?? ''}` : '';
  }

  #surroundings(run: string): Surroundings {
    return surroundingsOf(this.#input.conversation, this.#input.caller, run, this.#input.now);
  }

  #effect<E extends { type: OutboxEffect['type'] }>(run: string, step: string, effect: E): OutboxEffect {
    const { id, owner } = this.#input.conversation;
    return {
      id: `${id}-${this.#revision}-${this.#outbox.length}`,
      conversation: id,
      owner,
      run,
      step,
      ...effect,
    } as unknown as OutboxEffect;
  }

  #say(text: string, tone?: 'success' | 'error'): void {
    this.#entries.push({ by: 'wizard', type: 'say', text, ...(tone ? { tone } : {}) });
  }

  #words(key: Parameters<typeof phrase>[1], values: Record<string, string | number> = {}): string {
    return phrase(this.#input.conversation.locale, key, values);
  }

  #flowTitle(frame: Frame): string {
    const flow = this.#input.flowOf(frame);
    return flow ? this.#titleOf(flow) : frame.flow;
  }

  #titleOf(flow: Flow): string {
    return titleOf(flow, this.#input.conversation.locale).title;
  }

  #spend(): void {
    this.#advances += 1;
    if (this.#advances > MAX_ADVANCES)
      throw new Error(`a turn of ${this.#input.conversation.id} does not come to rest`);
  }
}
