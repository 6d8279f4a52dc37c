import type { Language } from './language.ts';

/**
 * The words without the numbers that are said and not meant: "five workers, no, make it seven", "five instead of three", "two
 * of the five", and of "it has three and I want five" the three. What is meant stands where what it counts is named.
 */
export function withMeantNumbers(words: readonly string[], language: Language): string[] {
  return withoutCorrected(withoutRefused(withoutWhole(words, language), language), language);
}

/** A number as it stands in a sentence whose number words are digits. */
const isNumber = (word: string | undefined): boolean => /^\d+(?:[.,]\d+)*%?$/.test(word ?? '');

/** How many words may name what is counted, and how many may stand between two numbers in all. */
const NAMED_BY = 3;
const BETWEEN = 12;

/** "Two of the five workers" are two workers. */
function withoutWhole(words: readonly string[], { stopwords }: Language): string[] {
  const left = [...words];
  for (let at = 0; at < left.length; at++) {
    if (!isNumber(left[at]) || !parting.has(left[at + 1] ?? '')) continue;
    const whole = stopwords.has(left[at + 2] ?? '') ? at + 3 : at + 2;
    if (isNumber(left[whole])) left.splice(at + 1, whole - at);
  }
  return left;
}

const parting: ReadonlySet<string> = new Set(['of', 'des', 'من']);

/** "Five instead of three", "not three but five": the number that is refused goes, where there is another one. */
function withoutRefused(words: readonly string[], language: Language): string[] {
  const left = [...words];
  for (let at = 0; at < left.length; at++) {
    const cue = language.excluding.at(left, at);
    const refused = at + (cue?.length ?? 0);
    if (!cue || !isNumber(left[refused])) continue;
    const other = left.findIndex(
      (word, index) => isNumber(word) && index !== refused && Math.abs(index - at) <= BETWEEN,
    );
    if (other === -1) continue;
    const [counted, next] = [left[refused + 1], left[other + 1]];
    const isNamed = isCounted(counted, language);
    if (!isNamed) left.splice(at, cue.length + 1);
    else if (counted === next) left.splice(at, cue.length + 2);
    else if (isCounted(next, language) || other < at) continue;
    else left.splice(at, other + 1 - at, left[other] ?? '', ...left.slice(refused + 1, other));
  }
  return left;
}

/** Of two numbers for the same thing the second is meant, where it corrects the first or says what shall become of it. */
function withoutCorrected(words: readonly string[], language: Language): string[] {
  const left = [...words];
  for (let first = 0; first < left.length; first++) {
    if (!isNumber(left[first])) continue;
    const second = left.findIndex((word, index) => index > first + 1 && isNumber(word));
    if (second === -1 || second - first > BETWEEN) continue;
    const cue = takesBack(left, first, second, language);
    const counted = left.slice(first + 1, cue ?? first + 2);
    const isMore = relative.has(left[second + 1] ?? '');
    const next = left[second + (isMore ? 2 : 1)];
    const isSame = next !== undefined && counted.includes(next);
    if (!isSame && counted.length > 0 && isCounted(next, language)) continue;
    const meant = left[second] ?? '';
    if (cue !== undefined) left.splice(first, second + (isSame && !isMore ? 2 : 1) - first, meant, ...counted);
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
    const known = corrections.at(words, at) ?? fillers.at(words, at);
    if (!known && !stopwords.has(words[at] ?? '')) return false;
    at += known?.length ?? 1;
  }
  return at === to;
}

/** "It has three nodes, I want five", "it has three and needs two more": the first number says how things are. */
function movesOn(words: readonly string[], first: number, second: number, { having, wanting }: Language): boolean {
  const has = [3, 2, 1].find((back) => having.at(words, first - back));
  const wants = (from: number, to: number): boolean =>
    words.slice(from, to).some((_, at) => wanting.at(words, from + at));
  if (has === undefined || wants(first - has + 1, first)) return false;
  // "I want five", "five would do", "two more".
  return wants(Math.max(first + 1, second - 2), second + 2) || relative.has(words[second + 1] ?? '');
}

/** After a number that is added: "two more". */
export const added: ReadonlySet<string> = new Set(['more', 'extra', 'additional', 'اخري', 'اضافيه']);

/** After a number that is added, or taken away. */
const relative: ReadonlySet<string> = new Set([...added, ...'fewer less away off out plus moins اقل'.split(' ')]);

/** A word after a number that says what is counted: the "controllers" of "one worker, no, three controllers". */
function isCounted(next: string | undefined, language: Language): boolean {
  const { stopwords, fillers, linking, placing, joiners } = language;
  if (next === undefined || stopwords.has(next) || linking.has(next)) return false;
  return [fillers, placing, joiners].every((book) => book.at([next], 0) === undefined);
}
