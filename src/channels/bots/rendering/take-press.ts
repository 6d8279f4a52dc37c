import { phrase } from '#src/chatflow/index.ts';
import type { Choice, Command, Json, Prompt, Question, Reply } from '#src/protocol/index.ts';
import { commands } from '#src/protocol/index.ts';

import { choicesOf, questionOf, type View } from './view.ts';

/** What a press, a pick or typed words come to. */
export type Taken =
  /** The conversation hears of it. */
  | { type: 'reply'; reply: Reply }
  /** Only the card changes: another page, something switched on or off, the next field of a form. */
  | { type: 'view'; view: View }
  /** The card needs choices that are not here yet. */
  | { type: 'fetch'; slot: string; page: number }
  /** Nothing of this prompt: it was of an older state. */
  | { type: 'nothing' };

/** A button of a card. Pure: the same prompt and view that `layOut` drew give the same meaning. */
export function takePress(prompt: Prompt, view: View, key: string, perPage: number): Taken {
  const question = questionOf(prompt, view);
  if (key === 'ch' && prompt.kind === 'ask') return reply({ type: 'edit', slot: prompt.question.slot });
  if (key.startsWith('x')) return command(key.slice(1), prompt, view);
  const index = Number(/^[a-z](\d{1,4})$/.exec(key)?.[1] ?? -1);
  if (prompt.kind === 'confirm') {
    if (key === 'y' || key === 'no') return reply({ type: 'confirm', prompt: prompt.id, yes: key === 'y' });
    const slot = key.startsWith('e') ? prompt.rows[index]?.slot : undefined;
    return slot === undefined ? nothing : reply({ type: 'edit', slot, prompt: prompt.id });
  }
  if (prompt.kind === 'offers') {
    const offer = key.startsWith('o') ? prompt.offers[index] : undefined;
    return offer ? reply({ type: 'offer', prompt: prompt.id, offer: offer.offer }) : nothing;
  }
  if (!question) return nothing;
  if (key === 'n') return turnPage(question, view, perPage);
  if (key === 'p') return { type: 'view', view: { ...view, page: Math.max(0, view.page - 1) } };
  if (key === 'd') return question.default === undefined ? nothing : answer(prompt, view, question, question.default);
  if (key === 'ok') return answer(prompt, view, question, view.picked);
  if (!key.startsWith('c')) return nothing;
  if (question.type === 'bool') return index < 0 || index > 1 ? nothing : answer(prompt, view, question, index === 0);
  if (question.type === 'rating') return index < 0 ? nothing : answer(prompt, view, question, index + 1);
  const choice = choicesOf(question, view)[index];
  if (!choice) return nothing;
  if (question.type !== 'multichoice') return answer(prompt, view, question, choice.value);
  const picked = view.picked.includes(choice.value)
    ? view.picked.filter((value) => value !== choice.value)
    : [...view.picked, choice.value];
  return { type: 'view', view: { ...view, picked } };
}

/**
 * Words typed while this prompt is open: a number of the list, a field of a form, the word of a button. Whatever is none of
 * these goes to the conversation as it was typed.
 */
export function takeText(prompt: Prompt | undefined, view: View, text: string, lang: string, perPage: number): Taken {
  const said = text.trim();
  const asTyped: Taken = reply({ type: 'text', text });
  const question = prompt && questionOf(prompt, view);
  if (!prompt) return asTyped;
  if (prompt.kind === 'confirm') {
    const row = /^edit (\d{1,3})$/i.exec(said);
    return row ? orTyped(takePress(prompt, view, `e${Number(row[1]) - 1}`, perPage), asTyped) : asTyped;
  }
  if (!question) return asTyped;
  const lower = said.toLowerCase();
  const listed = choicesOf(question, view);
  if (listed.length > 0 && lower === 'more') return orTyped(turnPage(question, view, perPage), asTyped);
  if (listed.length > 0 && lower === 'earlier' && view.page > 0) return takePress(prompt, view, 'p', perPage);
  const meant = commandIn(lower, lang);
  if (prompt.kind === 'form' && prompt.fields.length > 1) {
    if (meant === 'back' || meant === 'skip') return command(meant, prompt, view);
    if (meant !== undefined || said.startsWith('/')) return asTyped;
  }
  const numbered = numbersIn(said, question, view);
  if (numbered !== undefined) return answer(prompt, view, question, numbered);
  return prompt.kind === 'form' && prompt.fields.length > 1 ? answer(prompt, view, question, said) : asTyped;
}

/** An answer that is no text: a file, a place on the map, a secret that was sealed elsewhere. */
export function answer(prompt: Prompt, view: View, question: Question, value: Json): Taken {
  if (prompt.kind !== 'form') return reply({ type: 'answer', prompt: prompt.id, value });
  const values = { ...view.values, [question.slot]: value };
  if (prompt.fields.some(({ slot }) => !Object.hasOwn(values, slot))) {
    return { type: 'view', view: { ...view, values, page: 0, picked: [], further: [], fetched: 0 } };
  }
  return reply({ type: 'form', prompt: prompt.id, values });
}

const nothing: Taken = { type: 'nothing' };

function reply(made: Reply): Taken {
  return { type: 'reply', reply: made };
}

function orTyped(taken: Taken, asTyped: Taken): Taken {
  return taken.type === 'nothing' ? asTyped : taken;
}

function turnPage(question: Question, view: View, perPage: number): Taken {
  const known = choicesOf(question, view).length;
  if ((view.page + 1) * perPage < known) return { type: 'view', view: { ...view, page: view.page + 1 } };
  if (!(view.more ?? question.more ?? false)) return nothing;
  return { type: 'fetch', slot: question.slot, page: view.fetched + 1 };
}

/** Commands inside a form go field by field; everywhere else they are the conversation's. */
function command(name: string, prompt: Prompt, view: View): Taken {
  const known = commands.find((one) => one === name);
  if (known === undefined) return nothing;
  const question = questionOf(prompt, view);
  if (prompt.kind === 'form' && prompt.fields.length > 1 && question) {
    const last = Object.keys(view.values).at(-1);
    if (known === 'back' && last !== undefined) {
      const { [last]: _taken, ...values } = view.values;
      return { type: 'view', view: { ...view, values, page: 0, picked: [], further: [], fetched: 0 } };
    }
    if (known === 'skip' && question.default !== undefined) return answer(prompt, view, question, question.default);
    if (known === 'skip' && question.optional) return answer(prompt, view, question, null);
  }
  return reply({ type: 'command', command: known, prompt: prompt.id });
}

/** "2", or "1, 3" where several may be chosen: unless the choices are numbers themselves. */
function numbersIn(said: string, question: Question, view: View): Json | undefined {
  const listed = choicesOf(question, view);
  if (listed.length === 0 || listed.some(isNumber)) return undefined;
  if (!/^\d{1,3}(\s*[,; ]\s*\d{1,3})*$/.test(said)) return undefined;
  const values = said.split(/[\s,;]+/).map((number) => listed[Number(number) - 1]?.value);
  if (values.some((value) => value === undefined)) return undefined;
  const found = values.filter((value) => value !== undefined);
  if (question.type === 'multichoice') return found;
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a number that is typed could mean this very choice. A version is none, and a key may begin with a digit by chance. */
function isNumber({ value, label }: Choice): boolean {
  return /^\d+$/.test(value) || /^\d+\b(?![.,]\d)/.test(label);
}

/** The words that always work, in the person's language and in English. */
export function commandIn(lower: string, lang: string): Command | undefined {
  return commands.find((known) =>
    ['en', lang].some((language) => phrase(language, `turn.words.${known}`).split('|').includes(lower)),
  );
}
