import { slotTypeDefinitions } from '#src/chatflow/slot-types/index.ts';

import { findMoment } from '../find-moment.ts';
import { added } from '../meant-numbers.ts';
import type { Sentence } from '../sentence.ts';
import { type SlotProfile, slotProfiles } from '../slot-profile.ts';
import type { Candidate, SlotQuestion } from './finder.ts';
import { inUnits } from './in-units.ts';
import { endOfRange } from './range.ts';

/** Values that tell by themselves what they are: an address, an amount of data, a moment. */
export function* byKind(sentence: Sentence, profile: SlotProfile, question: SlotQuestion): Generator<Candidate> {
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
      // "scale the api to 5", "from 3 to 5": the only number or range, for the only question that takes one.
      const numbers = words.flatMap((word, index) => (/^\d+$/.test(word) ? [index] : []));
      const [first, index = first] = numbers;
      if (!alone || first === undefined || index === undefined || numbers.length > 2) return;
      if (index !== first && endOfRange(words, first) !== index) return;
      if (beforeAmount.has(words[index - 1] ?? '') || added.has(words[index + 1] ?? ''))
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
