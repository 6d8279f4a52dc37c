import { html, nothing, type TemplateResult } from 'lit';

import type { Json, Prompt, Question } from '#src/protocol/index.ts';

import { readField } from '../chat/field.ts';
import { plainText } from '../markdown/plain.ts';
import { markdown } from '../markdown/view.ts';
import { isSelect } from './fields/choice-field.ts';
import { fieldView } from './fields/field-view.ts';
import { icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

type Form = Extract<Prompt, { kind: 'form' }>;

/** Types whose control is a group, or several elements: a label cannot point at them. */
const grouped: ReadonlySet<Question['type']> = new Set([
  'bool',
  'choice',
  'rating',
  'multichoice',
  'file',
  'location',
  'key_values',
]);

function isLabelled(question: Question): boolean {
  return !grouped.has(question.type) || (question.type === 'choice' && isSelect(question));
}

/** Several questions on one card. What is wrong stands at its field; the first one gets the focus. */
export function formView(context: ViewContext, prompt: Form, open: boolean): TemplateResult {
  return html`<div class="card form">
    <h3 class="card-title" id="asked-${prompt.id}" dir=${context.dirOf(prompt.title)}>${context.text(prompt.title)}</h3>
    ${prompt.text === undefined ? nothing : markdown(context, prompt.text)} ${open ? fields(context, prompt) : nothing}
  </div>`;
}

function fields(context: ViewContext, prompt: Form): TemplateResult {
  const { t, drafts } = context;
  const wrong = prompt.fields.filter((question) => drafts.field(prompt.id, question).error ?? question.error).length;
  const summary = prompt.error ?? (wrong > 0 ? t('form.fix', { count: wrong }) : undefined);
  const send = (event: Event): void => {
    event.preventDefault();
    if (!context.busy) sendForm(context, prompt, event.currentTarget);
  };
  return html`<form novalidate aria-labelledby="asked-${prompt.id}" @submit=${send}>
    ${summary === undefined ? nothing : html`<p class="wrong summary" role="alert">${icons.warning} ${summary}</p>`}
    ${prompt.fields.map((question, index) => fieldRow(context, prompt, question, `field-${prompt.id}-${index}`))}
    <button type="submit" class="button give" data-style="primary" aria-disabled=${context.busy ? 'true' : nothing}>${t('prompt.send')}</button>
  </form>`;
}

function fieldRow(context: ViewContext, prompt: Form, question: Question, id: string): TemplateResult {
  const field = context.drafts.field(prompt.id, question);
  const error = field.error ?? question.error;
  const text = html`<span dir=${context.dirOf(plainText(question.text))}>${context.text(plainText(question.text))}</span>${
    question.optional ? html` <span class="small">(${context.t('prompt.optional')})</span>` : nothing
  }`;
  return html`<div class="field" data-slot=${question.slot} data-type=${question.type}>
    ${
      isLabelled(question)
        ? html`<label class="label" id="${id}-label" for=${id}>${text}</label>`
        : html`<p class="label" id="${id}-label">${text}</p>`
    }
    <div class="hint" id="${id}-hint">${question.hint ?? nothing}${question.help === undefined ? nothing : markdown(context, question.help)}</div>
    ${fieldView({
      context,
      question,
      field,
      id,
      labelledBy: `${id}-label`,
      describedBy: `${id}-hint ${id}-wrong`,
      resting: context.busy,
      wrong: (problem) => {
        field.error = problem;
        context.announce(problem);
        context.update();
      },
      changed: (draw) => {
        if (field.error !== null) draw = 'draw';
        field.error = null;
        context.drafts.save();
        if (draw) context.update();
      },
    })}
    <p class="wrong" id="${id}-wrong">${error ?? nothing}</p>
  </div>`;
}

function sendForm(context: ViewContext, prompt: Form, form: EventTarget | null): void {
  const values: { [slot: string]: Json } = {};
  const lines: string[] = [];
  let firstWrong: number | undefined;
  for (const [index, question] of prompt.fields.entries()) {
    const field = context.drafts.field(prompt.id, question);
    const read = readField(question, field, context.t);
    field.error = read.ok ? null : read.error;
    if (!read.ok) firstWrong ??= index;
    else if (read.value !== null) {
      values[question.slot] = read.value;
      lines.push(`${plainText(question.text).replace(/[?:]\s*$/u, '')}: ${read.said}`);
    }
  }
  if (firstWrong === undefined) {
    const secret = prompt.fields.some((question) => question.type === 'secret' && question.slot in values);
    context.reply({ type: 'form', prompt: prompt.id, values }, lines.join('\n'), secret);
    return;
  }
  context.update();
  const row = form instanceof HTMLElement ? form.querySelectorAll('.field')[firstWrong] : undefined;
  row?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
}
