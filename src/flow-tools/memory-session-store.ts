import type {
  Commit,
  CommitResult,
  DurableTimer,
  OutboxEffect,
  SessionStore,
  StoredConversation,
  TurnRemarks,
} from '#src/conversation/index.ts';
import type { Json, JsonObject, Turn } from '#src/protocol/index.ts';

interface Kept {
  revision: number;
  conversation: string;
  turns: string[];
  seen: Map<string, number>;
}

/** All that a store holds. Kept as text, so that nothing survives here that would not survive in a database. */
export interface MemoryData {
  conversations: Map<string, Kept>;
  outbox: { entry: string; effect: string; at: number; conversation: string }[];
  timers: Map<string, string>;
  lists: Map<string, Map<string, { title: string; at: number }>>;
  remembered: Map<string, Map<string, string>>;
  entries: number;
}

/** Answers of one person that are kept; the oldest go first. */
const MOST_REMEMBERED = 200;

/** Conversations in memory, for tests and rehearsals of flows: the same promises as the store in Redis. */
export class MemorySessionStore implements SessionStore {
  readonly data: MemoryData;
  /** What each saved turn said beside what is stored. */
  onRemarks: (remarks: TurnRemarks) => void = () => undefined;

  constructor(data: MemoryData = emptyData()) {
    this.data = data;
  }

  /** A store with the same content that goes its own way from here. */
  fork(): MemorySessionStore {
    return new MemorySessionStore(structuredClone(this.data));
  }

  async load(id: string): Promise<StoredConversation | null> {
    const kept = this.data.conversations.get(id);
    if (!kept) return null;
    const { conversation } = JSON.parse(kept.conversation) as Pick<StoredConversation, 'conversation'>;
    return { revision: kept.revision, conversation };
  }

  async revision(id: string): Promise<number> {
    return this.data.conversations.get(id)?.revision ?? 0;
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const { conversation, turn, expected, messageId, outbox, setTimers, clearTimers, remarks } = commit;
    const { id } = conversation;
    const kept: Kept = this.data.conversations.get(id) ?? { revision: 0, conversation: '', turns: [], seen: new Map() };
    const before = kept.seen.get(messageId);
    if (before !== undefined) return { type: 'duplicate', revision: before };
    if (kept.revision !== expected) return { type: 'stale', revision: kept.revision };
    kept.revision = expected + 1;
    kept.conversation = JSON.stringify({ conversation });
    kept.turns.push(JSON.stringify(turn));
    kept.seen.set(messageId, kept.revision);
    this.data.conversations.set(id, kept);
    const entries = outbox.map((effect) => {
      const entry = `${++this.data.entries}`;
      this.data.outbox.push({ entry, effect: JSON.stringify(effect), at: performance.now(), conversation: id });
      return entry;
    });
    for (const timer of clearTimers) this.data.timers.delete(timerKey(id, timer));
    for (const timer of setTimers) this.data.timers.set(timerKey(id, timer.id), JSON.stringify(timer));
    if (remarks) this.onRemarks(remarks);
    return { type: 'saved', entries };
  }

  async turns(
    id: string,
    { after, before, count }: { after?: number; before?: number; count: number },
  ): Promise<{ turns: Turn[]; older: boolean }> {
    if ((after ?? 0) + 1 >= (before ?? Number.MAX_SAFE_INTEGER)) return { turns: [], older: false };
    const all = (this.data.conversations.get(id)?.turns ?? []).map((turn, index) => ({ turn, revision: index + 1 }));
    const within = all.filter(
      ({ revision }) => revision > (after ?? 0) && revision < (before ?? Number.MAX_SAFE_INTEGER),
    );
    const page = after === undefined ? within.slice(Math.max(0, within.length - count)) : within.slice(0, count);
    const first = page[0]?.revision ?? (after === undefined ? 1 : after + 1);
    return {
      turns: page.map(({ turn }) => JSON.parse(turn) as Turn),
      older: all.some(({ revision }) => revision < first),
    };
  }

  async settle(conversation: string, entries: string[]): Promise<void> {
    this.data.outbox = this.data.outbox.filter(
      (one) => one.conversation !== conversation || !entries.includes(one.entry),
    );
  }

  async unsettled(olderThanMs: number, count: number): Promise<{ entry: string; effect: OutboxEffect }[]> {
    const latest = performance.now() - olderThanMs;
    return this.data.outbox
      .filter(({ at }) => at <= latest)
      .slice(0, count)
      .map(({ entry, effect }) => ({ entry, effect: JSON.parse(effect) as OutboxEffect }));
  }

  async dueTimers(now: number, count: number): Promise<DurableTimer[]> {
    return this.timers()
      .filter(({ at }) => at <= now)
      .slice(0, count);
  }

  /** Every timer that is set, the earliest first. */
  timers(): DurableTimer[] {
    const timers = [...this.data.timers.values()].map((timer) => JSON.parse(timer) as DurableTimer);
    return timers.sort((one, other) => one.at - other.at);
  }

  async clearTimer({ conversation, id, at }: DurableTimer): Promise<void> {
    const key = timerKey(conversation, id);
    const known = this.data.timers.get(key);
    if (known !== undefined && (JSON.parse(known) as DurableTimer).at === at) this.data.timers.delete(key);
  }

  async index(owner: string, conversation: string, title: string, at: number): Promise<void> {
    const list = this.data.lists.get(owner) ?? new Map<string, { title: string; at: number }>();
    this.data.lists.set(owner, list);
    if ((list.get(conversation)?.at ?? 0) <= at) list.set(conversation, { title, at });
  }

  async list(
    owner: string,
    { offset, count }: { offset: number; count: number },
  ): Promise<{ id: string; title: string; at: number }[]> {
    const all = [...(this.data.lists.get(owner) ?? [])].map(([id, { title, at }]) => ({ id, title, at }));
    return all.sort((one, other) => other.at - one.at).slice(offset, offset + count);
  }

  async remembered(owner: string): Promise<JsonObject> {
    const answers = [...(this.data.remembered.get(owner) ?? [])];
    return Object.fromEntries(answers.map(([slot, value]) => [slot, JSON.parse(value) as Json]));
  }

  async remember(owner: string, slot: string, value: Json): Promise<void> {
    const answers = this.data.remembered.get(owner) ?? new Map<string, string>();
    this.data.remembered.set(owner, answers);
    answers.delete(slot);
    answers.set(slot, JSON.stringify(value));
    const [oldest] = answers.keys();
    if (answers.size > MOST_REMEMBERED && oldest !== undefined) answers.delete(oldest);
  }
}

function emptyData(): MemoryData {
  return {
    conversations: new Map(),
    outbox: [],
    timers: new Map(),
    lists: new Map(),
    remembered: new Map(),
    entries: 0,
  };
}

function timerKey(conversation: string, timer: string): string {
  return JSON.stringify([conversation, timer]);
}
