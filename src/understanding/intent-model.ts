import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { z } from 'zod';

import { intentFeatures, lexiconWords } from './intent-features.ts';
import { Vocabulary } from './vocabulary.ts';

/** What a trained model is made of: a row of weights for each feature, one for each intent, in hundredths of `scale`. */
export interface TrainedIntents {
  intents: readonly string[];
  features: readonly string[];
  /** Weight of `features[f]` for `intents[i]`: `weights[f * intents.length + i] * scale`. The last row is the bias. */
  weights: Int8Array;
  scale: number;
  /** A hash of what it was trained on. */
  madeOf: string;
}

const headSchema = z.object({
  intents: z.array(z.string()),
  features: z.array(z.string()),
  scale: z.number(),
  madeOf: z.string(),
});

const MOST_KEPT = 64;

/**
 * How likely a sentence has each intent, by a linear model (multinomial logistic regression) over its words, their meanings
 * and their letters. Trained offline on labelled sentences (`npm run train:understanding`); a query takes a fraction of a
 * millisecond.
 */
export class IntentModel {
  readonly madeOf: string;
  readonly intents: readonly string[];
  readonly #rows = new Map<string, number>();
  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly #vocabulary: Vocabulary;
  readonly #lately = new Map<string, ReadonlyMap<string, number>>();

  constructor({ intents, features, weights, scale, madeOf }: TrainedIntents) {
    this.intents = intents;
    this.madeOf = madeOf;
    this.#weights = weights;
    this.#scale = scale;
    features.forEach((feature, row) => {
      this.#rows.set(feature, row);
    });
    this.#vocabulary = new Vocabulary([
      ...lexiconWords(),
      ...features.filter((feature) => /^\p{L}[^ ]*$/u.test(feature)),
    ]);
  }

  /** Reads a model as `encodeIntents` wrote it. */
  static read(file: URL): IntentModel {
    const data = gunzipSync(readFileSync(file));
    const end = data.indexOf('\n');
    const head = headSchema.parse(JSON.parse(data.toString('utf8', 0, end)));
    return new IntentModel({ ...head, weights: new Int8Array(data.subarray(end + 1)) });
  }

  /** Whether it was trained on this word, or on one that is a slip away. */
  knows(word: string): boolean {
    return this.#vocabulary.knows(word) || this.#vocabulary.correct(word) !== word;
  }

  /** The likelihood of each intent; together they are 1. `words` are plain. */
  likelihoods(words: readonly string[]): ReadonlyMap<string, number> {
    const text = words.join(' ');
    const before = this.#lately.get(text);
    if (before) return before;
    const made = this.#judge(words.map((word) => this.#vocabulary.correct(word)));
    if (this.#lately.size >= MOST_KEPT) this.#lately.clear();
    this.#lately.set(text, made);
    return made;
  }

  #judge(words: readonly string[]): Map<string, number> {
    const count = this.intents.length;
    const sums = new Float64Array(count);
    const add = (row: number, value: number): void => {
      const from = row * count;
      for (let intent = 0; intent < count; intent++)
        sums[intent] = (sums[intent] ?? 0) + value * (this.#weights[from + intent] ?? 0);
    };
    for (const [feature, value] of intentFeatures(words)) {
      const row = this.#rows.get(feature);
      if (row !== undefined) add(row, value);
    }
    add(this.#rows.size, 1);
    const most = sums.reduce((best, sum) => Math.max(best, sum), Number.NEGATIVE_INFINITY);
    const shares = [...sums].map((sum) => Math.exp((sum - most) * this.#scale));
    const all = shares.reduce((sum, share) => sum + share, 0);
    return new Map(this.intents.map((intent, index) => [intent, (shares[index] ?? 0) / all]));
  }
}
