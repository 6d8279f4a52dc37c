import { language } from './language.ts';

/** Whether "not", "no" or "without" stands at most two words before. */
export function isNegated(words: readonly string[], index: number): boolean {
  const { negations } = language();
  for (let at = Math.max(0, index - 3); at < index; at++) {
    const found = negations.at(words, at);
    if (found && at + found.length <= index && index - (at + found.length) <= 2) return true;
  }
  return false;
}
