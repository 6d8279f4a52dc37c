import type { SlotType, Tone } from '#src/protocol/index.ts';

import type { ActionInfo } from './catalogue.ts';
import type { Expression } from './expressions/expression.ts';
import type { Text, Value } from './text.ts';

/** What a step may do. One verb per step. */
export const verbs = [
  'ask',
  'form',
  'say',
  'show',
  'set',
  'goto',
  'call',
  'wait',
  'end',
  'run',
  'confirm',
  'approve',
  'handoff',
] as const;
export type Verb = (typeof verbs)[number];

export interface StepBase {
  id: string;
  line: number;
  /** The state that follows: a step's id, or `$done`. */
  next: string;
  when?: Expression;
  channels?: { only?: readonly string[]; except?: readonly string[] };
}

/** A choice written in the file. */
export interface StaticChoice {
  value: string;
  label: Text;
  description?: Text;
  group?: Text;
  when?: Expression;
}

/** Choices computed by an action. */
export interface ActionChoices {
  action: string;
  with: Value;
  timeoutMs: number;
  /** The way to the list in the output; empty: the output itself. */
  items: readonly string[];
  value: Expression;
  label: Value;
  description?: Value;
  group?: Value;
  disabled?: Expression;
  search: boolean;
}

/** One slot as it is asked. */
export interface Field {
  slot: string;
  type: SlotType;
  line: number;
  label: Text;
  text: Text;
  help?: Text;
  placeholder?: Text;
  /** Texts of the second, third … try. */
  reprompts: readonly Text[];
  default?: Value;
  /** Taken without asking; stands in the summary, where it can be edited. */
  assume?: Value;
  choices?: readonly StaticChoice[];
  choicesFrom?: ActionChoices;
  search: boolean;
  pattern?: string;
  min?: Value;
  max?: Value;
  maxSize?: number;
  accept?: readonly string[];
  validate: readonly { if: Expression; text: Text }[];
  check?: { action: string; with: Value; timeoutMs: number };
  when?: Expression;
  else?: Value;
  always: boolean;
  only: boolean;
  optional: boolean;
  sensitive: boolean;
  remember?: 'user' | 'conversation';
  /** Slots whose change makes this answer fall. */
  depends: readonly string[];
  synonyms: Readonly<Record<string, readonly string[]>>;
  patterns: readonly string[];
  examples: readonly string[];
  /** After so many answers that were not taken: these ways out. */
  retries?: { max: number } & ErrorHandler;
}

/** `ask` (one field) and `form` (several at once). */
export interface QuestionStep extends StepBase {
  verb: 'ask' | 'form';
  title?: Text;
  text?: Text;
  fields: readonly Field[];
}

export interface SayStep extends StepBase {
  verb: 'say';
  text: Text;
  tone?: Tone;
}

/** What a `show` step draws, before its values are known. */
export type Drawing =
  | { as: 'auto'; value: Expression; title?: Text; caption?: Text; columns?: readonly Column[] }
  | { as: 'markdown'; value?: Expression; text?: Text }
  | { as: 'table'; value: Expression; title?: Text; columns?: readonly Column[] }
  | { as: 'card'; value?: Expression; title?: Text; badge?: Text; status?: CardStatus; fields: readonly CardRow[] }
  | { as: 'chart'; value: Expression; title?: Text; unit?: Text; kind: 'bar' | 'line' | 'pie' }
  | { as: 'picture'; value: Expression; caption?: Text; alt?: Text }
  | { as: 'qr'; value: Value; caption?: Text }
  | { as: 'download' | 'one_time_link'; value?: Expression; content?: Text; filename?: Text; caption?: Text }
  | { as: 'link'; href: Value; label?: Text; caption?: Text }
  | { as: 'log'; value: Expression; title?: Text };

export interface Column {
  title: Text;
  value: Value;
}

export interface CardStatus {
  text: Text;
  tone: Value;
}

export interface CardRow {
  label: Text;
  value: Text;
  tone?: Value;
  copy: boolean;
  when?: Expression;
}

export interface ShowStep extends StepBase {
  verb: 'show';
  drawing: Drawing;
  text?: Text;
}

export interface SetStep extends StepBase {
  verb: 'set';
  values: readonly (readonly [string, Value])[];
}

export interface GotoStep extends StepBase {
  verb: 'goto';
  target: string;
}

/** A way out that is offered after something did not work. */
export interface OfferSpec {
  /** `retry`, `cancel`, `skip`, `handoff`, `edit:<slot>`, `start:<flow>`, `goto:<step>`. */
  offer: string;
  label?: Text;
  style?: 'primary' | 'danger';
}

export interface ErrorHandler {
  if?: Expression;
  text?: Text;
  offers?: readonly OfferSpec[];
}

export interface RunStep extends StepBase {
  verb: 'run';
  action: ActionInfo;
  with: Value;
  save?: string;
  /** Answers are locked once it starts, and it is never run again once it is done. */
  commit: boolean;
  cache: boolean;
  title: Text;
  attempts: number;
  backoffMs: number;
  timeoutMs: number;
  background: boolean;
  /** Said when a background operation is done. */
  done?: Text;
  idempotency?: Value;
  compensate?: { action: string; with: Value };
  onError: readonly ErrorHandler[];
}

export interface ConfirmStep extends StepBase {
  verb: 'confirm';
  text?: Text;
  show: readonly { slot: string }[];
  rows: readonly { label: Text; value: Text; when?: Expression }[];
  danger: boolean;
  /** What the person types, for a dangerous step. */
  typed?: Text;
  yes?: Text;
  no?: Text;
}

export interface ApproveStep extends StepBase {
  verb: 'approve';
  by: readonly string[];
  quorum: number;
  text: Text;
  expiresMs: number;
  escalate?: string;
}

export interface CallStep extends StepBase {
  verb: 'call';
  flow: string;
  with: Value;
  save?: string;
  optional: boolean;
  /** It may have lasting effects: once it came back it is not called again. */
  once: boolean;
}

export interface WaitStep extends StepBase {
  verb: 'wait';
  event?: string;
  timeoutMs?: Value;
  save?: string;
  text?: Text;
}

export interface HandoffStep extends StepBase {
  verb: 'handoff';
  queue: string;
  text?: Text;
}

export interface EndStep extends StepBase {
  verb: 'end';
  outcome: 'done' | 'cancelled' | 'failed';
  text?: Text;
}

export type Step =
  | QuestionStep
  | SayStep
  | ShowStep
  | SetStep
  | GotoStep
  | RunStep
  | ConfirmStep
  | ApproveStep
  | CallStep
  | WaitStep
  | HandoffStep
  | EndStep;
