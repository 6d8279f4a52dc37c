import type { Markdown, OperationView, Show, SummaryRow, Tone } from '#src/protocol/index.ts';

/** Something to be put before a person, neutral to the platform: what a channel's `render` turns into messages. */
export type Piece = { lang: string; dir: 'ltr' | 'rtl' } & (
  | { type: 'text'; text: Markdown; tone?: Tone }
  /** What another person writes: plain text. */
  | { type: 'relayed'; name: string; text: string }
  | { type: 'show'; show: Show; text?: Markdown }
  | { type: 'card'; card: Card }
  | { type: 'operation'; operation: OperationView }
);

/** A prompt laid out for a chat: a text, and what can be pressed or picked. Made by `layOut` from a prompt and its view. */
export interface Card {
  /** The prompt's id: the first part of each button's data. */
  prompt: string;
  text: Markdown;
  /** Of a summary: what was answered. */
  rows: readonly SummaryRow[];
  /** Why the last answer was not taken. */
  error?: Markdown;
  /** What is expected, in one line. */
  hint?: string;
  /** The choices of this page. Where there are no buttons they are numbered from `firstNumber`. */
  choices: readonly Button[];
  firstNumber: number;
  /** What else can be pressed: pages, Done, Back, Skip … Where there are no buttons, the words to type are said. */
  controls: readonly (readonly Button[])[];
  /** A question that was answered: its answer in words. It has no choices any more. */
  answered?: string;
  /** The person is to type an answer, send a file, a place on the map, or follow a link; or only to press. */
  expects: 'text' | 'file' | 'location' | 'press';
}

/** Something to press. A press comes back as `{ type: 'press', prompt: card.prompt, key }`. */
export interface Button {
  /** At most 20 characters of `[A-Za-z0-9:]`. */
  key: string;
  label: string;
  description?: string;
  style?: 'primary' | 'danger';
  /** Of several that may be chosen: whether this one is. */
  picked?: boolean;
  /** Leads there instead of coming back. */
  href?: string;
  /** What can be typed to the same effect, where there are no buttons. */
  word?: string;
}
