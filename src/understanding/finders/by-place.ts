import { countries } from '../countries.ts';
import { lexiconVocabulary } from '../intent-features.ts';
import { language } from '../language.ts';
import { isNegated } from '../negation.ts';
import { distance, plain } from '../plain-words.ts';
import type { Sentence } from '../sentence.ts';
import type { SlotProfile } from '../slot-profile.ts';
import type { Candidate } from './finder.ts';

/** "in Belgium". */
export function* byPlace(sentence: Sentence, { isPlace }: SlotProfile): Generator<Candidate> {
  if (!isPlace) return;
  const { placing } = language();
  const { words } = sentence;
  const found: Candidate[] = [];
  for (const [index] of words.entries()) {
    for (const length of [4, 3, 2, 1]) {
      const name = words.slice(index, index + length).join(' ');
      const country = countries().get(name) ?? (length === 1 ? misspelled(name) : undefined);
      if (country === undefined || index + length > words.length || isNegated(words, index)) continue;
      const cued = index > 0 && placing.at(words, index - 1) !== undefined;
      const candidate = { value: country, index: cued ? index - 1 : index, length: cued ? length + 1 : length };
      // "The people in Milan want one in Germany": a country is meant before a town.
      if (plain(country) === name) yield candidate;
      else found.push(candidate);
      break;
    }
  }
  yield* found;
}

/** "Belguim". */
function misspelled(word: string): string | undefined {
  if (word.length < 6 || !/^[a-z]+$/.test(word) || lexiconVocabulary().knows(word)) return undefined;
  for (const [name, country] of countries()) {
    if (name.length >= 6 && name[0] === word[0] && distance(word, name, 1) <= 1) return country;
  }
  return undefined;
}
