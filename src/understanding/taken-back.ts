import type { Language } from './language.ts';

/** A number as it stands in a sentence whose number words are digits. */
const isNumber = (word: string | undefined): boolean => /^\d+(?:[.,]\d+)*%?$/.test(word ?? '');

/** How many words may name what is counted, and how many may stand between two numbers in all. */
const NAMED_BY = 3;
const BETWEEN = 12;

/**
 * "Five workers, actually make it seven", "it has three nodes and I want five": of two numbers for the same thing the second is
 * meant. It takes the place of the first.
 */
export function withoutTakenBack(words: readonly string[], language: Language): string[] {
  const left = [...words];
  for (let first = 0; first < left.length; first++) {
    if (!isNumber(left[first])) continue;
    const second = left.findIndex((word, index) => index > first + 1 && isNumber(word));
    if (second === -1 || second - first > BETWEEN) continue;
    const cue = takesBack(left, first, second, language);
    const counted = left.slice(first + 1, cue ?? first + 2);
    const next = left[second + 1];
    const isSame = next !== undefined && counted.includes(next);
    if (!isSame && counted.length > 0 && isCounted(next, language)) continue;
    const meant = left[second] ?? '';
    if (cue !== undefined) left.splice(first, second + (isSame ? 2 : 1) - first, meant, ...counted);
    else if (movesOn(left, first, second, language))
      left.splice(first, second + 1 - first, meant, ...left.slice(first + 1, second));
    else continue;
    // There may be a third.
    first -= 1;
  }
  return left;
}

/** Where a correction begins that reaches from the first number, and what it counts, to the second. */
function takesBack(words: readonly string[], first: number, second: number, language: Language): number | undefined {
  const { corrections } = language;
  for (let cue = first + 1; cue <= Math.min(first + 1 + NAMED_BY, second - 1); cue++) {
    if (corrections.at(words, cue) && reaches(words, cue, second, language)) return cue;
  }
  return undefined;
}

/** Only corrections and words that say nothing stand from here on: "no, wait, make it". */
function reaches(words: readonly string[], from: number, to: number, language: Language): boolean {
  const { corrections, fillers, stopwords } = language;
  let at = from;
  while (at < to) {
    const word = words[at] ?? '';
    // "Five instead of three" and "rather than three" take nothing back.
    if (comparing.has(word)) return false;
    const known = corrections.at(words, at) ?? fillers.at(words, at);
    if (!known && !stopwords.has(word)) return false;
    at += known?.length ?? 1;
  }
  return at === to;
}

const comparing: ReadonlySet<string> = new Set(['of', 'than', 'que', 'من', 'ان']);

/** "It has three nodes, I want five." */
function movesOn(words: readonly string[], first: number, second: number, { having, wanting }: Language): boolean {
  const has = [3, 2, 1].some((back) => having.at(words, first - back));
  return has && [2, 1].some((back) => second - back > first && wanting.at(words, second - back));
}

/** A word after a number that says what is counted: the "controllers" of "one worker, no, three controllers". */
function isCounted(next: string | undefined, language: Language): boolean {
  const { stopwords, fillers, linking, placing } = language;
  if (next === undefined || stopwords.has(next) || linking.has(next)) return false;
  return fillers.at([next], 0) === undefined && placing.at([next], 0) === undefined;
}
