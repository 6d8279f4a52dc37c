import type { Texts } from '../texts/texts.ts';

/** Hands a language to the chat that asked for it. A language is a script of its own: pages load only theirs. */
export function deliver(tag: string, texts: Texts): void {
  globalThis.ThreebotChat?.link.languages?.(tag, texts);
}
