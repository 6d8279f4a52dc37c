import {
  choicesFromOutput,
  choicesQuery,
  type Flow,
  type FlowEvent,
  type Frame,
  languageOf,
} from '#src/chatflow/index.ts';
import type {
  Choice,
  ChoicesRequest,
  Json,
  JsonObject,
  OperationView,
  Prompt,
  Reply,
  Turn,
} from '#src/protocol/index.ts';

import type { BridgeEvent, HandoffTimes } from './bridge.ts';
import type { Conversation } from './conversation.ts';
import { type Act, type DecideInput, decide } from './decide.ts';
import { lastAnswersOf } from './deciding/frames.ts';
import { openPrompt, surroundingsOf } from './deciding/surroundings.ts';
import { Expiring } from './expiring.ts';
import type { Flows } from './flows.ts';
import { interpretReply, type Setting } from './interpret-reply.ts';
import { type Overview, overviewOf } from './overview.ts';
import type {
  ApprovalNews,
  Caller,
  Commit,
  DurableTimer,
  FailPoint,
  OutboxEffect,
  Outcome,
  SecretVault,
  SessionStore,
  StoredConversation,
  TurnListener,
} from './ports.ts';
import type { Understander } from './scene.ts';
import { settingOf } from './setting-of.ts';
import { TurnRefused } from './turn-refused.ts';
import { understandWords } from './understand-words.ts';

export interface ConversationsOptions {
  store: SessionStore;
  flows: Flows;
  vault: SecretVault;
  /** The flow that is there when no other one is. */
  home: string;
  stagesOf(action: string, locale: string): readonly { id: string; title: string }[];
  badgeOf(action: string, locale: string): string | undefined;
  now(): number;
  failPoint: FailPoint;
  onTurn: TurnListener;
  /** What a saved turn still has to do; never awaited by the person. */
  perform(effects: { effect: OutboxEffect; entry: string }[]): void;
  /** An expression of a flow file could not be computed: for its author and the operator, never for the person. */
  onFault?(fault: { conversation: string; flow: string; fault: string }): void;
  /** Makes commands of free words; absent: only buttons and exact answers are taken. */
  understander?: Understander;
  /** How long people wait for a person. */
  handoffTimes?: HandoffTimes;
  /** Milliseconds a conversation stays in memory after its last turn. */
  keepMs?: number;
}

interface Event {
  conversation: string;
  messageId: string;
  caller: Caller;
  /** The connection it came from: told to `onTurn`, which need not send the turn there. */
  from?: string;
}

/** How a message became part of the conversation. */
export interface Taken {
  revision: number;
  turn: Turn;
  duplicate?: true;
}

/** A conversation in memory, with the open prompt as the person saw it. */
interface HotConversation extends StoredConversation {
  prompt?: Prompt;
}

const SECRET_LIFETIME_MS = 24 * 60 * 60 * 1_000;
const MAX_DECISIONS = 8;
/** How far back somebody who comes to help reads. */
const OVERVIEW_TURNS = 40;

/**
 * The turn: load, interpret, decide, save, act. Turns of one conversation run one after another in this process; between
 * processes the revision decides, and a turn that lost is decided again on what the other one saved.
 */
export class Conversations {
  readonly #options: ConversationsOptions;
  /** Hot copies: a turn on one of them needs no read, and the commit's revision check keeps it honest. */
  readonly #hot: Expiring<HotConversation>;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#hot = new Expiring(options.keepMs ?? 60_000, options.now);
  }

  /** One reply of a person. Taking the same message id again gives the same answer and changes nothing. */
  async reply(event: Event & { reply: Reply }): Promise<Taken> {
    return await this.#inOrder(event.conversation, () => this.#reply(event));
  }

  /** Begins a conversation, or finds the one that this message began before. */
  async begin(event: Event & { channel: string; locale: string; flow?: string; slots?: JsonObject }): Promise<Taken> {
    return await this.#inOrder(event.conversation, async () => {
      const { store, now } = this.#options;
      const fresh: StoredConversation = {
        revision: 0,
        conversation: {
          id: event.conversation,
          owner: event.caller.owner,
          person: { name: event.caller.name, roles: event.caller.roles },
          channel: event.channel,
          locale: languageOf(event.locale),
          stack: [],
          runs: [],
          remembered: withoutLastAnswers(await store.remembered(event.caller.owner)),
          startedAt: now(),
        },
      };
      const flow = event.flow ?? this.#options.home;
      return await this.#turn(event, fresh, () => ({
        act: { type: 'start', flow, slots: event.slots ?? {} },
        said: [],
      }));
    });
  }

  /** Begins a flow in a conversation of this person because something happened. Telling it again changes nothing. */
  async startFlow(event: {
    conversation: string;
    messageId: string;
    owner: string;
    flow: string;
    inputs: JsonObject;
  }): Promise<void> {
    const { conversation, messageId, owner, flow, inputs } = event;
    if (!(await this.find(conversation, owner))) return;
    await this.#afterwards({ conversation, messageId }, { type: 'start', flow, slots: {}, inputs });
  }

  /** Goes on with a conversation on another channel: what is asked is asked again there. */
  async move(event: Event & { channel: string }): Promise<Taken> {
    return await this.#inOrder(event.conversation, async () => {
      const stored = await this.find(event.conversation, event.caller.owner);
      if (!stored) {
        throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
      }
      return await this.#turn(event, stored, () => ({ act: { type: 'move', channel: event.channel }, said: [] }));
    });
  }

  /** The result of a read action, or how an operation ended. Delivering it again changes nothing. */
  async outcome(
    event: { conversation: string; messageId: string; owner: string; run: string; step: string; outcome: Outcome },
    operation?: OperationView,
  ): Promise<void> {
    const { run, step, outcome } = event;
    const act: Act = { type: 'outcome', run, step, outcome, ...(operation === undefined ? {} : { operation }) };
    await this.#afterwards(event, act);
  }

  /** A durable timer that is due. */
  async timer(timer: DurableTimer): Promise<void> {
    const { conversation, run, name } = timer;
    const messageId = `timer-${timer.id}-${timer.at}`;
    if (run === '') {
      await this.#afterwards({ conversation, messageId }, { type: 'timer', name });
      return;
    }
    await this.#afterwards({ conversation, messageId }, { type: 'event', run, event: { type: 'timer', name } });
  }

  /** Something that happened to one run of a flow: other people decided, an awaited event came. */
  async event(event: { conversation: string; messageId: string; run: string; event: FlowEvent }): Promise<void> {
    await this.#afterwards(event, { type: 'event', run: event.run, event: event.event });
  }

  /** News for one half of a bridge between two conversations. */
  async bridge(event: { conversation: string; messageId: string; event: BridgeEvent }): Promise<void> {
    await this.#afterwards(event, { type: 'bridge', event: event.event });
  }

  /** One of several people has agreed to what this conversation asks. */
  async agreed(event: { conversation: string; messageId: string; news: ApprovalNews }): Promise<void> {
    await this.#afterwards(event, { type: 'agreed', news: event.news });
  }

  /** The stored conversation, if it exists and belongs to this owner. Somebody else's looks like none. */
  async find(id: string, owner: string): Promise<StoredConversation | null> {
    const stored = await this.#load(id);
    return stored && stored.conversation.owner === owner ? stored : null;
  }

  /** The stored conversation, whoever it belongs to: for what the program itself does with it. */
  async peek(id: string): Promise<StoredConversation | null> {
    return await this.#load(id);
  }

  /** A conversation as somebody who comes to help may read it. */
  async overview(id: string): Promise<Overview | null> {
    const stored = await this.#load(id);
    if (!stored) return null;
    const { turns } = await this.#options.store.turns(id, { count: OVERVIEW_TURNS });
    const { flowOf } = await this.#input(stored, callerIn(stored.conversation));
    return overviewOf(stored.conversation, turns, flowOf);
  }

  /** Whose rights effects of this conversation act with. */
  async callerOf(id: string): Promise<Caller | null> {
    const stored = await this.#load(id);
    return stored ? callerIn(stored.conversation) : null;
  }

  /**
   * Another page, or a search, of the choices of the open question. What was found is told to the frame too, so that an
   * answer from it is taken.
   */
  async choices(
    caller: Caller,
    request: ChoicesRequest,
    read: (action: string, input: JsonObject, caller: Caller) => Promise<Outcome>,
  ): Promise<{ items: Choice[]; more: boolean }> {
    const { conversation: id, prompt, slot } = request;
    const stored = await this.find(id, caller.owner);
    const frame = stored?.conversation.stack.at(-1);
    const run = stored?.conversation.runs.at(-1);
    if (!stored || !frame || run === undefined || stored.conversation.open !== prompt) {
      throw new TurnRefused('CLOSED', 'That question is closed.');
    }
    const { flowOf, now } = await this.#input(stored, caller);
    const flow = flowOf(frame);
    const surroundings = surroundingsOf(stored.conversation, caller, run, now);
    const page = {
      ...(request.search === undefined ? {} : { search: request.search }),
      ...(request.page === undefined ? {} : { page: request.page }),
    };
    const query = flow && choicesQuery(flow, frame, slot, page, surroundings);
    if (!flow || !query) return { items: [], more: false };
    const outcome = await read(query.action, query.input, caller);
    if (!outcome.ok) throw new TurnRefused('NO_CHOICES', outcome.failure.message);
    const found = choicesFromOutput(flow, frame, slot, outcome.output, surroundings);
    const key = createKey([id, String(stored.revision), slot, request.search ?? '', String(request.page ?? 0)]);
    await this.event({ conversation: id, messageId: key, run, event: { type: 'choices', slot, ...found } });
    return found;
  }

  /** Resolves when no turn is being worked on. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.allSettled(this.#queues.values());
  }

  async #reply(event: Event & { reply: Reply }): Promise<Taken> {
    const stored = await this.#load(event.conversation);
    if (!stored || stored.conversation.owner !== event.caller.owner) {
      throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
    }
    return await this.#turn(event, stored, async (input) => {
      const setting = this.#setting(input);
      const faults: string[] = [];
      setting.surroundings = { ...setting.surroundings, faults };
      const { reply } = event;
      if ('prompt' in reply && reply.prompt !== undefined && reply.prompt !== setting.open) {
        setting.stale = await this.#stale(event.conversation, reply.prompt);
      }
      const read = interpretReply(reply, setting);
      const meaning = read.type === 'free' ? await understandWords(this.#options, read, setting, input) : read;
      for (const fault of faults) this.#fault(event.conversation, setting.flow?.id ?? '', fault);
      if (meaning.type === 'frame' && meaning.seal.length > 0) {
        for (const one of meaning.events) {
          if (one.type === 'answer') await this.#seal(one.slots, meaning.seal, event.caller.owner);
        }
      }
      const { said, ...act } = meaning;
      return { act, said };
    });
  }

  async #afterwards(event: Omit<Event, 'caller'>, act: Act): Promise<void> {
    await this.#inOrder(event.conversation, async () => {
      const stored = await this.#load(event.conversation);
      if (!stored) return;
      const caller = callerIn(stored.conversation);
      await this.#turn({ ...event, caller }, stored, () => ({ act, said: [] }));
    });
  }

  async #turn(
    event: Event,
    first: StoredConversation,
    interpret: (
      input: Omit<DecideInput, 'act' | 'said'>,
    ) => { act: Act; said: DecideInput['said'] } | Promise<{ act: Act; said: DecideInput['said'] }>,
  ): Promise<Taken> {
    const { store, failPoint } = this.#options;
    let stored = first;
    failPoint('turn.loaded');
    for (let attempt = 0; attempt < MAX_DECISIONS; attempt++) {
      const input = { ...(await this.#input(stored, event.caller)), messageId: event.messageId };
      const meaning = interpret(input);
      const { act, said } = meaning instanceof Promise ? await meaning : meaning;
      const commit = decide({ ...input, act, said });
      failPoint('turn.decided');
      const result = await store.commit(commit);
      if (result.type === 'saved') {
        failPoint('turn.saved');
        return this.#saved(commit, result.entries, event.from);
      }
      this.#hot.delete(event.conversation);
      if (result.type === 'duplicate') return await this.#duplicate(event.conversation, result.revision);
      const newer = await store.load(event.conversation);
      if (!newer) throw new TurnRefused('UNKNOWN_CONVERSATION', 'This conversation is gone. Please start a new one.');
      if (newer.conversation.owner !== event.caller.owner) {
        throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
      }
      stored = newer;
    }
    throw new TurnRefused('BUSY', 'Too much is happening here at once. Please say that again.');
  }

  #saved(commit: Commit, entries: string[], from: string | undefined): Taken {
    const { conversation, turn } = commit;
    const last = turn.entries.at(-1);
    const prompt = last?.type === 'prompt' && last.prompt.id === turn.open ? { prompt: last.prompt } : {};
    this.#hot.set(conversation.id, { revision: turn.revision, conversation, ...prompt });
    this.#options.onTurn({ conversation: conversation.id, turn, ...(from === undefined ? {} : { from }) });
    for (const { flow, fault } of commit.remarks?.faults ?? []) this.#fault(conversation.id, flow, fault);
    if (commit.outbox.length > 0) {
      this.#options.perform(commit.outbox.map((effect, index) => ({ effect, entry: entries[index] ?? '' })));
    }
    return { revision: turn.revision, turn };
  }

  #fault(conversation: string, flow: string, fault: string): void {
    this.#options.onFault?.({ conversation, flow, fault });
  }

  /** The same bytes again: what the first taking of this message was answered with. */
  async #duplicate(id: string, revision: number): Promise<Taken> {
    const turn = await this.#turnAt(id, revision);
    if (!turn)
      throw new TurnRefused('ALREADY_TAKEN', 'This message was taken a while ago. Please reload the conversation.');
    return { revision, turn, duplicate: true };
  }

  async #turnAt(id: string, revision: number): Promise<Turn | undefined> {
    const { turns } = await this.#options.store.turns(id, { after: revision - 1, before: revision + 1, count: 1 });
    return turns[0];
  }

  async #load(id: string): Promise<StoredConversation | null> {
    const hot = this.#hot.get(id);
    if (hot) return hot;
    const stored = await this.#options.store.load(id);
    if (stored) this.#hot.set(id, stored);
    return stored;
  }

  async #input(stored: StoredConversation, caller: Caller): Promise<Omit<DecideInput, 'act' | 'said' | 'messageId'>> {
    const { flows, home, stagesOf, badgeOf, now, handoffTimes } = this.#options;
    const { locale } = stored.conversation;
    const pinned = new Map<string, Flow>();
    for (const frame of stored.conversation.stack) {
      const flow = await flows.pinned(frame.flow, frame.hash);
      if (flow) pinned.set(frame.hash, flow);
    }
    return {
      conversation: stored.conversation,
      revision: stored.revision,
      now: now(),
      caller,
      flowOf: (frame) => pinned.get(frame.hash) ?? this.#current(frame),
      current: (id) => flows.current(id),
      stagesOf: (action) => stagesOf(action, locale),
      badgeOf: (action) => badgeOf(action, locale),
      home,
      ...(handoffTimes === undefined ? {} : { handoffTimes }),
      dir: directionOf,
    };
  }

  /** A frame that this very turn began runs the current definition, which nobody had to pin before. */
  #current(frame: Frame): Flow | undefined {
    const flow = this.#options.flows.current(frame.flow);
    return flow?.hash === frame.hash ? flow : undefined;
  }

  #setting(input: Omit<DecideInput, 'act' | 'said' | 'messageId'>): Setting {
    const prompt = this.#promptAt(input.revision, input.conversation.id) ?? openPrompt(input);
    return settingOf(input, prompt, this.#options.flows);
  }

  #promptAt(revision: number, id: string): Prompt | undefined {
    const hot = this.#hot.get(id);
    return hot?.revision === revision ? hot.prompt : undefined;
  }

  /** Which question a late button belongs to, as the transcript has it. */
  async #stale(id: string, prompt: string): Promise<{ slot?: string }> {
    const turn = await this.#turnAt(id, Number(prompt.split('.')[0]));
    const found = turn?.entries.find((entry) => entry.type === 'prompt' && entry.prompt.id === prompt);
    const asked: Prompt | undefined = found?.type === 'prompt' ? found.prompt : undefined;
    return asked?.kind === 'ask' ? { slot: asked.question.slot } : {};
  }

  async #seal(slots: JsonObject, names: readonly string[], owner: string): Promise<void> {
    for (const name of names) {
      const value: Json | undefined = slots[name];
      if (typeof value !== 'string' || value.startsWith('secret://')) continue;
      slots[name] = await this.#options.vault.seal(owner, value, SECRET_LIFETIME_MS);
    }
  }

  async #inOrder<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(id);
    const mine = before ? before.then(work, work) : work();
    this.#queues.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(id) === mine) this.#queues.delete(id);
    }
  }
}

/** A message id for what the program itself says: the same parts give the same id. */
function createKey(parts: readonly string[]): string {
  return `choices-${parts.map(encodeURIComponent).join('.')}`.slice(0, 200);
}

/** Last answers are looked up when somebody asks for them; a conversation does not carry them. */
function withoutLastAnswers(remembered: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(remembered).filter(([slot]) => !slot.startsWith(lastAnswersOf(''))));
}

function callerIn({ owner, person, locale }: Conversation): Caller {
  return { owner, name: person.name, roles: person.roles, locale };
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** Writing direction of a language. */
function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
