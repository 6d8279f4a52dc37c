import { type Frame, readAnswer } from '#src/chatflow/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import { byBound } from './finders/by-bound.ts';
import { byKind } from './finders/by-kind.ts';
import { byLabel } from './finders/by-label.ts';
import { byName } from './finders/by-name.ts';
import { byPlace } from './finders/by-place.ts';
import { byPattern, bySynonym, byThing, byVersion } from './finders/by-word.ts';
import type { Candidate, Finder, SlotQuestion } from './finders/finder.ts';
import { language } from './language.ts';
import type { Sentence } from './sentence.ts';
import { type SlotProfile, slotProfiles } from './slot-profile.ts';

/** What a sentence says of a flow's answers. */
export interface SlotReading {
  slots: JsonObject;
  /** Said, but not valid: slot to the reason, as a sentence. */
  refused: { [slot: string]: string };
}

/** In this order: what one has found, the next ones do not read again. */
const finders: readonly Finder[] = [
  byPattern,
  byThing,
  byBound,
  byLabel,
  bySynonym,
  byName,
  byPlace,
  byVersion,
  byKind,
];

/**
 * Reads the answers that a sentence gives: the author's patterns and synonyms, the names of the slots beside a value
 * ("5 workers", "workers: 5", "size big"), names after "called", countries, sizes, moments, yes and no. Each is checked as if it had been
 * typed as the answer. The words they were read from are marked as used.
 */
export function readSlots(sentence: Sentence, question: SlotQuestion): SlotReading {
  const slots: JsonObject = {};
  const refused: { [slot: string]: string } = {};
  const profiles = inOrder(slotProfiles(question.flow), question.open);
  for (const find of finders) {
    for (const profile of profiles) {
      const { slot } = profile.field;
      if (Object.hasOwn(slots, slot)) continue;
      const candidates = correctedFirst(find(sentence, profile, question), sentence);
      for (const { value, index, length, free, before } of candidates) {
        if (length > 0 && !sentence.isFree(index, length)) continue;
        const read = check(question, slot, value);
        if (!read.ok) {
          refused[slot] ??= read.error;
          continue;
        }
        slots[slot] = read.value;
        delete refused[slot];
        sentence.use(index, length);
        if (free !== undefined) sentence.leave(free);
        // What was taken back answers nothing else.
        for (const taken of before ?? []) sentence.use(taken.index, taken.length);
        break;
      }
    }
  }
  return { slots, refused };
}

/** A candidate, and those that it takes back. */
type Meant = Candidate & { before?: readonly Candidate[] };

/** "Small, no, medium": what a correction leads to comes before what it corrects. */
function correctedFirst(found: Iterable<Candidate>, { words }: Sentence): Meant[] {
  const candidates = [...found];
  const corrected = candidates.flatMap((one) => {
    const before = candidates.filter(({ index, length }) => index + length <= one.index);
    return before.length > 0 && isCorrection(words, one.index) ? [{ ...one, before }] : [];
  });
  return [...corrected.toReversed(), ...candidates];
}

/** Whether a correction stands before this place, with at most a little word between. */
function isCorrection(words: readonly string[], index: number): boolean {
  const { corrections, stopwords, negations } = language();
  for (let at = Math.max(0, index - 4); at < index; at++) {
    const cue = corrections.at(words, at);
    if (!cue || at + cue.length > index || negations.at(words, at)) continue;
    if (words.slice(at + cue.length, index).every((word) => stopwords.has(word) || corrections.at([word], 0)))
      return true;
  }
  return false;
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
