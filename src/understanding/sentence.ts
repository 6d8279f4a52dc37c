import type { Language } from './language.ts';
import { plainText, wordsOf, writeOut } from './plain-words.ts';

/** A sentence as words, with number words written as digits, and note of which of them are spoken for. */
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
    this.typed = writeOut(text.slice(0, 2_000));
    const words = wordsOf(this.typed).map(({ plain }) => plain);
    this.plainWords = words;
    this.words = withDigits(words, language);
    this.text = this.words.join(' ');
    let at = 0;
    this.#starts = this.words.map((word) => {
      const start = at;
      at += word.length + 1;
      return start;
    });
    this.#used = this.words.map(() => false);
  }

  /** Takes words for a value: nothing else is read from them, and they say nothing about the intent. */
  use(index: number, length = 1): void {
    for (let at = index; at < index + length; at++) this.#used[at] = true;
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

  /** Where a phrase begins, from a place on; -1 when it is not there. */
  indexOf(phrase: string, from = 0): number {
    const wanted = plainText(phrase).split(' ');
    for (let at = from; at + wanted.length <= this.words.length; at++) {
      if (wanted.every((word, offset) => this.words[at + offset] === word)) return at;
    }
    return -1;
  }
}

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
