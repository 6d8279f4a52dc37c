import type { Command, Json, PromptDraft, Question } from '#src/protocol/index.ts';

import { choicesOf, longListAt } from '../choices.ts';
import { type Deciding, isFilled, write, writePlain } from '../deciding.ts';
import { escapeMarkdown } from '../expressions/template.ts';
import { phrase } from '../phrases/index.ts';
import { limitsOf } from '../read-field.ts';
import { slotTypeDefinitions } from '../slot-types/index.ts';
import { bound } from '../slot-types/slot-type.ts';
import type { Field, QuestionStep } from '../step.ts';
import { fieldApplies, offeredDefault, skipAnswer } from './answering.ts';
import { backTarget } from './going-back.ts';
import { isAsked } from './question.ts';

/** The open question, or form, as it is asked now. */
export function questionPrompt(deciding: Deciding, step: QuestionStep): PromptDraft | null {
  const { frame } = deciding;
  const commands = commandsOf(deciding, step);
  const asked = step.fields.filter((field) => isAsked(deciding, frame, step, field));
  const [only] = asked;
  if (!only) return null;
  if (step.verb === 'ask' || frame.editing === only.slot) {
    return { kind: 'ask', question: questionOf(deciding, only, frame.error), commands };
  }
  const fields = step.fields.filter((field) => fieldApplies(deciding, field));
  return {
    kind: 'form',
    title: step.title ? writePlain(deciding, step.title) : '',
    ...(step.text ? { text: write(deciding, step.text) } : {}),
    fields: fields.map((field) => questionOf(deciding, field, frame.fieldErrors?.[field.slot])),
    ...(frame.error === undefined ? {} : { error: frame.error }),
    commands,
  };
}

/** Help for the open question: what the author wrote, or that there is none. */
export function questionHelp(deciding: Deciding, step: QuestionStep): string | undefined {
  const asked = step.fields.filter((field) => isAsked(deciding, deciding.frame, step, field));
  const helps = asked.flatMap((field) => {
    const { examples } = field;
    const said = examples.slice(0, 3).map((one) => `“${escapeMarkdown(one)}”`);
    const help = [
      ...(field.help ? [write(deciding, field.help)] : []),
      ...(said.length > 0
        ? [phrase(deciding.surroundings.locale, 'flow.help.examples', { examples: said.join(', ') })]
        : []),
    ].join('\n\n');
    if (help === '') return [];
    return asked.length === 1 ? [help] : [`**${writePlain(deciding, field.label)}**: ${help}`];
  });
  return helps.length === 0 ? undefined : helps.join('\n\n');
}

function questionOf(deciding: Deciding, field: Field, error: string | undefined): Question {
  const { locale } = deciding.surroundings;
  const limits = limitsOf(deciding, field);
  const definition = slotTypeDefinitions[field.type];
  const list = field.choices || field.choicesFrom ? choicesOf(deciding, field) : undefined;
  const hint = field.choices || field.choicesFrom ? undefined : definition.hint?.(limits, locale);
  const value = valueNow(deciding, field);
  const min = bound(limits.min);
  const max = bound(limits.max);
  return {
    slot: field.slot,
    type: field.type,
    text: write(deciding, textOf(deciding, field)),
    ...(field.help ? { help: write(deciding, field.help) } : {}),
    ...(hint === undefined ? {} : { hint }),
    ...(field.placeholder ? { placeholder: writePlain(deciding, field.placeholder) } : {}),
    ...(value === undefined ? {} : { default: value }),
    ...(field.optional ? { optional: true } : {}),
    ...(list ? { choices: list.items } : {}),
    ...(list && (field.search || list.more || list.items.length > longListAt) ? { search: true } : {}),
    ...(list?.more ? { more: true } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(field.pattern === undefined ? {} : { pattern: field.pattern }),
    ...(field.maxSize === undefined ? {} : { maxSize: field.maxSize }),
    ...(field.accept === undefined ? {} : { accept: [...field.accept] }),
    ...(error === undefined ? {} : { error }),
  };
}

/** The first question, or how it is asked after so many tries. */
function textOf(deciding: Deciding, field: Field): Field['text'] {
  const { tries = 0 } = deciding.frame;
  return tries === 0 ? field.text : (field.reprompts[Math.min(tries, field.reprompts.length) - 1] ?? field.text);
}

/** What stands in the field already: what was typed, what is being edited, or the default. Never a secret. */
function valueNow(deciding: Deciding, field: Field): Json | undefined {
  const { frame } = deciding;
  if (field.sensitive) return undefined;
  if (frame.typed && Object.hasOwn(frame.typed, field.slot)) return frame.typed[field.slot];
  if (isFilled(frame, field.slot)) return frame.slots[field.slot] ?? undefined;
  return offeredDefault(deciding, field);
}

function commandsOf(deciding: Deciding, step: QuestionStep): Command[] {
  const commands: Command[] = [];
  if (backTarget(deciding.flow, deciding.frame) !== undefined) commands.push('back');
  if (skipAnswer(deciding, step) !== undefined) commands.push('skip');
  commands.push('cancel');
  if (step.fields.some((field) => field.help || field.examples.length > 0)) commands.push('help');
  commands.push('repeat', 'menu');
  if (deciding.frame.trail.length > 0) commands.push('restart');
  return commands;
}
