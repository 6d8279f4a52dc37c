import type { Frame } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Bridge } from './bridge.ts';
import type { OwnQuestion } from './own-question.ts';
import type { StartFlow } from './understood.ts';

/** A request for the consent of others that is waited for. */
export interface PendingConsent {
  run: string;
  at: string;
  expiresAt: number;
  escalate?: string;
}

/**
 * One dialogue with one person: what is stored between turns. The revision is kept beside it by the store and grows by
 * exactly one with each turn.
 */
export interface Conversation {
  id: string;
  /** Who may speak here: checked on every event. */
  owner: string;
  /** The name and roles the owner last spoke with: outcomes and timers act with no more rights than these. */
  person: { name: string; roles: string[] };
  channel: string;
  locale: string;
  /** Running flows; only the last one is live. */
  stack: Frame[];
  /** The prompt that is open, or absent. */
  open?: string;
  /** Running operations by id: which frame (by its run id) and step waits for the outcome. */
  operations?: { [operation: string]: { run: string; step: string } };
  /** Unique id of each frame of the stack, same order. Timers and operations refer to it. */
  runs: string[];
  /** What the person asked us to remember in this conversation. */
  remembered?: JsonObject;
  /** A question of the conversation itself stands before the flow's: for example "stop, and clean up?". */
  own?: OwnQuestion;
  /** What happens after the own question was answered with leaving: begin again, or show the menu. */
  then?: 'restart' | 'menu';
  /** What the own question chooses from: what a sentence could mean, or the wishes in it. */
  options?: StartFlow[];
  /** Wishes of a sentence with several that come after what is going on. */
  queue?: StartFlow[];
  /** Sentences in a row that nothing could be made of. */
  misses?: number;
  /** What others are asked to agree to, by the request's id: where the flow waits for it. */
  approvals?: { [approval: string]: PendingConsent };
  /** A person has been asked for, or talks here in place of the wizard. */
  bridge?: Bridge;
  /** Milliseconds since the epoch. */
  startedAt: number;
}
