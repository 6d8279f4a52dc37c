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
  /** Slots being asked again at the person's wish, although they were filled. */
  editing?: string;
  /** Committed steps that have finished: never run again. */
  done?: string[];
  /** A committed step has started: answers are locked. */
  locked?: boolean;
  undo?: Compensation[];
  /** Labels of chosen values that came from an action, for summaries. */
  labels?: { [slot: string]: string };
  /** Choices an action gave for the question that is open (or about to be). */
  choices?: { slot: string; items: Choice[]; more: boolean };
  /** Answers to the open question that were not taken, so far; and why the last one was not. */
  tries?: number;
  error?: string;
  /** The failure whose ways out are being offered. */
  failure?: Failure & { step: string };
  /** The step of the frame below that called this flow. */
  caller?: string;
}
