import { RE2JS } from 're2js';

import type { Flow } from '#src/chatflow/index.ts';
import type { Field } from '#src/chatflow/step.ts';

import { language } from './language.ts';
import { plainText, stem } from './plain-words.ts';

/** What is looked for to fill a slot from a sentence. */
export interface SlotProfile {
  field: Field;
  /** Stems of the words it is called by, in every language of the flow. */
  called: ReadonlySet<string>;
  /** The whole names, plain. */
  names: readonly string[];
  /** Words that stand for a choice, to its value. */
  values: readonly (readonly [string, string])[];
  patterns: readonly RE2JS[];
  isName: boolean;
  isPlace: boolean;
}

const profiles = new WeakMap<Flow, readonly SlotProfile[]>();

/** The slots of a flow that free text may fill: none that is always asked, holds a secret, or is a text of any length. */
export function slotProfiles(flow: Flow): readonly SlotProfile[] {
  let known = profiles.get(flow);
  if (!known) {
    known = [...flow.slots.values()]
      .filter(({ field }) => !field.always && !['secret', 'file', 'text', 'key_values'].includes(field.type))
      .map(({ field }) => profileOf(flow, field));
    profiles.set(flow, known);
  }
  return known;
}

function profileOf(flow: Flow, field: Field): SlotProfile {
  const { slot } = field;
  const texts = (key: string, source: string): string[] => [
    source,
    ...Object.values(flow.translations).flatMap((table) => (table[key] === undefined ? [] : [table[key]])),
  ];
  const names = [slot.replaceAll('_', ' '), ...texts(field.label.key, field.label.source)]
    .filter((name) => !name.includes('${{'))
    .map(plainText);
  const { stopwords } = language();
  const called = new Set(
    names
      .flatMap((name) => name.split(' '))
      .filter((word) => word.length > 1 && !stopwords.has(word))
      .map(stem),
  );
  return {
    field,
    called,
    names,
    values: valuesOf(field, texts),
    patterns: field.patterns.flatMap((pattern) => {
      try {
        return [RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)];
      } catch {
        return [];
      }
    }),
    isName: field.type === 'string' && (slot === 'name' || slot.endsWith('_name')),
    isPlace: names.some((name) => /\b(?:country|place|region|location|pays|lieu)\b/.test(name)),
  };
}

/** Words for choices: synonyms, and the values and labels that stand in the file, as far as they are words. */
function valuesOf(field: Field, texts: (key: string, source: string) => string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [value, words] of Object.entries(field.synonyms)) {
    pairs.push([value, value], ...words.map((word): [string, string] => [word, value]));
  }
  for (const { value, label } of field.choices ?? []) {
    pairs.push([value, value], ...texts(label.key, label.source).map((text): [string, string] => [text, value]));
  }
  const { stopwords } = language();
  return pairs
    .map(([words, value]): [string, string] => [plainText(words.replaceAll('_', ' ')), value])
    .filter(
      ([words]) => words.length > 1 && !stopwords.has(words) && !/^\d+$/.test(words) && words.split(' ').length <= 4,
    )
    .sort(([one], [other]) => other.length - one.length);
}
