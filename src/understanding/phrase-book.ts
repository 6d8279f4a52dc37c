import { plainText, stem } from './plain-words.ts';

/** Finds phrases of several words in a sentence, the longest first. */
export class PhraseBook<T> {
  readonly #byFirst = new Map<string, { words: readonly string[]; means: T }[]>();
  readonly #stems: boolean;

  constructor(entries: Iterable<readonly [string, T]>, { stems = true }: { stems?: boolean } = {}) {
    this.#stems = stems;
    for (const [phrase, means] of entries) {
      const words = plainText(phrase)
        .split(' ')
        .map((word) => this.#form(word));
      const [first] = words;
      if (first === undefined || first === '') continue;
      const known = this.#byFirst.get(first) ?? [];
      known.push({ words, means });
      this.#byFirst.set(first, known);
    }
    for (const known of this.#byFirst.values()) known.sort((one, other) => other.words.length - one.words.length);
  }

  /** What stands at this place, and how many words it takes; all meanings of the longest phrase. */
  at(words: readonly string[], index: number): { means: T[]; length: number } | undefined {
    const first = words[index];
    const known = first === undefined ? undefined : this.#byFirst.get(this.#form(first));
    if (!known) return undefined;
    let length = 0;
    const means: T[] = [];
    for (const entry of known) {
      if (entry.words.length < length) break;
      if (!entry.words.every((word, offset) => this.#form(words[index + offset] ?? '') === word)) continue;
      length = entry.words.length;
      means.push(entry.means);
    }
    return length === 0 ? undefined : { means, length };
  }

  /** Everything that is found, left to right, without overlaps. */
  find(words: readonly string[]): { means: T; index: number; length: number }[] {
    const found: { means: T; index: number; length: number }[] = [];
    for (let index = 0; index < words.length; ) {
      const here = this.at(words, index);
      for (const means of here?.means ?? []) found.push({ means, index, length: here?.length ?? 1 });
      index += here?.length ?? 1;
    }
    return found;
  }

  #form(word: string): string {
    return this.#stems ? stem(word) : word;
  }
}
