import type { Json } from './json.ts';

/**
 * Text in the wizard's markdown subset: bold, italic, code, fences, lists, headings, quotes and links. Never HTML. A
 * backslash takes its meaning from the punctuation after it (not inside code): values put into texts are escaped so.
 */
export type Markdown = string;

/** Everything a slot can hold. The parser of each type lives in `src/chatflow/slot-types/`. */
export const slotTypes = [
  'string',
  'text',
  'int',
  'number',
  'bool',
  'choice',
  'multichoice',
  'date',
  'datetime',
  'duration',
  'size',
  'secret',
  'file',
  'location',
  'email',
  'url',
  'ssh_key',
  'cidr',
  'rating',
  'key_values',
] as const;

export type SlotType = (typeof slotTypes)[number];

/** One thing to pick. `value` is what is stored, `label` what is read; `group` gathers long lists under headings. */
export interface Choice {
  value: string;
  label: string;
  description?: string;
  group?: string;
  disabled?: boolean;
}

/** One slot as it is asked: what is expected, before the person types. */
export interface Question {
  slot: string;
  type: SlotType;
  text: Markdown;
  /** Explains why this is asked, or how to find the answer. Shown on request. */
  help?: Markdown;
  /** What is expected, in one line: "3 to 20 lower-case letters, digits and dashes". */
  hint?: string;
  placeholder?: string;
  /** Offered as the answer; "skip" takes it. In a form, and when an answer is edited, it is what stands there now. */
  default?: Json;
  optional?: boolean;
  choices?: Choice[];
  /** The list is long: offer a search box. With `more`, the server holds further choices than those sent. */
  search?: boolean;
  more?: boolean;
  /** Numbers: bounds of the value. Text: bounds of the length. Lists: bounds of the count. */
  min?: number;
  max?: number;
  /** A linear-time regular expression the whole text must match; mirrored in the widget where it can be. */
  pattern?: string;
  /** Files: bytes, and media types or file endings. */
  maxSize?: number;
  accept?: string[];
  /** Why the last answer was not taken, and what would be. */
  error?: string;
}

/** One line of a summary card. With `slot`, the row has an Edit button. */
export interface SummaryRow {
  label: string;
  value: string;
  slot?: string;
}

/** A button with an effect of its own: retry, edit an answer, clean up, start something else. */
export interface Offer {
  /** `retry`, `cancel`, `edit:<slot>`, `start:<flow>`, `handoff`, `keep`, `cleanup`, `continue` … */
  offer: string;
  label: string;
  style?: 'primary' | 'danger';
}

/** What a person may always say, whatever is asked. `skip` and `back` only where they have an effect. */
export const commands = ['back', 'skip', 'cancel', 'help', 'repeat', 'menu', 'restart'] as const;

export type Command = (typeof commands)[number];

interface PromptBase {
  /** `<revision>.<index>`: unique in the conversation. A reply to a prompt that is no longer open is stale. */
  id: string;
  /** The commands that have an effect here, so that clients can draw them. */
  commands: Command[];
}

/** What the wizard asks, neutral to the channel. */
export type Prompt =
  | (PromptBase & { kind: 'ask'; question: Question })
  | (PromptBase & { kind: 'form'; title: string; text?: Markdown; fields: Question[]; error?: string })
  | (PromptBase & {
      kind: 'confirm';
      text: Markdown;
      rows: SummaryRow[];
      /** A dangerous step: the person types this word exactly. */
      typed?: string;
      yes: string;
      no: string;
      error?: string;
    })
  | (PromptBase & { kind: 'offers'; text: Markdown; offers: Offer[] });

/** A prompt before the turn gave it an id. */
export type PromptDraft = Prompt extends infer P ? (P extends Prompt ? Omit<P, 'id'> : never) : never;
