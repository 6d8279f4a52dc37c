import type { ChitchatTopic } from '#src/conversation/index.ts';

/** What is asked of the conversation itself, in free words. */
export type Wish =
  | 'cancel'
  | 'back'
  | 'skip'
  | 'help'
  | 'repeat'
  | 'menu'
  | 'restart'
  | 'undo'
  | 'handoff'
  | 'status'
  | 'same'
  | `say:${ChitchatTopic}`;

/**
 * What a language brings to understanding: data, nothing else. Words stand as people type them; they are made plain
 * (lower case, no accents) when they are loaded.
 */
export interface Lexicon {
  /** Words for the same thing, under the name of the thing: `deploy: [create, launch, spin up, …]`. */
  concepts: Readonly<Record<string, readonly string[]>>;
  /** Example sentences of each wish. */
  wishes: Readonly<Record<Wish, readonly string[]>>;
  /** Number words. */
  numbers: Readonly<Record<string, number>>;
  /** Say nothing: left out before an answer is read. */
  fillers: readonly string[];
  /** Before or after a correction: `no`, `actually`, `I meant`. */
  corrections: readonly string[];
  /** Beside how things are, and beside what is wanted: "it **has** three nodes, I **want** five", "five **would do**". */
  having: readonly string[];
  wanting: readonly string[];
  /** Before what is not wanted, where something else is: `instead of`. */
  excluding: readonly string[];
  /** Ask for another answer to a question of before: `change`, `edit`. */
  editing: readonly string[];
  /** Turn what follows into its opposite, and what stands before: "a public address is **not needed**". */
  negations: readonly string[];
  refusing: readonly string[];
  /** Join two wishes: `and then`. */
  joiners: readonly string[];
  /** May join two wishes, or two things: `and`. */
  joining: readonly string[];
  /** Before a name, and after one: `called`, `as its name`. */
  naming: readonly string[];
  named: readonly string[];
  /** Before a place: `in`, `at`. */
  placing: readonly string[];
  /** Other words for what a slot is called: `worker: [node, server]`. */
  alsoCalled: Readonly<Record<string, readonly string[]>>;
  /** Before the least, before the most, and before both of them: `at least`, `up to`, `between`. */
  bounds: { least: readonly string[]; most: readonly string[]; both: readonly string[] };
  /** Between a slot and its value: `to`, `of`, `is`. */
  linking: readonly string[];
  /** How the other languages are asked for, by their code. */
  languages: Readonly<Record<string, readonly string[]>>;
  /** Stand for a thing that was named just before: `it`. */
  pronouns: readonly string[];
  /** Stand for a thing that is not named: `something`. */
  vague: readonly string[];
  /** Too frequent to tell anything apart. */
  stopwords: readonly string[];
}
