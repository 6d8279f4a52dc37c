import type { Choice, Json, JsonObject } from '#src/protocol/index.ts';

import type { Failure } from './effects.ts';

/** Everything that can happen to a frame. Values are already parsed and valid (`readAnswer`). */
export type FlowEvent =
  /** Answers to the open question or form, or to several slots at once. `labels` for values chosen from an action's list. */
  | { type: 'answer'; slots: JsonObject; labels?: { [slot: string]: string } }
  /** The answer was not taken: ask again, with the reason. */
  | {
      type: 'refuse';
      error: string /** Reasons by field of a form, and what was typed, so that it stands there again. */;
      fields?: { [slot: string]: string };
      values?: JsonObject;
    }
  | { type: 'confirm'; yes: boolean }
  /** One of the offers after a failure. */
  | { type: 'offer'; offer: string }
  | { type: 'edit'; slot: string }
  | { type: 'back' }
  | { type: 'skip' }
  | { type: 'help' }
  | { type: 'repeat' }
  | { type: 'cancel'; cleanUp: boolean }
  /** A page of choices replaces the open question's list, so that a later answer can be checked against it. */
  | { type: 'choices'; slot: string; items: Choice[]; more: boolean }
  | { type: 'done'; step: string; output: Json }
  | { type: 'failed'; step: string; failure: Failure }
  | { type: 'returned'; step: string; outcome: 'done' | 'cancelled' | 'failed'; output: JsonObject }
  | { type: 'timer'; name: string }
  | { type: 'event'; name: string; data: JsonObject }
  | { type: 'approved'; step: string; by: string[] }
  | { type: 'refused'; step: string; by: string; reason?: string };
