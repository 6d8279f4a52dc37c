import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import type { Flow } from '#src/chatflow/index.ts';
import { intentFeatures, lexiconWords } from '#src/understanding/intent-features.ts';
import { IntentModel, type TrainedIntents } from '#src/understanding/intent-model.ts';
import { intentOf, phrasesOf } from '#src/understanding/intents.ts';
import { language, lexicons } from '#src/understanding/language.ts';
import { maskValues } from '#src/understanding/mask-values.ts';
import { Sentence } from '#src/understanding/sentence.ts';
import { Vocabulary } from '#src/understanding/vocabulary.ts';

import { openSituations, things } from '../understanding/situations.ts';
import { trainingHash, trainingSentences } from '../understanding/training-sentences.ts';

/**
 * Trains the model of intents: `npm run train:understanding` writes it, `-- --leave-out` trains on seven eighths and judges
 * the rest, eight times over, and prints what comes of it at each certainty. Multinomial logistic regression by AdaGrad, the
 * same result each time.
 */
const target = new URL('../../src/understanding/intents.model.gz', import.meta.url);
const FOLDS = 8;
const EPOCHS = 20;
const RATE = 0.6;
const DECAY = 2e-6;
/** A feature that fewer sentences have is left out. */
const LEAST = 2;
const MOST_FEATURES = 60_000;

interface Example {
  intent: string;
  words: string[];
  lang: string;
  text: string;
}

const { flows } = (await openSituations())('home', 'x', 'en');
const examples = readExamples(flows);
const lasting = new Set<string>(flows.filter((flow) => flow.lasting).map((flow) => intentOf(flow.id)));

if (process.argv.includes('--leave-out')) leaveOut(examples);
else {
  const made = train(examples);
  const head = { intents: made.intents, features: made.features, scale: made.scale, madeOf: made.madeOf };
  const data = gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.from(made.weights.buffer)]), {
    level: 9,
  });
  writeFileSync(target, data);
  const model = IntentModel.read(target);
  const right = examples.filter(({ words, intent }) => best(model, words)[0] === intent).length;
  console.log(
    `${examples.length} sentences, ${made.intents.length} intents, ${made.features.length} features, ${data.length} bytes`,
  );
  console.log(`of what it was trained on, right: ${percent(right / examples.length)}`);
}

function readExamples(all: readonly Flow[]): Example[] {
  const found = trainingSentences();
  for (const flow of all)
    for (const text of phrasesOf(flow)) found.push({ intent: intentOf(flow.id), text, lang: 'phrases' });
  for (const [lang, { wishes, languages }] of Object.entries(lexicons)) {
    for (const [wish, texts] of Object.entries(wishes))
      for (const text of texts) found.push({ intent: `wish:${wish}`, text, lang });
    for (const [code, texts] of Object.entries(languages))
      for (const text of texts) found.push({ intent: `locale:${code}`, text, lang });
  }
  const seen = new Set<string>();
  return found.flatMap(({ intent, text, lang }) => {
    const words = maskValues(new Sentence(text, language()).plainWords, things);
    const key = `${intent} ${words.join(' ')}`;
    if (words.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ intent, words, lang, text }];
  });
}

function train(all: readonly Example[]): TrainedIntents {
  const counts = new Map<string, number>();
  for (const { words } of all) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const vocabulary = new Vocabulary([
    ...lexiconWords(),
    ...[...counts].filter(([, count]) => count > 1).map(([word]) => word),
  ]);
  const vectors = all.map(({ words }) => intentFeatures(words.map((word) => vocabulary.correct(word))));
  const seen = new Map<string, number>();
  for (const vector of vectors) for (const key of vector.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  const features = [...seen]
    .filter(([, count]) => count >= LEAST)
    .sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1))
    .slice(0, MOST_FEATURES)
    .map(([key]) => key);
  const rows = new Map(features.map((feature, row) => [feature, row]));
  const intents = [...new Set(all.map(({ intent }) => intent))].sort();
  const width = intents.length;
  const bias = features.length;
  const weights = new Float32Array((features.length + 1) * width);
  const squares = new Float32Array(weights.length).fill(1e-3);
  const sparse = vectors.map((vector) => {
    const pairs = [...vector].flatMap(([key, value]): [number, number][] => {
      const row = rows.get(key);
      return row === undefined ? [] : [[row, value]];
    });
    return {
      at: Int32Array.from([...pairs.map(([row]) => row), bias]),
      value: Float32Array.from([...pairs.map(([, value]) => value), 0.3]),
    };
  });
  const meant = all.map(({ intent }) => intents.indexOf(intent));
  const sizes = intents.map((_, index) => meant.filter((one) => one === index).length);
  const usual = Math.sqrt(all.length / width);
  const counted = sizes.map((size) => usual / Math.sqrt(size));
  const sums = new Float64Array(width);
  const order = all.map((_, index) => index);
  const random = lottery();
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    for (const index of order) {
      const one = sparse[index];
      const wanted = meant[index] ?? 0;
      if (!one) continue;
      sums.fill(0);
      for (let n = 0; n < one.at.length; n++) {
        const from = (one.at[n] ?? 0) * width;
        const value = one.value[n] ?? 0;
        for (let intent = 0; intent < width; intent++)
          sums[intent] = (sums[intent] ?? 0) + value * (weights[from + intent] ?? 0);
      }
      let most = Number.NEGATIVE_INFINITY;
      for (const sum of sums) most = Math.max(most, sum);
      let whole = 0;
      for (let intent = 0; intent < width; intent++) {
        const share = Math.exp((sums[intent] ?? 0) - most);
        sums[intent] = share;
        whole += share;
      }
      const much = counted[wanted] ?? 1;
      for (let intent = 0; intent < width; intent++)
        sums[intent] = much * ((sums[intent] ?? 0) / whole - (intent === wanted ? 1 : 0));
      for (let n = 0; n < one.at.length; n++) {
        const from = (one.at[n] ?? 0) * width;
        const value = one.value[n] ?? 0;
        for (let intent = 0; intent < width; intent++) {
          const at = from + intent;
          const slope = value * (sums[intent] ?? 0) + DECAY * (weights[at] ?? 0);
          const square = (squares[at] ?? 0) + slope * slope;
          squares[at] = square;
          weights[at] = (weights[at] ?? 0) - (RATE * slope) / Math.sqrt(square);
        }
      }
    }
  }
  for (let intent = 0; intent < width; intent++)
    weights[bias * width + intent] = 0.3 * (weights[bias * width + intent] ?? 0);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / 127;
  return {
    intents,
    features,
    weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)),
    scale,
    madeOf: trainingHash(),
  };
}

function leaveOut(all: readonly Example[]): void {
  const judged = all.map(() => ({ first: '', share: 0, second: 0 }));
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = new IntentModel(train(all.filter((_, index) => index % FOLDS !== fold)));
    all.forEach(({ words }, index) => {
      if (index % FOLDS !== fold) return;
      const [first, share, second] = best(model, words);
      judged[index] = { first, share, second };
    });
  }
  for (const lang of ['en', 'fr', 'ar', 'phrases']) {
    const own = all.flatMap((one, index) => (one.lang === lang ? [index] : []));
    const right = own.filter((index) => judged[index]?.first === all[index]?.intent).length;
    console.log(`left out, ${lang}: ${own.length} sentences, right ${percent(right / own.length)}`);
  }
  for (const least of [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    const taken = all.flatMap((_, index) => ((judged[index]?.share ?? 0) >= least ? [index] : []));
    const right = taken.filter((index) => judged[index]?.first === all[index]?.intent).length;
    const wrong = taken.filter(
      (index) => judged[index]?.first !== all[index]?.intent && lasting.has(judged[index]?.first ?? ''),
    ).length;
    console.log(
      `  certain ${least}: right ${percent(right / all.length)}, wrong and changing ${percent(wrong / all.length)}`,
    );
  }
  if (!process.argv.includes('--verbose')) return;
  all.forEach(({ intent, text }, index) => {
    const got = judged[index];
    if (got && got.first !== intent) console.log(`  ${intent} → ${got.first} ${got.share.toFixed(2)}: ${text}`);
  });
}

function best(model: IntentModel, words: readonly string[]): [string, number, number] {
  const [first, second] = [...model.likelihoods(words)].sort(([, one], [, other]) => other - one);
  return [first?.[0] ?? '', first?.[1] ?? 0, second?.[1] ?? 0];
}

/** Always the same numbers from 0 to 1 (mulberry32). */
function lottery(): () => number {
  let state = 7;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
