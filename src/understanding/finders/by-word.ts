import { lexiconVocabulary } from '../intent-features.ts';
import { language } from '../language.ts';
import { isNegated } from '../negation.ts';
import { distance, plain, slipsIn, stem } from '../plain-words.ts';
import { GAP, NUMBER, type Sentence } from '../sentence.ts';
import type { SlotProfile } from '../slot-profile.ts';
import type { Candidate, SlotQuestion } from './finder.ts';

/** What the author said to look for. */
export function* byPattern(sentence: Sentence, { patterns }: SlotProfile): Generator<Candidate> {
  for (const pattern of patterns) {
    const matcher = pattern.matcher(sentence.text);
    while (matcher.find()) {
      const value = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
      if (value === null || value === undefined || value === '') continue;
      yield { value, ...sentence.wordsAt(matcher.start(), matcher.end()) };
    }
  }
}

/** Something the person has, by its name. */
export function* byThing(sentence: Sentence, { field }: SlotProfile, { things }: SlotQuestion): Generator<Candidate> {
  for (const isWanted of [true, false]) {
    for (const { kind, name } of things) {
      if (kind !== field.slot) continue;
      const index = sentence.indexOf(plain(name));
      // "In demo, not in web1".
      if (index >= 0 && isWanted !== isNegated(sentence.words, index)) yield { value: name, index, length: 1 };
    }
  }
}

/** A word for a choice, wherever it stands; with a slip or two where it is long. */
export function* bySynonym(sentence: Sentence, profile: SlotProfile, { frame }: SlotQuestion): Generator<Candidate> {
  const { field, given } = profile;
  // Before a flow has begun, a single word of a label says too little.
  const values = frame
    ? profile.values
    : profile.values.filter(([phrase]) => given.has(phrase) || phrase.split(' ').length > 2);
  if (field.type !== 'choice' && field.type !== 'multichoice') return;
  const { stopwords } = language();
  const { words } = sentence;
  for (const [phrase, value] of values) {
    const length = wordsBeforeGap(phrase);
    for (let index = sentence.indexOf(phrase); index >= 0; index = sentence.indexOf(phrase, index + 1)) {
      if (!isNegated(words, index)) yield { value, index, length };
    }
  }
  for (const [phrase, value] of values) {
    if (phrase.includes(' ') || phrase.length < 4) continue;
    for (const [index, word] of words.entries()) {
      if (word[0] !== phrase[0] || word === phrase || Math.abs(word.length - phrase.length) > 2) continue;
      if (stopwords.has(word) || isNegated(words, index) || isOtherWord(word)) continue;
      const same = stem(word) === stem(phrase) || distance(word, phrase, slipsIn(phrase)) <= slipsIn(phrase);
      if (same) yield { value, index, length: 1 };
    }
  }
}

/** What stands in the gaps of a phrase, and after them, says other things, too. */
function wordsBeforeGap(phrase: string): number {
  const parts = phrase.split(' ');
  const gap = parts.findIndex((part) => part === GAP || part === NUMBER);
  return gap === -1 ? parts.length : gap;
}

/** "1.34", "v1.34.2": as far as it was said; what it means is found among the choices when they are there. */
export function* byVersion(sentence: Sentence, { field }: SlotProfile): Generator<Candidate> {
  if (field.type !== 'choice' || field.slot !== 'version') return;
  for (const [index, word] of sentence.words.entries()) {
    if (/^v?\d+\.\d+(?:\.\d+)?(?:[+-][a-z0-9.]+)?$/.test(word))
      yield { value: `v${word.replace(/^v/, '')}`, index, length: 1 };
  }
}

/** A word with a meaning of its own: no slip of the word for a choice. */
function isOtherWord(word: string): boolean {
  return lexiconVocabulary().knows(word);
}
