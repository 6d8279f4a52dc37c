import { countries } from '../countries.ts';
import { intentModel } from '../intents.ts';
import { language } from '../language.ts';
import { plain, plainText } from '../plain-words.ts';
import type { Sentence } from '../sentence.ts';
import type { SlotProfile } from '../slot-profile.ts';
import type { Candidate, SlotQuestion } from './finder.ts';

/** "called demo", "a name like 'demo'". */
export function* byName(
  sentence: Sentence,
  { isName, field }: SlotProfile,
  { things }: SlotQuestion,
): Generator<Candidate> {
  if (!isName) return;
  const { naming, named, linking, stopwords } = language();
  const { words } = sentence;
  // "Orchid as its name".
  for (let index = 1; index < words.length; index++) {
    const cue = named.at(words, index);
    const value = words[index - 1] ?? '';
    if (cue && value.length > 1 && !stopwords.has(value) && !isNoName(words, index - 1))
      yield { value, index: index - 1, length: cue.length + 1 };
  }
  for (let index = 0; index < words.length; index++) {
    const cue = naming.at(words, index);
    if (!cue) continue;
    let at = index + cue.length;
    while (linking.has(words[at] ?? '') || words[at] === 'it') at += 1;
    const value = words[at];
    if (value !== undefined && value.length > 1 && !stopwords.has(value) && !isNoName(words, at)) {
      yield { value, index, length: at - index + 1 };
    }
  }
  // "Cluster eu-edge", where a new one is made: no word, and nothing that is there.
  for (const [index, word] of words.entries()) {
    const value = words[index + 1] ?? '';
    if (!making.has(word)) continue;
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(value) && !isStrange(sentence, index + 1)) continue;
    if (!things.some(({ name }) => plain(name) === value) && !countries().has(value.replaceAll('-', ' ')))
      yield { value, index, length: 2 };
  }
  // "run nginx:1.27 as front"
  for (const [index, word] of words.entries()) {
    const value = words[index + 2];
    if (/[:/]/.test(word) && words[index + 1] === 'as' && value !== undefined && !stopwords.has(value))
      yield { value, index: index + 1, length: 2 };
  }
  const quoted = /["“”«»'‘]([^"“”«»'’]{2,60})["“”«»'’]/.exec(sentence.typed)?.[1];
  if (quoted !== undefined && field.slot === 'name') {
    const index = sentence.indexOf(plainText(quoted));
    if (index >= 0) yield { value: quoted, index, length: quoted.trim().split(/\s+/).length };
  }
}

/** What new things are called, before their own names. */
const making: ReadonlySet<string> = new Set([
  'cluster',
  'vdc',
  'datacenter',
  'datacentre',
  'center',
  'centre',
  'app',
  'application',
  'service',
]);

/** A word that nobody knows, with which a part of the sentence ends: "create vdc quokka in France". */
function isStrange({ words, typed }: Sentence, index: number): boolean {
  const { fillers, stopwords, placing } = language();
  const word = words[index] ?? '';
  if (!/^[a-z]{4,30}$/.test(word) || /(?:ly|ing|ed|ment)$/.test(word) || stopwords.has(word) || fillers.at([word], 0))
    return false;
  if (intentModel().knows(word)) return false;
  if (stopwords.has(words[index + 1] ?? '') || placing.at(words, index + 1)) return true;
  return new RegExp(`\\b${word}\\s*(?:[,;.!/)]|$)`, 'i').test(typed);
}

/** "The name is wrong", "another name please". */
function isNoName(words: readonly string[], index: number): boolean {
  const { editing, negations, fillers, placing } = language();
  const word = words[index] ?? '';
  return (
    [editing, negations, fillers, placing].some((book) => book.at(words, index) !== undefined) || noNames.has(word)
  );
}

const noNames: ReadonlySet<string> = new Set(
  'something else again better bad good please too that this it wrong new nicer shorter longer nice what how why after got has have had can for'.split(
    ' ',
  ),
);
