import type { Json } from '#src/protocol/index.ts';

import type { SlotQuestion } from './finders/finder.ts';
import { language } from './language.ts';
import { isNegated } from './negation.ts';
import { distance, plain, slipsIn } from './plain-words.ts';
import { check } from './read-slots.ts';
import type { Sentence } from './sentence.ts';

/**
 * The answer to the open question inside a sentence: "I think three will do", "the small one please", "meduim". Free texts
 * take no part in it: whatever is typed is their answer already.
 */
export function readOpenAnswer(sentence: Sentence, question: SlotQuestion, slot: string): { value: Json } | undefined {
  const known = question.flow.slots.get(slot);
  if (!known || known.field.always || known.field.type === 'secret') return undefined;
  const { field } = known;
  const bare = withoutFillers(sentence.words);
  const tries: Json[] = [];
  switch (field.type) {
    case 'int':
    case 'number':
    case 'rating': {
      const numbers = sentence.words.filter((word) => /^\d+(?:[.,]\d+)?$/.test(word));
      if (numbers.length === 1) tries.push(numbers[0] ?? '');
      break;
    }
    case 'choice': {
      const named = namedChoice(sentence, question, slot);
      if (named !== undefined) return { value: named };
      tries.push(bare.join(' '));
      break;
    }
    case 'bool':
      tries.push(bare.join(' '), bare[0] ?? '');
      break;
    case 'string':
      // One word is left of "call it demo please": that was the answer. More than one is a sentence.
      if (bare.length === 1 && bare.length < sentence.words.length) tries.push(bare[0] ?? '');
      break;
    default:
      tries.push(bare.join(' '));
  }
  for (const value of tries) {
    if (value === '') continue;
    const read = check(question, slot, value);
    if (read.ok) return { value: read.value };
  }
  return undefined;
}

/** The one choice that is named in the sentence, with a slip or two. */
function namedChoice(sentence: Sentence, question: SlotQuestion, slot: string): Json | undefined {
  const { frame, flow } = question;
  const { stopwords } = language();
  const field = flow.slots.get(slot)?.field;
  const loaded = frame?.choices?.[slot]?.items ?? [];
  const written = (field?.choices ?? []).map(({ value, label }) => ({ value, label: label.source }));
  const found = new Set<string>();
  for (const { value, label } of [...loaded, ...written]) {
    const words = [label, value, ...(field?.synonyms[value] ?? [])].map((one) =>
      plain(one)
        .replace(/[^\p{L}\p{N}.:/-]+/gu, ' ')
        .trim(),
    );
    const named = words.some((one) => {
      if (one.length < 2) return false;
      const at = sentence.indexOf(one);
      if (at >= 0) return !isNegated(sentence.words, at);
      return (
        !one.includes(' ') &&
        one.length > 3 &&
        sentence.words.some(
          (word, index) =>
            word[0] === one[0] &&
            !stopwords.has(word) &&
            distance(word, one, slipsIn(one)) <= slipsIn(one) &&
            !isNegated(sentence.words, index),
        )
      );
    });
    if (named) found.add(value);
  }
  const [only] = found;
  if (found.size !== 1 || only === undefined) return undefined;
  return check(question, slot, only).ok ? only : undefined;
}

/** The words that say something. */
export function withoutFillers(words: readonly string[]): string[] {
  const { fillers } = language();
  const kept: string[] = [];
  for (let index = 0; index < words.length; ) {
    const filler = fillers.at(words, index);
    if (!filler) kept.push(words[index] ?? '');
    index += filler?.length ?? 1;
  }
  return kept;
}
