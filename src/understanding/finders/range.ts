import { language } from '../language.ts';

/** "From 3 to 5": where the 5 stands; the place itself where no such thing does. */
export function endOfRange(words: readonly string[], at: number): number {
  const { bounds, linking } = language();
  const first = bounds.at(words, at)?.means.includes('both') ? at + 1 : at;
  const isRange =
    /^\d+$/.test(words[first] ?? '') && linking.has(words[first + 1] ?? '') && /^\d+$/.test(words[first + 2] ?? '');
  return isRange ? first + 2 : at;
}
