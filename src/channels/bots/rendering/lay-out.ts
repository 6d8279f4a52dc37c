import { phrase } from '#src/chatflow/index.ts';
import type { Command, Json, Prompt, Question } from '#src/protocol/index.ts';

import { word } from '../words.ts';
import type { Button, Card } from './piece.ts';
import { choicesOf, questionOf, type View } from './view.ts';

export interface LayOutOptions {
  perPage: number;
  lang: string;
  /** Where the secret that is asked for can be entered. */
  secretPage?: string;
  /** The answer in words, once there is one. */
  answered?: string;
  /** It was answered, and can be answered differently. */
  changeable?: boolean;
}

/** Lays a prompt out for a chat: what is said, what can be pressed, and which key each button carries. Pure. */
export function layOut(prompt: Prompt, view: View, options: LayOutOptions): Card {
  const { lang } = options;
  switch (prompt.kind) {
    case 'ask':
      return layOutQuestion(prompt, prompt.question, view, options);
    case 'form': {
      const question = questionOf(prompt, view);
      const at = prompt.fields.length - prompt.fields.filter(({ slot }) => !Object.hasOwn(view.values, slot)).length;
      const place =
        prompt.fields.length > 1 ? ` ${word(lang, 'field', { at: at + 1, count: prompt.fields.length })}` : '';
      if (!question || options.answered !== undefined) return bare(prompt, `**${prompt.title}**`, options);
      const head = at === 0 ? [`**${prompt.title}**`, ...(prompt.text === undefined ? [] : [prompt.text])] : [];
      const card = layOutQuestion(prompt, question, view, options);
      const error = question.error ?? (at === 0 ? prompt.error : undefined);
      return {
        ...card,
        text: [...head, `${card.text}${place}`].join('\n\n'),
        ...(error === undefined ? {} : { error }),
      };
    }
    case 'confirm': {
      if (options.answered !== undefined) return { ...bare(prompt, prompt.text, options), rows: prompt.rows };
      const yes: Button = { key: 'y', label: prompt.yes, style: 'primary', word: prompt.yes };
      const no: Button = { key: 'no', label: prompt.no, word: prompt.no };
      const edits = prompt.rows.flatMap(({ slot, label }, index): Button[] =>
        slot === undefined
          ? []
          : [{ key: `e${index}`, label: word(lang, 'changeRow', { label }), word: `edit ${index + 1}` }],
      );
      return {
        ...bare(prompt, prompt.text, options),
        rows: prompt.rows,
        ...(prompt.error === undefined ? {} : { error: prompt.error }),
        // A dangerous step is never one press away: the word is typed.
        ...(prompt.typed === undefined ? {} : { hint: word(lang, 'typed', { word: prompt.typed }) }),
        controls: [prompt.typed === undefined ? [yes, no] : [no], ...pairs(edits), ...commandRow(prompt, lang)],
        expects: prompt.typed === undefined ? 'press' : 'text',
      };
    }
    case 'offers': {
      if (options.answered !== undefined) return bare(prompt, prompt.text, options);
      const choices = prompt.offers.map(
        ({ label, style }, index): Button => ({ key: `o${index}`, label, ...(style === undefined ? {} : { style }) }),
      );
      return { ...bare(prompt, prompt.text, options), choices, controls: commandRow(prompt, lang), expects: 'press' };
    }
    default:
      return prompt satisfies never;
  }
}

function layOutQuestion(prompt: Prompt, question: Question, view: View, options: LayOutOptions): Card {
  const { lang, perPage, answered, secretPage } = options;
  const card = bare(prompt, question.text, options);
  if (answered !== undefined) {
    const change = { key: 'ch', label: word(lang, 'change') };
    return options.changeable ? { ...card, controls: [[change]] } : card;
  }
  const error = question.error === undefined ? {} : { error: question.error };
  if (question.type === 'secret') {
    const open: Button[] =
      secretPage === undefined
        ? []
        : [{ key: 'sp', label: word(lang, 'enterSecret'), href: secretPage, style: 'primary' }];
    const controls = [...(open.length > 0 ? [open] : []), ...commandRow(prompt, lang, question)];
    return { ...card, ...error, hint: word(lang, 'secretHint'), controls, expects: 'press' };
  }
  const all = buttonsOf(question, view, lang);
  const page = Math.min(view.page, Math.max(0, Math.ceil(all.length / perPage) - 1));
  const choices = all.slice(page * perPage, (page + 1) * perPage);
  const more = (page + 1) * perPage < all.length || (view.more ?? question.more ?? false);
  const paging: Button[] = [
    ...(page > 0 ? [{ key: 'p', label: word(lang, 'previous'), word: 'earlier' }] : []),
    ...(more ? [{ key: 'n', label: word(lang, 'next'), word: 'more' }] : []),
  ];
  const done: Button[] =
    question.type === 'multichoice'
      ? [{ key: 'ok', label: word(lang, 'done', { count: view.picked.length }), style: 'primary' }]
      : [];
  const expects = question.type === 'file' ? 'file' : question.type === 'location' ? 'location' : 'text';
  return {
    ...card,
    ...error,
    ...(question.hint === undefined || all.length > 0 ? {} : { hint: question.hint }),
    choices,
    firstNumber: page * perPage + 1,
    controls: [
      ...(paging.length > 0 ? [paging] : []),
      ...(done.length > 0 ? [done] : []),
      ...defaultRow(question, all.length > 0, lang),
      ...commandRow(prompt, lang, question),
    ],
    expects,
  };
}

/** Every choice of a question as a button: of a yes-or-no and of a rating, too. */
export function buttonsOf(question: Question, view: View, lang: string): Button[] {
  if (question.type === 'bool') {
    return [
      { key: 'c0', label: phrase(lang, 'yes') },
      { key: 'c1', label: phrase(lang, 'no') },
    ];
  }
  if (question.type === 'rating') {
    const most = Math.min(question.max ?? 5, 10);
    return Array.from({ length: most }, (_, index) => ({ key: `c${index}`, label: String(index + 1) }));
  }
  return choicesOf(question, view).map(({ value, label, description }, index) => ({
    key: `c${index}`,
    label,
    ...(description === undefined ? {} : { description }),
    ...(question.type === 'multichoice' ? { picked: view.picked.includes(value) } : {}),
  }));
}

function bare(prompt: Prompt, text: string, { answered }: LayOutOptions): Card {
  return {
    prompt: prompt.id,
    text,
    rows: [],
    choices: [],
    firstNumber: 1,
    controls: [],
    expects: 'press',
    ...(answered === undefined ? {} : { answered }),
  };
}

function defaultRow(question: Question, listed: boolean, lang: string): Button[][] {
  const { default: known } = question;
  // What was refused stands there as the default of a form that came back.
  if (question.error !== undefined) return [];
  if (known === undefined || known === null || Array.isArray(known) || question.type === 'file') return [];
  // A default that stands among the choices needs no button of its own.
  if (listed && typeof known === 'string' && question.choices?.some(({ value }) => value === known)) return [];
  if (typeof known === 'boolean') return [];
  return [[{ key: 'd', label: word(lang, 'useDefault', { value: shown(known) }), word: phraseWord(lang, 'skip') }]];
}

function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

const asButtons = ['back', 'skip', 'help'] as const satisfies readonly Command[];

/** The commands that are worth a button; all of them can be typed. */
function commandRow(prompt: Prompt, lang: string, question?: Question): Button[][] {
  const row = asButtons
    .filter((command) => prompt.commands.includes(command))
    .filter((command) => command !== 'help' || question?.help !== undefined)
    .filter((command) => command !== 'skip' || question?.default === undefined || question.optional)
    .map((command): Button => ({ key: `x${command}`, label: word(lang, command), word: phraseWord(lang, command) }));
  return row.length > 0 ? [row] : [];
}

/** The first of the words that always work, as people type them. */
function phraseWord(lang: string, command: Command): string {
  return phrase(lang, `turn.words.${command}`).split('|')[0] ?? command;
}

function pairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let index = 0; index < buttons.length; index += 2) rows.push(buttons.slice(index, index + 2));
  return rows;
}
