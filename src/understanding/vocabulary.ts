import { distance, slipsIn, stem } from './plain-words.ts';

const MOST_CORRECTED = 5_000;

/** The words that are known, and which of them a word was meant to be that is a slip away. */
export class Vocabulary {
  readonly #known = new Set<string>();
  readonly #byFirst = new Map<string, string[]>();
  readonly #corrected = new Map<string, string>();

  /** Plain words. */
  constructor(words: Iterable<string>) {
    for (const word of words) this.#learn(word);
  }

  knows(word: string): boolean {
    return this.#known.has(stem(word));
  }

  /** The word itself, or the known word it is one or two slips away from. */
  correct(word: string): string {
    if (slipsIn(word) === 0 || /[\d._:/@+-]/.test(word) || this.knows(word)) return word;
    const before = this.#corrected.get(word);
    if (before !== undefined) return before;
    let best = word;
    let least = slipsIn(word) + 1;
    for (const first of new Set([word[0], word[1]])) {
      for (const known of this.#byFirst.get(first ?? '') ?? []) {
        const slips = distance(word, known, Math.min(least - 1, slipsIn(known)));
        if (slips < least && slips <= slipsIn(known)) [best, least] = [known, slips];
      }
    }
    if (this.#corrected.size >= MOST_CORRECTED) this.#corrected.clear();
    this.#corrected.set(word, best);
    return best;
  }

  #learn(word: string): void {
    const form = stem(word);
    if (form === '' || this.#known.has(form)) return;
    this.#known.add(form);
    if (/\d/.test(word)) return;
    const first = word[0] ?? '';
    const list = this.#byFirst.get(first);
    if (list) list.push(word);
    else this.#byFirst.set(first, [word]);
  }
}
