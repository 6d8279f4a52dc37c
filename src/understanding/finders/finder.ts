import type { Flow, Frame, Surroundings } from '#src/chatflow/index.ts';
import type { Thing } from '#src/conversation/index.ts';
import type { Json } from '#src/protocol/index.ts';

import type { Sentence } from '../sentence.ts';
import type { SlotProfile } from '../slot-profile.ts';

export interface SlotQuestion {
  flow: Flow;
  /** The running frame; absent for a flow that has not begun. */
  frame?: Frame;
  surroundings: Surroundings;
  things: readonly Thing[];
  /** The slot that is asked for now: it may be answered by a bare value. */
  open?: string;
}

/** A value, and the words that say so. A length of 0: they say more than that. */
export interface Candidate {
  value: Json;
  index: number;
  length: number;
  /** One of the words, which says something else, too: the "more" of "two more workers". */
  free?: number;
}

/** Finds in a sentence what may be the answer of a slot, the likeliest first. */
export type Finder = (sentence: Sentence, profile: SlotProfile, question: SlotQuestion) => Iterable<Candidate>;
