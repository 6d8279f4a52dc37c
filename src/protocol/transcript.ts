import type { OperationView } from './operation.ts';
import type { Markdown, Prompt } from './prompt.ts';
import type { Show, Tone } from './show.ts';

interface EntryBase {
  /** `<revision>.<index>`: clients drop an entry they already have. */
  id: string;
}

/** One thing that was said, shown or asked. */
export type Entry =
  /** What the person answered, in words; secrets as dots. `slot` where it answered a question, so that it can be edited. */
  | (EntryBase & { by: 'person'; type: 'said'; text: string; prompt?: string; slot?: string })
  /** What another person writes: whoever has taken over, or whoever is being helped. Plain text, as it was typed. */
  | (EntryBase & { by: 'other'; type: 'relayed'; name: string; text: string })
  | (EntryBase & { by: 'wizard'; type: 'say'; text: Markdown; tone?: Tone })
  | (EntryBase & { by: 'wizard'; type: 'show'; show: Show; text?: Markdown })
  | (EntryBase & { by: 'wizard'; type: 'prompt'; prompt: Prompt })
  /** A card that follows the operation; live changes come as `progress`. */
  | (EntryBase & { by: 'wizard'; type: 'operation'; operation: OperationView })
  /** Earlier answers that no longer hold: clients mark the bubbles of these slots as changed. */
  | (EntryBase & { by: 'wizard'; type: 'changed'; slots: string[] });

/** An entry before the turn gave it an id. */
export type EntryDraft = Entry extends infer E ? (E extends Entry ? Omit<E, 'id'> : never) : never;

/** All that one turn added to the conversation. The revision is the position in the transcript. */
export interface Turn {
  revision: number;
  /** Milliseconds since the epoch. */
  at: number;
  entries: Entry[];
  /** The prompt that is open after this turn, or null while nothing is asked. */
  open: string | null;
  /** Language and direction of the turn's texts. */
  lang: string;
  dir: 'ltr' | 'rtl';
}
