import { language } from '../language.ts';
import type { Sentence } from '../sentence.ts';
import type { SlotProfile } from '../slot-profile.ts';
import type { Candidate } from './finder.ts';

/** "between 2 and 8", "at least two", "up to 12", "three to nine". */
export function* byBound(sentence: Sentence, { end, field }: SlotProfile): Generator<Candidate> {
  if (end === undefined || field.type !== 'int') return;
  const { bounds } = language();
  const { words } = sentence;
  for (const index of words.keys()) {
    const range = /^(\d+)-(\d+)$/.exec(words[index] ?? '');
    if (range) yield { value: (end === 'least' ? range[1] : range[2]) ?? '', index, length: 0 };
    const [from, to] = [words[index] ?? '', words[index + 2] ?? ''];
    if (through.has(words[index + 1] ?? '') && [from, to].every((word) => /^\d+$/.test(word)))
      yield end === 'least' ? { value: from, index, length: 1 } : { value: to, index: index + 2, length: 1 };
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

/** Between the least and the most. */
const through: ReadonlySet<string> = new Set(['to', 'till', 'until', 'through', 'a', 'الي']);
