import type { Understood } from '#src/conversation/index.ts';
import type { JsonObject, PromptDraft } from '#src/protocol/index.ts';
import type { SlotQuestion } from './finders/finder.ts';
import { language } from './language.ts';
import { withoutFillers } from './open-answer.ts';
import { stem } from './plain-words.ts';
import { check, readSlots } from './read-slots.ts';
import { Sentence } from './sentence.ts';
import { slotProfiles } from './slot-profile.ts';

/**
 * A change of what was answered before: "no, three", "actually make it big", "change the country", "the name was wrong".
 * A bare value goes to the newest answer that takes it. Undefined where the sentence is none.
 */
export function readCorrection(
  sentence: Sentence,
  question: SlotQuestion,
  prompt: PromptDraft | null,
): Understood | undefined {
  const { corrections, editing } = language();
  const { words } = sentence;
  const cue = corrections.at(words, 0);
  if (cue && cue.length < words.length) {
    const after = restOf(words, cue.length);
    const rest = new Sentence(after, language());
    const { slots } = readSlots(rest, question);
    // "No public address": there the "no" belongs to what follows.
    const whole = /^\s*no[,.;!]/i.test(sentence.typed)
      ? {}
      : readSlots(new Sentence(sentence.typed, language()), question).slots;
    for (const [slot, value] of Object.entries(slots)) if (value === true && whole[slot] === false) slots[slot] = false;
    const again = namedAgain(words, slots, question);
    if (again !== undefined) return { type: 'edit', slot: again };
    if (Object.keys(slots).length > 0) return { type: 'set', slots };
    const bare = withoutFillers(after.split(' '));
    const slot =
      bare.length > 0 && bare.length <= 3 && slotNamed(bare, question) === undefined
        ? newestTaking(bare.join(' '), question, prompt)
        : undefined;
    if (slot !== undefined) return { type: 'set', slots: slot };
  }
  const named = slotNamed(words, question);
  if (named === undefined) return undefined;
  const changing = words.some((_, index) => editing.at(words, index) !== undefined);
  if (!changing || !(question.frame && Object.hasOwn(question.frame.slots, named))) return undefined;
  const { slots } = readSlots(new Sentence(words.join(' '), language()), question);
  if (Object.hasOwn(slots, named)) return { type: 'set', slots };
  return words.length <= 9 ? { type: 'edit', slot: named } : undefined;
}

/** "Wait, let me fix the public address": what is answered by yes or no was named, and not how it shall be. */
function namedAgain(words: readonly string[], slots: JsonObject, { flow, frame }: SlotQuestion): string | undefined {
  const { editing } = language();
  const [slot, ...more] = Object.keys(slots);
  if (slot === undefined || more.length > 0 || flow.slots.get(slot)?.field.type !== 'bool') return undefined;
  const isEdit = slots[slot] === true && words.some((_, index) => editing.at(words, index) !== undefined);
  return isEdit && frame && Object.hasOwn(frame.slots, slot) ? slot : undefined;
}

function restOf(words: readonly string[], from: number): string {
  const { corrections } = language();
  let at = from;
  for (let more = corrections.at(words, at); more && at + more.length < words.length; more = corrections.at(words, at))
    at += more.length;
  return words.slice(at).join(' ');
}

/** The answers that this bare value changes: those of the newest question that can take it, and is not free text. */
function newestTaking(
  value: string,
  question: SlotQuestion,
  prompt: PromptDraft | null,
): { [slot: string]: never } | undefined {
  const { flow, frame } = question;
  const open = prompt?.kind === 'ask' ? prompt.question.slot : undefined;
  const candidates = [...(frame?.trail ?? []).toReversed(), ...(frame?.assumed ?? [])].filter((slot) => slot !== open);
  for (const slot of candidates) {
    const field = flow.slots.get(slot)?.field;
    if (!field || field.always || ['secret', 'text', 'file'].includes(field.type)) continue;
    if (field.type === 'string' && field.pattern === undefined) continue;
    const known = frame?.choices?.[slot] ?? field.choices;
    const word = Object.entries(field.synonyms).find(
      ([choice, words]) => choice === value || words.includes(value),
    )?.[0];
    if (field.type === 'choice' && known === undefined && word === undefined) continue;
    const read = check(question, slot, word ?? value);
    if (read.ok) return { [slot]: read.value as never };
  }
  return undefined;
}

/** The answered slot that is called by its name. */
function slotNamed(words: readonly string[], { flow, frame }: SlotQuestion): string | undefined {
  const stems = new Set(words.map(stem));
  let best: { slot: string; hits: number } | undefined;
  for (const { field, called, names } of slotProfiles(flow)) {
    if (!frame || !Object.hasOwn(frame.slots, field.slot)) continue;
    const whole = names.map((name) =>
      name
        .split(' ')
        .map(stem)
        .filter((word) => called.has(word)),
    );
    // "Size of the workers" is more than "workers", where it is said; half of it is less.
    const said = whole.map((name) =>
      name.length === 0 ? 0 : (name.filter((word) => stems.has(word)).length / name.length) * (1 + name.length / 10),
    );
    const hits = Math.max(
      0,
      ...said,
      [...called].some((word) => stems.has(word) && !whole.flat().includes(word)) ? 1 : 0,
    );
    if (hits > (best?.hits ?? 0.5)) best = { slot: field.slot, hits };
  }
  return best?.slot;
}
