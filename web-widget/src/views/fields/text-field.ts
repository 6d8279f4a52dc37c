import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { FieldProps } from './field-view.ts';

interface Input {
  type: 'text' | 'email' | 'url' | 'date' | 'datetime-local';
  autocomplete?: 'email' | 'url';
}

/** A single line. */
export function inputField(props: FieldProps, input: Input): TemplateResult {
  const { question, field } = props;
  const counted = question.type === 'string' && question.max !== undefined ? question.max : nothing;
  return html`<input
    class="input"
    id=${props.id}
    name=${question.slot}
    type=${input.type}
    dir=${input.type.startsWith('date') ? nothing : props.context.dirOf(field.text || (question.placeholder ?? ''))}
    autocomplete=${input.autocomplete ?? 'off'}
    autocapitalize="none"
    spellcheck="false"
    placeholder=${question.placeholder ?? nothing}
    maxlength=${counted}
    aria-labelledby=${props.labelledBy}
    aria-describedby=${props.describedBy}
    aria-invalid=${field.error !== null}
    aria-required=${!question.optional}
    ?readonly=${props.resting}
    .value=${live(field.text)}
    @input=${(event: Event) => typed(props, event)}
    @keydown=${(event: KeyboardEvent) => enter(props, event)}
  />`;
}

/** Several lines. */
export function textField(
  props: FieldProps,
  shape: { rows?: number; placeholder?: string; code?: boolean } = {},
): TemplateResult {
  const { question, field } = props;
  return html`<textarea
    class=${shape.code ? 'input area code' : 'input area'}
    id=${props.id}
    name=${question.slot}
    rows=${shape.rows ?? 3}
    dir=${shape.code ? 'ltr' : props.context.dirOf(field.text || (question.placeholder ?? ''))}
    autocomplete="off"
    autocapitalize=${shape.code ? 'none' : nothing}
    spellcheck=${shape.code ? 'false' : nothing}
    placeholder=${question.placeholder ?? shape.placeholder ?? nothing}
    aria-labelledby=${props.labelledBy}
    aria-describedby=${props.describedBy}
    aria-invalid=${field.error !== null}
    aria-required=${!question.optional}
    ?readonly=${props.resting}
    .value=${live(field.text)}
    @input=${(event: Event) => typed(props, event)}
  ></textarea>`;
}

/** A secret: dots, with a button to look at them. Its text never leaves this page's memory but to the server. */
export function secretField(props: FieldProps): TemplateResult {
  const { field, context, question } = props;
  const look = (): void => {
    field.revealed = !field.revealed;
    props.changed('draw');
  };
  return html`<div class="joined">
      <input
        class="input"
        id=${props.id}
        name=${question.slot}
        type=${field.revealed ? 'text' : 'password'}
        dir="ltr"
        autocomplete="new-password"
        autocapitalize="none"
        spellcheck="false"
        placeholder=${question.placeholder ?? nothing}
        aria-labelledby=${props.labelledBy}
        aria-describedby="${props.describedBy} ${props.id}-safe"
        aria-invalid=${field.error !== null}
        aria-required=${!question.optional}
        ?readonly=${props.resting}
        .value=${live(field.text)}
        @input=${(event: Event) => typed(props, event)}
        @keydown=${(event: KeyboardEvent) => enter(props, event)}
      />
      <button type="button" class="quiet" aria-pressed=${field.revealed} aria-controls=${props.id} @click=${look}>
        ${context.t(field.revealed ? 'secret.hide' : 'secret.show')}
      </button>
    </div>
    <p class="small" id="${props.id}-safe">${context.t('secret.safe')}</p>`;
}

function typed(props: FieldProps, event: Event): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  props.field.text = target.value;
  props.changed();
}

function enter(props: FieldProps, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || !props.submit) return;
  event.preventDefault();
  props.submit();
}
