import type { Failure, Frame } from '#src/chatflow/index.ts';
import type { Json, JsonObject, OperationView, Turn } from '#src/protocol/index.ts';

import type { BridgeSide, Parting } from './bridge.ts';
import type { Conversation } from './conversation.ts';

/** What leaves a turn to be done after it was saved. `id` is unique for ever: the key under which it happens once. */
export type OutboxEffect = {
  id: string;
  conversation: string;
  owner: string;
  run: string;
  step: string;
} & (
  | {
      type: 'read';
      purpose: 'run' | 'choices' | 'check';
      slot?: string;
      action: string;
      input: JsonObject;
      timeoutMs: number;
    }
  | {
      type: 'operate';
      action: string;
      input: JsonObject;
      title: string;
      attempts: number;
      backoffMs: number;
      timeoutMs: number;
    }
  | { type: 'stop'; operation: string }
  | { type: 'undo'; title: string; compensations: { step: string; action: string; input: JsonObject }[] }
  | { type: 'remember'; slot: string; value: Json }
  | { type: 'approve'; by: string[]; quorum: number; text: string; expiresAt: number; escalate?: string }
  | { type: 'withdraw'; approval: string }
  | { type: 'handoff'; queue: string; text: string }
  /** Words for the other end of a bridge, a person's or the wizard's own; and one side leaves it. */
  | { type: 'relay'; ticket: string; side: BridgeSide; text: string; wizard?: true }
  | { type: 'part'; ticket: string; side: BridgeSide; why: Parting }
  /** `at`: milliseconds since the epoch. */
  | { type: 'await'; event: string; at: number }
  /** Show this turn where a bot follows the conversation. */
  | { type: 'tell'; revision: number }
  | { type: 'index'; title: string }
);

/** A durable timer. `id` is unique in the conversation; setting it again moves it. */
export interface DurableTimer {
  id: string;
  conversation: string;
  run: string;
  name: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** One turn, ready to be saved: everything or nothing. */
export interface Commit {
  /** The revision this turn was decided on; 0 for a conversation that does not exist yet. */
  expected: number;
  /** The id of the message or outcome that made this turn: taken at most once. */
  messageId: string;
  conversation: Conversation;
  /** `turn.revision` is `expected + 1`. */
  turn: Turn;
  outbox: OutboxEffect[];
  setTimers: DurableTimer[];
  clearTimers: string[];
  /** For authors and operators; not stored. */
  remarks?: TurnRemarks;
}

/** What is worth knowing of a turn beside what is saved. */
export interface TurnRemarks {
  /** Flows that came to their end in this turn, as they stood then. */
  ended: { run: string; frame: Frame; outcome: 'done' | 'cancelled' | 'failed'; output: JsonObject }[];
  /** Expressions of flow files that could not be computed. */
  faults: { flow: string; fault: string }[];
}

export type CommitResult =
  /** Saved. `entries` are the outbox positions, in the order of `commit.outbox`, to be settled once performed. */
  | { type: 'saved'; entries: string[] }
  /** Somebody else was faster: nothing was written. Load and decide again. */
  | { type: 'stale'; revision: number }
  /** This message had been taken before, as that revision: nothing was written. */
  | { type: 'duplicate'; revision: number };

export interface StoredConversation {
  revision: number;
  conversation: Conversation;
}

/** Where conversations live. One contract suite holds every implementation to this. */
export interface SessionStore {
  load(id: string): Promise<StoredConversation | null>;
  /** The revision now, without reading the conversation; 0 if there is none. */
  revision(id: string): Promise<number>;
  commit(commit: Commit): Promise<CommitResult>;
  /** Turns with `after < revision < before`, oldest first, at most `count`: the newest ones if only `before` is given. */
  turns(
    id: string,
    range: { after?: number; before?: number; count: number },
  ): Promise<{ turns: Turn[]; older: boolean }>;
  /** Forget outbox entries that were performed. Unknown ones are ignored. */
  settle(conversation: string, entries: string[]): Promise<void>;
  /** Outbox entries older than `olderThanMs` that nobody settled, oldest first, over all shards. */
  unsettled(olderThanMs: number, count: number): Promise<{ entry: string; effect: OutboxEffect }[]>;
  /** Timers due at `now`, over all shards. They stay until `clearTimer`, or until set again. */
  dueTimers(now: number, count: number): Promise<DurableTimer[]>;
  /** Remove a timer that fired, unless it was set to another time meanwhile. */
  clearTimer(timer: DurableTimer): Promise<void>;
  /** Note that this conversation belongs to its owner's list. Idempotent. */
  index(owner: string, conversation: string, title: string, at: number): Promise<void>;
  /** The owner's conversations, newest first. */
  list(owner: string, page: { offset: number; count: number }): Promise<{ id: string; title: string; at: number }[]>;
  /** What a person asked us to remember over conversations. */
  remembered(owner: string): Promise<JsonObject>;
  remember(owner: string, slot: string, value: Json): Promise<void>;
}

export type Outcome = { ok: true; output: Json } | { ok: false; failure: Failure };

/** Who asks: rights and tenancy are decided on this, never on what a flow says. */
export interface Caller {
  owner: string;
  name: string;
  roles: string[];
  locale: string;
}

/** Read actions: quick, without lasting effect, safe to run again. */
export interface ReadActions {
  read(action: string, input: JsonObject, caller: Caller, signal: AbortSignal): Promise<Outcome>;
}

export interface OperationRequest {
  /** The effect's id: starting it twice is starting it once. */
  id: string;
  conversation: string;
  run: string;
  step: string;
  caller: Caller;
  title: string;
  attempts: number;
  backoffMs: number;
  timeoutMs: number;
  /** What to run: one lasting action, or compensations in this order. */
  work: { action: string; input: JsonObject }[];
}

/** Durable operations. The outcome comes back through `onOutcome`, at least once, as a turn with the operation's id. */
export interface Operations {
  start(request: OperationRequest): Promise<void>;
  /** Ask it to stop and to take back what it did. Idempotent; unknown ids are ignored. */
  stop(id: string): Promise<void>;
  view(id: string): Promise<OperationView | null>;
}

/** A wish for the consent of others. */
export interface ApprovalRequest {
  /** The effect's id: asking twice is asking once. */
  id: string;
  conversation: string;
  run: string;
  step: string;
  /** Who asks: they never approve their own wish. */
  owner: string;
  askedBy: string;
  text: string;
  /** `role:<name>` or `user:<id>`; any of them. */
  by: string[];
  /** How many different people have to agree. */
  quorum: number;
  /** Milliseconds since the epoch. */
  askedAt: number;
  expiresAt: number;
  /** Who is asked too when half of the time is over. */
  escalate?: string;
}

/** Asks other people. What they decide comes back as a turn. */
export interface ApprovalDesk {
  ask(request: ApprovalRequest): Promise<void>;
  /** It is not waited for any more. What was decided stays so. */
  withdraw(approval: string): Promise<void>;
}

/** How far a request has come that is not decided yet. */
export interface ApprovalNews {
  approval: string;
  /** Names of those who agreed so far, and how many have to. */
  by: string[];
  quorum: number;
}

/** A run of a flow that waits for something to happen outside. */
export interface Awaiting {
  /** The effect's id. */
  id: string;
  event: string;
  conversation: string;
  owner: string;
  run: string;
  /** When the wait began, in milliseconds since the epoch. */
  at: number;
}

/** Notes who waits for what. Idempotent: noting the same wait again changes nothing. */
export interface AwaitDesk {
  wait(awaiting: Awaiting): Promise<void>;
}

/** A person is wanted. */
export interface HandoffTicket {
  /** The effect's id. */
  id: string;
  conversation: string;
  owner: string;
  askedBy: string;
  queue: string;
  text: string;
  at: number;
}

/** Where people who are asked for find those who ask. Everything is idempotent by the effect's id. */
export interface HandoffDesk {
  open(ticket: HandoffTicket): Promise<void>;
  /** What one side wrote, to the other one. */
  relay(words: { id: string; ticket: string; side: BridgeSide; text: string; wizard?: true }): Promise<void>;
  /** One side leaves: the other one is told, or somebody else may come. */
  part(parting: { id: string; ticket: string; side: BridgeSide; why: Parting }): Promise<void>;
}

/** What a channel needs to know of a saved turn. */
export interface TurnListener {
  (event: { conversation: string; turn: Turn; from?: string }): void;
}

/** Plaintext in, handle out: nothing else of the wizard ever sees the plaintext. */
export interface SecretVault {
  seal(owner: string, plaintext: string, ttlMs: number): Promise<string>;
  /** Rejects when the handle is unknown, expired or belongs to somebody else. */
  open(owner: string, handle: string): Promise<string>;
  shred(handle: string): Promise<void>;
}

/** A named point a test may kill the process at. Does nothing outside tests. */
export interface FailPoint {
  (name: string): void;
}
