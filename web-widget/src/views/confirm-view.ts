import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Prompt, Question } from '#src/protocol/index.ts';

import { markdown } from '../markdown/view.ts';
import { icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

type Confirm = Extract<Prompt, { kind: 'confirm' }>;

/** The summary before something happens: every answer with its Edit, and for dangerous steps a word to type. */
export function confirmView(context: ViewContext, prompt: Confirm, open: boolean): TemplateResult {
  const { t } = context;
  return html`<div class="card confirm" data-danger=${prompt.typed !== undefined}>
    <div class="asked" id="asked-${prompt.id}">${markdown(context, prompt.text)}</div>
    <dl class="facts">
      ${prompt.rows.map((row) => {
        const { slot } = row;
        return html`<div class="fact">
          <dt dir=${context.dirOf(row.label)}>${context.text(row.label)}</dt>
          <dd>
            <span class="value" dir=${context.dirOf(row.value)}>${context.text(row.value)}</span>
            ${
              open && slot !== undefined
                ? html`<button
                    type="button"
                    class="quiet"
                    data-edit=${slot}
                    aria-label=${t('confirm.editRow', { label: row.label })}
                    aria-disabled=${context.busy ? 'true' : nothing}
                    @click=${() => context.reply({ type: 'edit', slot, prompt: prompt.id }, t('confirm.editRow', { label: row.label }))}
                  >
                    ${icons.edit}<span aria-hidden="true">${t('said.edit')}</span>
                  </button>`
                : nothing
            }
          </dd>
        </div>`;
      })}
    </dl>
    ${open ? decision(context, prompt) : nothing}
  </div>`;
}

/** The word to type is a field like any other, so that it survives a reload. */
const wordQuestion: Question = { slot: 'typed', type: 'string', text: '' };

function decision(context: ViewContext, prompt: Confirm): TemplateResult {
  const { t, drafts } = context;
  const { typed } = prompt;
  const field = drafts.field(prompt.id, wordQuestion);
  const ready = typed === undefined || field.text.trim() === typed;
  const decide = (yes: boolean): void => {
    if (context.busy) return;
    if (yes && !ready) {
      field.error = t('confirm.typeFirst', { word: typed });
      context.announce(field.error);
      context.update();
      return;
    }
    const word = yes && typed !== undefined ? { typed: field.text.trim() } : {};
    context.reply({ type: 'confirm', prompt: prompt.id, yes, ...word }, yes ? prompt.yes : prompt.no);
  };
  const error = field.error ?? prompt.error;
  const id = `field-${prompt.id}`;
  return html`${
    typed === undefined
      ? nothing
      : html`<div class="field">
            <label class="label" for=${id} dir=${context.dirOf(t('confirm.type', { word: typed }))}>${context.text(t('confirm.type', { word: typed }))}</label>
            <input
              class="input"
              id=${id}
              name="typed"
              type="text"
              dir=${context.dirOf(field.text || (typed ?? ''))}
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              aria-describedby="wrong-${prompt.id}"
              aria-invalid=${error !== undefined}
              ?readonly=${context.busy}
              .value=${live(field.text)}
              @input=${(event: Event) => {
                if (event.target instanceof HTMLInputElement) field.text = event.target.value;
                field.error = null;
                drafts.save();
                context.update();
              }}
              @keydown=${(event: KeyboardEvent) => {
                if (event.key === 'Enter' && !event.isComposing) decide(true);
              }}
            />
          </div>`
  }
    <p class="wrong" id="wrong-${prompt.id}">${error ?? nothing}</p>
    <div class="buttons" role="group" aria-labelledby="asked-${prompt.id}">
      <button
        type="button"
        class="button"
        data-answer="yes"
        data-style=${typed === undefined ? 'primary' : 'danger'}
        aria-disabled=${context.busy || !ready ? 'true' : nothing}
        @click=${() => decide(true)}
      >
        <span dir=${context.dirOf(prompt.yes)}>${context.text(prompt.yes)}</span>
      </button>
      <button type="button" class="button" data-answer="no" aria-disabled=${context.busy ? 'true' : nothing} @click=${() => decide(false)}>
        <span dir=${context.dirOf(prompt.no)}>${context.text(prompt.no)}</span>
      </button>
    </div>`;
}
