import type { Choice, JsonObject } from '#src/protocol/index.ts';

import type { Compensation, Failure } from './effects.ts';

/**
 * One running flow as plain data: what is stored, what is restored. The snapshot is `at` alone (the state's name); answers
 * stand beside it, so that a conversation can move to another version of its flow with everything said kept.
 * Keys are left out while they are empty: a stored conversation stays small.
 */
export interface Frame {
  flow: string;
  version: number;
  /** Content hash of the definition this frame runs. */
  hash: string;
  /** The state of the compiled machine. */
  at: string;
  /** Answers by slot; secrets are handles (`secret://…`). An unset slot is absent. */
  slots: JsonObject;
  /** What `run` and `set` saved. */
  vars: JsonObject;
  /** Slots the person answered, oldest first: what Back goes back to. */
  trail: string[];
  /** The slot, or the form, that is being asked again at the person's wish, although it was filled. */
  editing?: string;
  /** Slots that hold a value nobody gave: `assume` and `else`. They follow the answers they depend on. */
  assumed?: string[];
  /**
   * What has been done for which input, by fingerprint: reads, choices (`slot`), checks (`slot?`), and what was said. Not done
   * again for the same. `slot!`: what was wanted is not among the choices, so that nothing is assumed in its place.
   */
  passed?: { [what: string]: string };
  /** The read whose result is awaited; any other is too late. */
  waiting?: string;
  /** Lasting steps that have started and not finished. */
  running?: string[];
  /** Where the flow is entered again once answers were locked: the state after the last committed step. */
  from?: string;
  /** Committed steps that have finished: never run again. */
  done?: string[];
  /** A committed step has started: answers are locked. */
  locked?: boolean;
  undo?: Compensation[];
  /** Labels of chosen values that came from an action, for summaries. */
  labels?: { [slot: string]: string };
  /** Choices an action gave for the question that is open (or about to be), and for which input (`key`). */
  choices?: { [slot: string]: { key: string; items: Choice[]; more: boolean } };
  /** Answers to the open question that were not taken, so far; and why the last one was not. */
  tries?: number;
  error?: string;
  /** The same by field of a form, and what was typed there, so that it stands there again. */
  fieldErrors?: { [slot: string]: string };
  typed?: JsonObject;
  /** The failure whose ways out are being offered. */
  failure?: Failure & { step: string };
  /** The step of the frame below that called this flow. */
  caller?: string;
}
