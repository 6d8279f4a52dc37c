import { html, nothing, type TemplateResult } from 'lit';

import type { Json, Prompt, Question } from '#src/protocol/index.ts';

import { readField, writeDefault } from '../chat/field.ts';
import { fieldView } from './fields/field-view.ts';
import { explanationIds, promptTextId } from './prompt-ids.ts';
import type { ViewContext } from './view-context.ts';

type Ask = Extract<Prompt, { kind: 'ask' }>;

/** Types that are answered in the composer: a line of text needs no second box to type in. */
const inComposer: ReadonlySet<Question['type']> = new Set([
  'string',
  'text',
  'duration',
  'size',
  'email',
  'url',
  'cidr',
]);
/** Types where pressing a choice is the answer. */
const atOnce: ReadonlySet<Question['type']> = new Set(['bool', 'choice', 'rating']);

/** Whether a question is answered by typing into the composer. */
export function answeredInComposer(question: Question): boolean {
  return inComposer.has(question.type);
}

/** The control of the open question, with its hint and the reason why the last answer was not taken. */
export function askControls(context: ViewContext, prompt: Ask): TemplateResult {
  const { question } = prompt;
  const { t, drafts } = context;
  const field = drafts.field(prompt.id, question);
  const give = (value: Json, said: string): void =>
    context.reply({ type: 'answer', prompt: prompt.id, value }, said, question.type === 'secret');
  const wrong = (error: string): void => {
    field.error = error;
    context.announce(error);
    context.update();
  };
  const send = (): void => {
    if (context.busy) return;
    const read = readField(question, field, t);
    if (!read.ok) {
      wrong(read.error);
    } else if (read.value === null) {
      context.reply({ type: 'command', command: 'skip', prompt: prompt.id }, t('command.skip'));
    } else {
      give(read.value, read.said);
    }
  };
  const control = answeredInComposer(question)
    ? suggestion(context, question, give)
    : fieldView({
        context,
        question,
        field,
        id: `field-${prompt.id}`,
        labelledBy: promptTextId(prompt),
        describedBy: explanationIds(prompt),
        resting: context.busy,
        ...(atOnce.has(question.type) && { choose: send }),
        submit: send,
        wrong,
        changed: (draw) => {
          field.error = null;
          drafts.save();
          if (draw) context.update();
        },
      });
  const error = field.error ?? question.error;
  const sends = !answeredInComposer(question) && !atOnce.has(question.type);
  return html`<div class="control" data-type=${question.type}>
    <p class="hint" id="hint-${prompt.id}">${question.hint ?? nothing}</p>
    ${control}
    <p class="wrong" id="wrong-${prompt.id}">${error ?? nothing}</p>
    ${
      sends
        ? html`<button type="button" class="button give" data-style="primary" aria-disabled=${context.busy ? 'true' : nothing} @click=${send}>
            ${t(question.type === 'multichoice' || question.type === 'key_values' ? 'prompt.done' : 'prompt.send')}
          </button>`
        : nothing
    }
  </div>`;
}

/** The default of a typed question: one press instead of typing it. */
function suggestion(
  context: ViewContext,
  question: Question,
  give: (value: Json, said: string) => void,
): TemplateResult | typeof nothing {
  const { default: value } = question;
  const text = writeDefault(question);
  if (value === undefined || text === '') return nothing;
  return html`<div class="chips">
    <button type="button" class="chip" data-value=${text} aria-disabled=${context.busy ? 'true' : nothing} @click=${() => give(value, text)}>
      <span class="chip-label" dir=${context.dirOf(context.t('prompt.use', { value: text }))}>${context.text(context.t('prompt.use', { value: text }))}</span>
    </button>
  </div>`;
}
