import { type Flow, type Frame, readAnswer, type Surroundings } from '#src/chatflow/index.ts';
import { slotTypeDefinitions } from '#src/chatflow/slot-types/index.ts';
import type { Thing } from '#src/conversation/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';
import { countries } from './countries.ts';
import { findMoment } from './find-moment.ts';
import { lexiconVocabulary } from './intent-features.ts';
import { language } from './language.ts';
import { distance, plain, plainText, slipsIn, stem } from './plain-words.ts';
import type { Sentence } from './sentence.ts';
import { type SlotProfile, slotProfiles } from './slot-profile.ts';

/** What a sentence says of a flow's answers. */
export interface SlotReading {
  slots: JsonObject;
  /** Said, but not valid: slot to the reason, as a sentence. */
  refused: { [slot: string]: string };
}

export interface SlotQuestion {
  flow: Flow;
  /** The running frame; absent for a flow that has not begun. */
  frame?: Frame;
  surroundings: Surroundings;
  things: readonly Thing[];
  /** The slot that is asked for now: it may be answered by a bare value. */
  open?: string;
}

type Candidate = { value: Json; index: number; length: number };

/**
 * Reads the answers that a sentence gives: the author's patterns and synonyms, the names of the slots beside a value
 * ("5 workers", "workers: 5", "size big"), names after "called", countries, sizes, moments, yes and no. Each is checked as if it had been
 * typed as the answer. The words they were read from are marked as used.
 */
export function readSlots(sentence: Sentence, question: SlotQuestion): SlotReading {
  const slots: JsonObject = {};
  const refused: { [slot: string]: string } = {};
  const profiles = inOrder(slotProfiles(question.flow), question.open);
  for (const find of [byPattern, byThing, byBound, byLabel, bySynonym, byName, byPlace, byVersion, byKind]) {
    for (const profile of profiles) {
      const { slot } = profile.field;
      if (Object.hasOwn(slots, slot)) continue;
      for (const { value, index, length } of find(sentence, profile, question)) {
        if (length > 0 && !sentence.isFree(index, length)) continue;
        const read = check(question, slot, value);
        if (!read.ok) {
          refused[slot] ??= read.error;
          continue;
        }
        slots[slot] = read.value;
        delete refused[slot];
        sentence.use(index, length);
        break;
      }
    }
  }
  return { slots, refused };
}

/** Reads a value as the answer of a slot, in the running frame or in none. */
export function check(
  { flow, frame, surroundings }: SlotQuestion,
  slot: string,
  value: Json,
): ReturnType<typeof readAnswer> {
  const blank: Frame = frame ?? {
    flow: flow.id,
    version: flow.version,
    hash: flow.hash,
    at: '$start',
    slots: {},
    vars: {},
    trail: [],
  };
  return readAnswer(flow, blank, slot, value, surroundings);
}

function inOrder(profiles: readonly SlotProfile[], open: string | undefined): readonly SlotProfile[] {
  return [...profiles].sort((one, other) => Number(other.field.slot === open) - Number(one.field.slot === open));
}

/** What the author said to look for. */
function* byPattern(sentence: Sentence, { patterns }: SlotProfile): Generator<Candidate> {
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
function* byThing(sentence: Sentence, { field }: SlotProfile, { things }: SlotQuestion): Generator<Candidate> {
  for (const { kind, name } of things) {
    if (kind !== field.slot) continue;
    const index = sentence.indexOf(plain(name));
    if (index >= 0) yield { value: name, index, length: 1 };
  }
}

/** The name of the slot beside a value: "5 workers", "workers to 5", "size big", "memory of 8 GB". */
function* byLabel(sentence: Sentence, profile: SlotProfile, { flow }: SlotQuestion): Generator<Candidate> {
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
      if (whole) yield { value: !isNegated(words, first), index: first, length: last - first + 1 };
      continue;
    }
    const after = afterLinks(words, last + 1);
    for (const length of [2, 1]) {
      const value = valueIn(profile, words.slice(after, after + length).join(' '));
      if (value !== undefined) yield { value, index: first, length: after + length - first };
    }
    for (const end of endsBefore(words, first)) {
      for (const length of [2, 1]) {
        const from = end - length;
        const value = valueIn(profile, words.slice(Math.max(0, from), end).join(' '));
        if (from >= 0 && value !== undefined) yield { value, index: from, length: last - from + 1 };
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

/** "between 2 and 8", "at least two", "up to 12". */
function* byBound(sentence: Sentence, { end, field }: SlotProfile): Generator<Candidate> {
  if (end === undefined || field.type !== 'int') return;
  const { bounds } = language();
  const { words } = sentence;
  for (const index of words.keys()) {
    const range = /^(\d+)-(\d+)$/.exec(words[index] ?? '');
    if (range) yield { value: (end === 'least' ? range[1] : range[2]) ?? '', index, length: 0 };
    const found = bounds.at(words, index);
    if (!found) continue;
    const first = index + found.length;
    const least = words[first] ?? '';
    if (!/^\d+$/.test(least)) continue;
    if (found.means.includes(end)) yield { value: least, index, length: found.length + 1 };
    if (!found.means.includes('both')) continue;
    // "2 and 8", "2 to 8", and in Arabic "و8", one word.
    const most = [words[first + 2], words[first + 1]].map((word) => /^و?(\d+)$/.exec(word ?? '')?.[1]).find(Boolean);
    if (most === undefined) continue;
    yield end === 'least'
      ? { value: least, index, length: found.length + 1 }
      : { value: most, index: words.indexOf(most, first + 1), length: 1 };
  }
}

/** A word for a choice, wherever it stands; with a slip or two where it is long. */
function* bySynonym(sentence: Sentence, profile: SlotProfile, { frame }: SlotQuestion): Generator<Candidate> {
  const { field, given } = profile;
  // Before a flow has begun, a single word of a label says too little.
  const values = frame
    ? profile.values
    : profile.values.filter(([phrase]) => given.has(phrase) || phrase.split(' ').length > 2);
  if (field.type !== 'choice' && field.type !== 'multichoice') return;
  const { stopwords } = language();
  const { words } = sentence;
  for (const [phrase, value] of values) {
    const length = phrase.split(' ').length;
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

/** "called demo", "a name like 'demo'". */
function* byName(sentence: Sentence, { isName, field }: SlotProfile, { things }: SlotQuestion): Generator<Candidate> {
  if (!isName) return;
  const { naming, linking, stopwords } = language();
  const { words } = sentence;
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
    if (!making.has(stem(word)) || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(value)) continue;
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
const making: ReadonlySet<string> = new Set(['cluster', 'vdc', 'app', 'application', 'service'].map(stem));

/** "in Belgium". */
function* byPlace(sentence: Sentence, { isPlace }: SlotProfile): Generator<Candidate> {
  if (!isPlace) return;
  const { placing } = language();
  const { words } = sentence;
  for (const [index] of words.entries()) {
    for (const length of [4, 3, 2, 1]) {
      const country = countries().get(words.slice(index, index + length).join(' '));
      if (country === undefined || index + length > words.length || isNegated(words, index)) continue;
      const cued = index > 0 && placing.at(words, index - 1) !== undefined;
      yield { value: country, index: cued ? index - 1 : index, length: cued ? length + 1 : length };
      break;
    }
  }
}

/** "1.34", "v1.34.2": as far as it was said; what it means is found among the choices when they are there. */
function* byVersion(sentence: Sentence, { field }: SlotProfile): Generator<Candidate> {
  if (field.type !== 'choice' || field.slot !== 'version') return;
  for (const [index, word] of sentence.words.entries()) {
    if (/^v?\d+\.\d+(?:\.\d+)?(?:[+-][a-z0-9.]+)?$/.test(word))
      yield { value: `v${word.replace(/^v/, '')}`, index, length: 1 };
  }
}

/** Values that tell by themselves what they are: an address, an amount of data, a moment. */
function* byKind(sentence: Sentence, profile: SlotProfile, question: SlotQuestion): Generator<Candidate> {
  const { field } = profile;
  const { surroundings } = question;
  const { words } = sentence;
  const alone = slotProfiles(question.flow).filter((other) => other.field.type === field.type).length === 1;
  switch (field.type) {
    case 'email':
    case 'url':
    case 'cidr':
      for (const [index, word] of words.entries()) {
        if (!/[@/:.]/.test(word)) continue;
        const read = slotTypeDefinitions[field.type].read(word, {
          locale: surroundings.locale,
          now: surroundings.now,
          limits: {},
        });
        if (read.ok) yield { value: word, index, length: 1 };
      }
      return;
    case 'size':
    case 'duration': {
      if (!alone && question.open !== field.slot) return;
      for (const [index, word] of words.entries()) {
        if (!/^\d/.test(word)) continue;
        for (const length of [2, 1]) {
          const value = words.slice(index, index + length).join(' ');
          if (/^\d[\d.,]*\s?\p{L}+$/u.test(value)) yield { value: inUnits(value), index, length };
        }
      }
      return;
    }
    case 'int': {
      // "scale the api to 5": the only number, for the only question that takes one.
      const numbers = words.flatMap((word, index) => (/^\d+$/.test(word) ? [index] : []));
      const [index] = numbers;
      if (!alone || numbers.length !== 1 || index === undefined) return;
      if (beforeAmount.has(words[index - 1] ?? '') || afterAmount.has(words[index + 1] ?? ''))
        yield { value: words[index] ?? '', index, length: 1 };
      return;
    }
    case 'date':
    case 'datetime': {
      const found = findMoment(sentence.typed, field.type, surroundings);
      if (found !== undefined) yield { value: found, index: 0, length: 0 };
      return;
    }
    default:
  }
}

/** "Scale it to 5", "passe-le à 5". */
const beforeAmount: ReadonlySet<string> = new Set(['to', 'into', 'a', 'الي', 'ل']);

/** "Two more". */
const afterAmount: ReadonlySet<string> = new Set(['more', 'extra', 'additional', 'اخري', 'اضافيه']);

/** Amounts of data as they are written in words, and in French. */
function inUnits(value: string): string {
  return value
    .replace(/(?:gigabytes?|gigs?|giga|go|gigaoctets?|جيجابايت|غيغابايت|جيجا|غيغا)$/u, 'GB')
    .replace(/(?:megabytes?|megs?|mo|megaoctets?|ميجابايت|ميغابايت)$/u, 'MB')
    .replace(/(?:terabytes?|to|teraoctets?|تيرابايت)$/u, 'TB');
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
  'something else again better bad good please too that this it wrong new nicer shorter longer nice what how why'.split(
    ' ',
  ),
);

/** A word with a meaning of its own: no slip of the word for a choice. */
function isOtherWord(word: string): boolean {
  return lexiconVocabulary().knows(word);
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

/** Whether "not", "no" or "without" stands at most two words before. */
export function isNegated(words: readonly string[], index: number): boolean {
  const { negations } = language();
  for (let at = Math.max(0, index - 3); at < index; at++) {
    const found = negations.at(words, at);
    if (found && at + found.length <= index && index - (at + found.length) <= 2) return true;
  }
  return false;
}
