import type { Flow, Frame, Surroundings } from '#src/chatflow/index.ts';
import type { PromptDraft } from '#src/protocol/index.ts';

import type { Understood } from './understood.ts';

/** Something a person has and may name. */
export interface Thing {
  /** The slot or input that takes it: `vdc`, `app`. */
  kind: string;
  name: string;
  /** Since when the person has it, in milliseconds since the epoch. */
  since?: number;
}

/** What a sentence is said into: all of it data or pure functions. */
export interface Scene {
  text: string;
  /** The running flow and where it stands; absent between conversations. */
  flow?: Flow;
  frame?: Frame;
  /** The flow that waits when no other one runs: nothing is lost by leaving it. */
  home: string;
  /** The open question. */
  prompt: PromptDraft | null;
  surroundings: Surroundings;
  /** What this person may begin, without the menu. */
  flows: readonly Flow[];
  things: readonly Thing[];
}

/** What came out of a sentence, and how sure that is. */
export interface Understanding {
  commands: Understood[];
  sure: boolean;
  /** Said for a slot, but not valid there: its name to the reason, as a sentence. */
  refused: { [slot: string]: string };
}

/** Turns free words into commands. Nothing of what it says is believed before it was checked again. */
export interface Understander {
  understand(scene: Scene): Understanding | Promise<Understanding>;
  /** What this person has, by name. */
  things(owner: string): Promise<readonly Thing[]>;
  /** Told of each sentence that nothing could be made of. */
  unknown?(scene: Scene): void;
}
