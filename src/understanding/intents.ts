import { type Flow, phrasesKey } from '#src/chatflow/index.ts';

import { type Example, IntentIndex } from './intent-index.ts';
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

let last: { key: string; index: IntentIndex } | undefined;

/** The index over these flows; made anew when one of them has changed. */
export function intentIndex(flows: readonly Flow[]): IntentIndex {
  const key = flows.map(({ hash }) => hash).join();
  if (last?.key !== key) last = { key, index: makeIndex(flows) };
  return last.index;
}

function makeIndex(flows: readonly Flow[]): IntentIndex {
  const all = Object.entries(lexicons);
  const examples: Example[] = [
    ...flows.flatMap((flow) =>
      phrasesOf(flow).map((text) => ({ intent: standsFor[flow.id] ?? `flow:${flow.id}`, text })),
    ),
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
