import type { JsonObject } from '#src/protocol/index.ts';

/** What small talk is about; each has its own short reply. */
export const chitchatTopics = ['greeting', 'thanks', 'goodbye', 'who', 'how', 'praise', 'complaint', 'fine'] as const;
export type ChitchatTopic = (typeof chitchatTopics)[number];

/** A conversation that a sentence asks for, with what it says of the answers. */
export interface StartFlow {
  type: 'start';
  flow: string;
  slots: JsonObject;
}

/**
 * Everything that a sentence may mean: a closed set. Whoever understands, the matcher here or a language model, says it in
 * these words and no others, and each of them is checked again before anything comes of it.
 */
export type Understood =
  /** Answers of the running flow, the open question's and others. */
  | { type: 'set'; slots: JsonObject }
  | StartFlow
  | { type: 'cancel' | 'back' | 'skip' | 'help' | 'repeat' | 'menu' | 'restart' | 'undo' }
  | { type: 'edit'; slot: string }
  /** Several things it could mean: at most three. */
  | { type: 'clarify'; options: StartFlow[] }
  | { type: 'chitchat'; about: ChitchatTopic }
  | { type: 'handoff' }
  | { type: 'locale'; locale: string }
  | { type: 'status' }
  /** A question about how things are done, answered from the documentation where that says something. */
  | { type: 'ask'; answer?: { text: string; source: string } }
  /** The answers given the last time this flow was done. */
  | { type: 'same' }
  | { type: 'unknown' };
