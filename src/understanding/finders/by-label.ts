import { language } from '../language.ts';
import { isNegated } from '../negation.ts';
import { distance, slipsIn, stem } from '../plain-words.ts';
import type { Sentence } from '../sentence.ts';
import { type SlotProfile, slotProfiles } from '../slot-profile.ts';
import type { Candidate, SlotQuestion } from './finder.ts';
import { inUnits } from './in-units.ts';
import { endOfRange } from './range.ts';

/** The name of the slot beside a value: "5 workers", "workers to 5", "size big", "memory of 8 GB". */
export function* byLabel(sentence: Sentence, profile: SlotProfile, { flow }: SlotQuestion): Generator<Candidate> {
  const { field, called } = profile;
  const { words } = sentence;
  if (called.size === 0 || profile.isName || field.type === 'multichoice') return;
  const others = slotProfiles(flow).filter((other) => other !== profile && other.field.type !== 'bool');
  for (const [index, word] of words.entries()) {
    if (!isCalled(word, called) || sentence.isUsed(index)) continue;
    const first = startOfLabel(words, index, called);
    const last = endOfLabel(words, index, called);
    if (
      others.some(
        (other) => endOfLabel(words, first, other.called) > last && isCalled(words[first] ?? '', other.called),
      )
    )
      continue;
    if (field.type === 'bool') {
      // A name in the file may be any little word.
      const whole = profile.names.some(
        (name, at) => (at > 0 || name.includes(' ')) && name.split(' ').length <= last - first + 1,
      );
      const isNo = isNegated(words, first) || isRefused(sentence, last + 1);
      if (whole) yield { value: !isNo, index: first, length: last - first + 1 };
      continue;
    }
    const after = endOfRange(words, afterLinks(words, last + 1));
    for (const length of [2, 1]) {
      const value = valueIn(profile, words.slice(after, after + length).join(' '));
      if (value !== undefined) yield { value, index: first, length: after + length - first };
    }
    for (const end of endsBefore(words, first)) {
      for (const length of [2, 1]) {
        const from = end - length;
        const value = valueIn(profile, words.slice(Math.max(0, from), end).join(' '));
        const free = end < first ? { free: end } : {};
        if (from >= 0 && value !== undefined) yield { value, index: from, length: last - from + 1, ...free };
      }
    }
  }
}

/** The value that words beside a slot's name are; undefined where they cannot be one. What takes any text would take any word. */
function valueIn({ field, values }: SlotProfile, words: string): string | undefined {
  if (words === '') return undefined;
  switch (field.type) {
    case 'int':
    case 'number':
    case 'rating':
      return /^\d+(?:[.,]\d+)?%?$/.test(words) ? words.replace('%', '') : undefined;
    case 'size':
    case 'duration':
      return /^\d/.test(words) && /\p{L}$/u.test(words) ? inUnits(words) : undefined;
    case 'choice': {
      const known = values.find(([phrase]) => phrase === words)?.[1];
      return known ?? field.choices?.find(({ label }) => label.source.split(/\W/)[0] === words)?.value;
    }
    case 'string':
      if (words.includes(' ') || !/[.:/\d]/.test(words)) return undefined;
      // Of all texts, only ports are numbers.
      return !/^\d+$/.test(words) || field.slot.includes('port') ? words : undefined;
    case 'bool':
    case 'multichoice':
      return undefined;
    default:
      return words.includes(' ') ? undefined : words;
  }
}

function isCalled(word: string, called: ReadonlySet<string>): boolean {
  const form = stem(word);
  if (called.has(form)) return true;
  return (
    slipsIn(form) > 0 &&
    !/\d/.test(form) &&
    [...called].some((name) => name.length > 4 && name[0] === form[0] && distance(form, name, 1) <= 1)
  );
}

function startOfLabel(words: readonly string[], index: number, called: ReadonlySet<string>): number {
  let first = index;
  while (first > 0 && isCalled(words[first - 1] ?? '', called)) first -= 1;
  return first;
}

function endOfLabel(words: readonly string[], index: number, called: ReadonlySet<string>): number {
  let last = index;
  while (last + 1 < words.length && isCalled(words[last + 1] ?? '', called)) last += 1;
  return last;
}

function afterLinks(words: readonly string[], index: number): number {
  const { linking } = language();
  let at = index;
  while (at < words.length && at < index + 3 && linking.has(words[at] ?? '')) at += 1;
  return at;
}

/** Where a value before the name may end: "3 workers", "3 more workers", "8 GB of memory". */
function endsBefore(words: readonly string[], first: number): number[] {
  const { linking } = language();
  const between = words[first - 1] ?? '';
  return linking.has(between) || !/\d/.test(between) ? [first, first - 1] : [first];
}

/** "A public address is not needed", "public address: no". */
function isRefused({ words, typed }: Sentence, after: number): boolean {
  const { refusing } = language();
  const at = being.has(words[after] ?? '') ? after + 1 : after;
  const found = refusing.at(words, at);
  if (!found) return false;
  // "No" alone may belong to what follows it.
  const word = words[at] ?? '';
  return found.length > 1 || at + 1 === words.length || new RegExp(`${word}\\s*[,،.;/)!]`, 'i').test(typed);
}

const being: ReadonlySet<string> = new Set(['is', 'are', 'be', 'est', 'sont']);
