import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { FieldProps } from './field-view.ts';

interface Input {
  type: 'text' | 'password' | 'email' | 'url' | 'date' | 'datetime-local';
  /** A secret is new to the browser: it offers none that it keeps, and none is asked to be kept. */
  autocomplete?: 'email' | 'url' | 'new-password';
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
    dir=${input.type.startsWith('date') ? nothing : question.type === 'secret' ? 'ltr' : props.context.dirOf(field.text || (question.placeholder ?? ''))}
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
    @keydown=${(event: KeyboardEvent) => submitOnEnter(props, event)}
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

function typed(props: FieldProps, event: Event): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  props.field.text = target.value;
  props.changed();
}

/** Enter sends, unless it ends the writing of a character. */
export function submitOnEnter(props: FieldProps, event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing || !props.submit) return;
  event.preventDefault();
  props.submit();
}
