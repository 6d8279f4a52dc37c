import type { Language } from './language.ts';
import { withMeantNumbers } from './meant-numbers.ts';
import { type Word, wordsOf, writeOut } from './plain-words.ts';

/**
 * A sentence as words, with number words written as digits and without the numbers that are not meant, and note of which of
 * them are spoken for.
 */
export class Sentence {
  /** As it was typed, with contractions written out. */
  readonly typed: string;
  readonly words: readonly string[];
  /** The same as it was said: "which one" asks for no number. */
  readonly plainWords: readonly string[];
  /** The plain words with single spaces: what patterns are tried on. */
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #used: boolean[];

  constructor(text: string, language: Language) {
    const { typed, plainWords, words, starts } = parsed(text.slice(0, LONGEST), language);
    this.typed = typed;
    this.plainWords = plainWords;
    this.words = words;
    this.text = words.join(' ');
    this.#starts = starts;
    this.#used = words.map(() => false);
  }

  /** Takes words for a value: nothing else is read from them, and they say nothing about the intent. */
  use(index: number, length = 1): void {
    for (let at = index; at < index + length; at++) this.#used[at] = true;
  }

  /** Takes a word back out of what is used. */
  leave(index: number): void {
    this.#used[index] = false;
  }

  isUsed(index: number): boolean {
    return this.#used[index] === true;
  }

  isFree(index: number, length: number): boolean {
    return !this.#used.slice(index, index + length).includes(true);
  }

  /** The words behind a stretch of `text`. */
  wordsAt(from: number, to: number): { index: number; length: number } {
    const touched = this.#starts.flatMap((start, index) => {
      const end = start + (this.words[index] ?? '').length;
      return end > from && start < to ? [index] : [];
    });
    return { index: touched[0] ?? 0, length: touched.length };
  }

  /** What is left when values are taken out. */
  get rest(): string[] {
    return this.words.filter((_, index) => !this.#used[index]);
  }

  /** Where a plain phrase begins, from a place on; -1 when it is not there. `…` in it stands for a few words, `N` for a number. */
  indexOf(phrase: string, from = 0): number {
    const wanted = phrase.split(' ');
    for (let at = from; at < this.words.length; at++) {
      if (this.#fits(wanted, 0, at)) return at;
    }
    return -1;
  }

  #fits(wanted: readonly string[], next: number, at: number): boolean {
    const word = wanted[next];
    if (word === undefined) return true;
    if (word === GAP) {
      for (let skipped = 0; skipped <= MOST_SKIPPED; skipped++)
        if (this.#fits(wanted, next + 1, at + skipped)) return true;
      return false;
    }
    const said = this.words[at];
    return (word === NUMBER ? /^\d/.test(said ?? '') : said === word) && this.#fits(wanted, next + 1, at + 1);
  }
}

/** What may stand in a phrase for other words: up to six, and a number. */
export const GAP = '…';
export const NUMBER = 'N';
const MOST_SKIPPED = 6;

type Parsed = Pick<Sentence, 'typed' | 'plainWords' | 'words'> & { starts: readonly number[] };

const LONGEST = 2_000;
const MOST_PARSED = 64;

/** Sentences that were taken apart lately: understanding one reads it for every flow that could be meant. */
const lately = new Map<string, Parsed>();

function parsed(text: string, language: Language): Parsed {
  const known = lately.get(text);
  if (known) return known;
  const typed = writeOut(text);
  const found = wordsOf(typed);
  const plainWords = found.map(({ plain }) => plain);
  const words = withMeantNumbers(withDigits(setOff(typed, found, plainWords, language), language), language);
  let at = 0;
  const starts = words.map((word) => {
    const start = at;
    at += word.length + 1;
    return start;
  });
  const made = { typed, plainWords, words, starts };
  if (lately.size >= MOST_PARSED) lately.clear();
  lately.set(text, made);
  return made;
}

/**
 * The words, with a "no" that commas set off, or that another correction follows, as the correction it is: "small, no, medium"
 * says nothing against medium.
 */
function setOff(
  typed: string,
  words: readonly Word[],
  plainWords: readonly string[],
  { corrections, negations }: Language,
): string[] {
  return words.map(({ plain, to }, index) => {
    const takesBack = index > 0 && corrections.at([plain], 0) && negations.at([plain], 0);
    if (!takesBack) return plain;
    const isSetOff = /^\s*[,،;.…–—-]/.test(typed.slice(to)) || corrections.at(plainWords, index + 1) !== undefined;
    return isSetOff ? CORRECTION : plain;
  });
}

/** A word that corrects and does nothing else. */
const CORRECTION = 'actually';

function withDigits(words: readonly string[], language: Language): string[] {
  const written: string[] = [];
  for (let index = 0; index < words.length; ) {
    const found = language.numbers.at(words, index);
    if (found) written.push(String(found.means[0]));
    else written.push(words[index] ?? '');
    index += found?.length ?? 1;
  }
  return written;
}
