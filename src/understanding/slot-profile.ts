import { RE2JS } from 're2js';

import type { Flow } from '#src/chatflow/index.ts';
import type { Field } from '#src/chatflow/step.ts';

import { language } from './language.ts';
import { plainText, stem } from './plain-words.ts';
import { GAP, NUMBER } from './sentence.ts';

/** What is looked for to fill a slot from a sentence. */
export interface SlotProfile {
  field: Field;
  /** Stems of the words it is called by, in every language of the flow. */
  called: ReadonlySet<string>;
  /** The whole names, plain. */
  names: readonly string[];
  /** Words that stand for a choice, to its value. */
  values: readonly (readonly [string, string])[];
  /** Of these, those that an author gave for that. A label alone may be any word: "Look", "Now". */
  given: ReadonlySet<string>;
  /** Which end of a range it is, where it is one. */
  end: 'least' | 'most' | undefined;
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
  const { stopwords, alsoCalled } = language();
  const own = names.flatMap((name) => name.split(' ')).filter((word) => word.length > 1 && !stopwords.has(word));
  // "Size of the workers" is not called "node".
  const more = names.some((name) => name.split(' ').length === 1) ? own : [];
  const called = new Set([...own, ...more.flatMap((word) => alsoCalled.get(stemOfName(word)) ?? [])].map(stem));
  return {
    field,
    called,
    names,
    values: valuesOf(field, texts),
    given: new Set(Object.values(field.synonyms).flat().concat(Object.keys(field.synonyms)).map(plainPhrase)),
    end:
      called.has('least') || called.has('min') ? 'least' : called.has('most') || called.has('max') ? 'most' : undefined,
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

/** The most words of a phrase that stands for a choice. */
const LONGEST_PHRASE = 5;

/** A phrase as it is looked for, with its gaps: "grow … by N". */
function plainPhrase(words: string): string {
  return words
    .replaceAll('_', ' ')
    .split(/(…|\bN\b)/)
    .map((part) => (part === GAP || part === NUMBER ? part : plainText(part)))
    .filter((part) => part !== '')
    .join(' ');
}

function stemOfName(word: string): string {
  return stem(word).replace(/^copie$/, 'copy');
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
  const { stopwords, negations } = language();
  return pairs
    .map(([words, value]): [string, string] => [plainPhrase(words), value])
    .filter(
      ([words]) =>
        words.length > 1 &&
        !stopwords.has(words) &&
        !/^\d+$/.test(words) &&
        words.split(' ').length <= LONGEST_PHRASE &&
        negations.at([words], 0) === undefined,
    )
    .sort(([one], [other]) => other.length - one.length);
}
