import { PhraseBook } from './phrase-book.ts';
import { plainText, stem } from './plain-words.ts';
import { Vocabulary } from './vocabulary.ts';

/** A sentence that means something, of any language. */
export interface Example {
  /** What it means: `flow:deploy-vdc`, `wish:cancel`. */
  intent: string;
  text: string;
}

export interface Match {
  intent: string;
  /** 0 to 1: how near the nearest examples are. */
  score: number;
}

interface Posting {
  example: number;
  weight: number;
}

/** How much each kind of trace counts: a shared meaning most, shared letters least. A word that stands for a concept counts half. */
const weights = { concept: 1.6, word: 1, spoken: 0.5, pair: 0.8, letters: 0.3 };

/** Queries that are kept: one sentence is looked up in parts and again. */
const MOST_MATCHED = 64;

/** Of an intent's score: the nearest example against the mean of the nearest three. */
const NEAREST = 0.8;
/** From here on a sentence is an example, whatever its neighbours are. */
const THE_SAME = 0.99;

/**
 * Finds what a sentence is nearest to, among examples: TF-IDF over words, concepts (words for the same thing), pairs of
 * concepts, and runs of three and four letters; cosine similarity (Salton's vector space model). Prepared once; a query costs a fraction of a
 * millisecond. Words that nobody knows are first taken for the known word they differ from by a slip.
 */
export class IntentIndex {
  /** What the examples mean. */
  readonly intents: ReadonlySet<string>;
  readonly #examples: readonly Example[];
  readonly #concepts: PhraseBook<string>;
  readonly #stopwords: ReadonlySet<string>;
  readonly #postings = new Map<string, Posting[]>();
  readonly #idf = new Map<string, number>();
  readonly #vocabulary: Vocabulary;
  readonly #matched = new Map<string, readonly Match[]>();
  readonly #rarest: number;

  constructor(
    examples: readonly Example[],
    concepts: Iterable<readonly [string, string]>,
    stopwords: Iterable<string>,
  ) {
    const pairs = [...concepts];
    this.#examples = examples;
    this.intents = new Set(examples.map(({ intent }) => intent));
    this.#concepts = new PhraseBook(pairs);
    this.#stopwords = new Set([...stopwords].map(plainText));
    this.#vocabulary = new Vocabulary([
      ...pairs.flatMap(([phrase]) => plainText(phrase).split(' ')),
      ...this.#stopwords,
      ...examples.flatMap(({ text }) => plainText(text).split(' ')),
    ]);
    const traces = examples.map(({ text }) => this.#traces(plainText(text).split(' ')));
    const sizes = new Map<string, number>();
    for (const { intent } of examples) sizes.set(intent, (sizes.get(intent) ?? 0) + 1);
    const shares = new Map<string, Map<string, number>>();
    traces.forEach((trace, index) => {
      const intent = examples[index]?.intent ?? '';
      for (const key of trace.keys()) {
        const own = shares.get(key) ?? new Map<string, number>();
        own.set(intent, (own.get(intent) ?? 0) + 1 / (sizes.get(intent) ?? 1));
        shares.set(key, own);
      }
    });
    const count = sizes.size;
    for (const [key, own] of shares) this.#idf.set(key, Math.log(1 + count / spread([...own.values()])));
    this.#rarest = Math.log(1 + count);
    traces.forEach((trace, example) => {
      const vector = this.#weigh(trace);
      for (const [key, weight] of vector) {
        const list = this.#postings.get(key) ?? [];
        list.push({ example, weight });
        this.#postings.set(key, list);
      }
    });
  }

  /** The intents a sentence may have, the nearest first. `words` are plain. */
  match(words: readonly string[]): readonly Match[] {
    const text = words.join(' ');
    const known = this.#matched.get(text);
    if (known) return known;
    const matches = this.#match(words);
    if (this.#matched.size >= MOST_MATCHED) this.#matched.clear();
    this.#matched.set(text, matches);
    return matches;
  }

  #match(words: readonly string[]): Match[] {
    const vector = this.#weigh(this.#traces(words.map((word) => this.#vocabulary.correct(word))));
    const scores = new Map<number, number>();
    for (const [key, weight] of vector) {
      for (const posting of this.#postings.get(key) ?? []) {
        scores.set(posting.example, (scores.get(posting.example) ?? 0) + weight * posting.weight);
      }
    }
    const byIntent = new Map<string, number[]>();
    for (const [example, score] of scores) {
      const intent = this.#examples[example]?.intent ?? '';
      const list = byIntent.get(intent) ?? [];
      list.push(score);
      byIntent.set(intent, list);
    }
    return [...byIntent]
      .map(([intent, list]) => {
        const best = list.sort((one, other) => other - one).slice(0, 3);
        const mean = best.reduce((sum, score) => sum + score, 0) / best.length;
        const nearest = best[0] ?? 0;
        return { intent, score: nearest >= THE_SAME ? nearest : NEAREST * nearest + (1 - NEAREST) * mean };
      })
      .sort((one, other) => other.score - one.score);
  }

  /** The concepts that are named in these words. */
  conceptsIn(words: readonly string[]): Set<string> {
    return new Set(this.#concepts.find(words.map((word) => this.#vocabulary.correct(word))).map(({ means }) => means));
  }

  #traces(words: readonly string[]): Map<string, number> {
    const traces = new Map<string, number>();
    const note = (key: string, weight: number): void => {
      traces.set(key, Math.max(traces.get(key) ?? 0, weight));
    };
    const found = this.#concepts.find(words);
    const spoken = new Set(found.flatMap(({ index, length }) => words.slice(index, index + length)));
    const concepts = [...new Set(found.map(({ means }) => means))].sort();
    for (const concept of concepts) note(`#${concept}`, weights.concept);
    concepts.forEach((one, index) => {
      for (const other of concepts.slice(index + 1)) note(`#${one}+${other}`, weights.pair);
    });
    const telling = words.filter((word) => word !== '' && !this.#stopwords.has(word));
    const kept = telling.length > 0 ? telling : words;
    for (const word of kept) {
      note(stem(word), spoken.has(word) ? weights.spoken : weights.word);
      if (spoken.has(word)) continue;
      const framed = `^${stem(word)}$`;
      for (const size of [3, 4]) {
        for (let at = 0; at + size <= framed.length; at++) note(`~${framed.slice(at, at + size)}`, weights.letters);
      }
    }
    // The whole sentence counts too, little words and all: "what can you do" is made of nothing else.
    if (words.length <= 6) note(`=${words.map(stem).join(' ')}`, weights.concept);
    return traces;
  }

  #weigh(traces: Map<string, number>): [string, number][] {
    const weighed = [...traces].map(([key, weight]): [string, number] => [
      key,
      weight * (this.#idf.get(key) ?? this.#rare(key)),
    ]);
    const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1;
    return weighed.map(([key, weight]) => [key, weight / length]);
  }

  /** What no example has says that the sentence is about something else; letters and whole sentences do not. */
  #rare(key: string): number {
    return key.startsWith('~') || key.startsWith('=') || key.startsWith('#') ? 0 : this.#rarest * 0.35;
  }
}

/** Among how many intents something is spread, seldom ones counting little: the exponential of the entropy of its shares. */
function spread(shares: readonly number[]): number {
  const sum = shares.reduce((all, share) => all + share, 0);
  return Math.exp(-shares.reduce((all, share) => all + (share / sum) * Math.log(share / sum), 0));
}
