import type { Json, JsonObject, Markdown, PromptDraft, Show, Tone } from '#src/protocol/index.ts';

/** Why something in the world did not work: a code for `on_error`, a sentence for the person. */
export interface Failure {
  /** One of `docs/errors.md`: `NO_CAPACITY`, `NAME_TAKEN`, `UNKNOWN_OUTCOME` … */
  code: string;
  message: string;
  /** The same request may succeed later. */
  retryable: boolean;
}

/** How to take back what a committed step did: run in reverse when the person cancels. */
export interface Compensation {
  /** The step that registered it. */
  step: string;
  action: string;
  input: JsonObject;
}

/** The closed set of things a turn can decide to do. A flow compiles to nothing else. */
export type Effect =
  | { type: 'say'; text: Markdown; tone?: Tone }
  | { type: 'show'; show: Show; text?: Markdown }
  | { type: 'prompt'; prompt: PromptDraft }
  /** Earlier answers that fell because another one changed. */
  | { type: 'changed'; slots: string[] }
  /** A read action: no lasting effect, its result is a turn (`done` or `failed` with the same `step`). */
  | {
      type: 'read';
      step: string;
      purpose: 'run' | 'choices' | 'check';
      slot?: string;
      action: string;
      input: JsonObject;
      timeoutMs: number;
    }
  /** A lasting action: a durable operation, its outcome is a turn (`done` or `failed` with the same `step`). */
  | {
      type: 'operate';
      step: string;
      action: string;
      input: JsonObject;
      title: string;
      /** Attempts in all for retryable failures, and the pause before the second one; it doubles. */
      attempts: number;
      backoffMs: number;
      timeoutMs: number;
      /** The conversation goes on; the outcome is told when it comes. */
      background: boolean;
    }
  /** Ask the running operation of a step to stop and clean up. */
  | { type: 'stop'; step: string }
  /** Take back committed steps, last first, as one operation. */
  | { type: 'undo'; step: string; compensations: Compensation[] }
  /** Push a frame: run another flow, come back with `returned`. */
  | { type: 'call'; step: string; flow: string; inputs: JsonObject }
  /** A durable timer: comes back as the event `timer` with this name. Setting it again moves it. */
  | { type: 'timer'; name: string; afterMs: number }
  | { type: 'clearTimer'; name: string }
  /** Keep an answer for the person's next conversations. */
  | { type: 'remember'; slot: string; value: Json; scope: 'user' | 'conversation' }
  /** Ask other people. Comes back as `approved` or `refused`. */
  | {
      type: 'approve';
      step: string;
      by: string[];
      quorum: number;
      text: Markdown;
      expiresMs: number;
      escalate?: string;
    }
  | { type: 'handoff'; step: string; queue: string; text?: Markdown }
  /** Something outside is waited for. Comes back as the event `event` with this name. */
  | { type: 'await'; step: string; event: string }
  /** The frame is over. Always the last effect. */
  | { type: 'end'; outcome: 'done' | 'cancelled' | 'failed'; output: JsonObject };
