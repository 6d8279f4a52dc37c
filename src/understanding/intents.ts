import { type Flow, phrasesKey } from '#src/chatflow/index.ts';

import { type Example, IntentIndex, type Match } from './intent-index.ts';
import { IntentModel } from './intent-model.ts';
import { lexicons } from './language.ts';
import type { Wish } from './lexicon/lexicon.ts';

/** What a sentence wants, before its values are read: to begin a flow, or something of the conversation itself. */
export type Intent = `flow:${string}` | `wish:${Wish}` | `locale:${string}`;

/** Flows that a wish of its own leads to. */
const standsFor: Readonly<Record<string, Intent>> = {
  'how-far': 'wish:status',
  'talk-to-a-person': 'wish:handoff',
  'undo-change': 'wish:undo',
};

/** What the wish for a flow is called. */
export function intentOf(flow: string): Intent {
  return standsFor[flow] ?? `flow:${flow}`;
}

/** Of a score: how much the trained model counts against the nearest phrases. */
const TRAINED = 0.7;

/** As near as this to a phrase, a sentence is that phrase, whatever the model says: authors have the last word. */
const LITERAL = 0.9;

/** What the model calls sentences that want nothing of the wizard. */
const NOTHING = 'none';

let model: IntentModel | undefined;

/** The model that the shipped flows and the wishes were trained for; read once. */
export function intentModel(): IntentModel {
  model ??= IntentModel.read(new URL('./intents.model.gz', import.meta.url));
  return model;
}

/**
 * What these words may want, the most likely first, by the trained model and by the phrases of the flows; and `none`, how
 * likely it is that they want nothing that is known here. The words are plain and without values; `bare` are those without
 * "please" and the like: a phrase said politely is that phrase.
 */
export function matchIntents(
  words: readonly string[],
  flows: readonly Flow[],
  bare: readonly string[] = words,
): { matches: Match[]; none: number } {
  if (words.length === 0) return { matches: [], none: 0 };
  const index = intentIndex(flows);
  const near = new Map(index.match(words).map(({ intent, score }) => [intent, score]));
  if (bare.length > 0 && bare.length < words.length) {
    for (const { intent, score } of index.match(bare)) if (score >= LITERAL) near.set(intent, score);
  }
  const likely = intentModel().likelihoods(words);
  const possible = index.intents;
  const matches = [...possible].map((intent): Match => {
    const nearness = near.get(intent) ?? 0;
    const likelihood = likely.get(intent);
    const score = likelihood === undefined ? nearness : TRAINED * likelihood + (1 - TRAINED) * nearness;
    return { intent, score: nearness >= LITERAL ? Math.max(score, nearness) : score };
  });
  return {
    matches: matches.filter(({ score }) => score > 0.05).sort((one, other) => other.score - one.score),
    none: likely.get(NOTHING) ?? 0,
  };
}

/** The indexes of the sets of flows that people may begin: few, by their roles. */
const indexes = new Map<string, IntentIndex>();
const latest = new WeakMap<readonly Flow[], IntentIndex>();
const MOST_INDEXES = 8;

/** The index over these flows; made anew when one of them has changed. */
export function intentIndex(flows: readonly Flow[]): IntentIndex {
  const same = latest.get(flows);
  if (same) return same;
  const key = flows.map(({ hash }) => hash).join();
  const index = indexes.get(key) ?? makeIndex(flows);
  if (indexes.size >= MOST_INDEXES) indexes.clear();
  indexes.set(key, index);
  latest.set(flows, index);
  return index;
}

function makeIndex(flows: readonly Flow[]): IntentIndex {
  const all = Object.entries(lexicons);
  const examples: Example[] = [
    ...flows.flatMap((flow) => phrasesOf(flow).map((text) => ({ intent: intentOf(flow.id), text }))),
    ...all.flatMap(([, { wishes, languages }]) => [
      ...Object.entries(wishes).flatMap(([wish, texts]) => texts.map((text) => ({ intent: `wish:${wish}`, text }))),
      ...Object.entries(languages).flatMap(([code, texts]) =>
        texts.map((text) => ({ intent: `locale:${code}`, text })),
      ),
    ]),
  ];
  const concepts = all.flatMap(([, lexicon]) =>
    Object.entries(lexicon.concepts).flatMap(([concept, words]) => words.map((word) => [word, concept] as const)),
  );
  return new IntentIndex(
    examples,
    concepts,
    all.flatMap(([, { stopwords }]) => stopwords),
  );
}

/** What a flow is asked for by: its phrases and its title, in every language it has. None for one that only other flows begin. */
export function phrasesOf(flow: Flow): string[] {
  if (flow.triggers.phrases.length === 0) return [];
  const translated = Object.values(flow.translations).flatMap((table) => [
    ...(table[phrasesKey]?.split('|') ?? []),
    ...(table['title'] === undefined ? [] : [table['title']]),
  ]);
  return [...flow.triggers.phrases, flow.title, ...translated].map((text) => text.trim()).filter((text) => text !== '');
}
