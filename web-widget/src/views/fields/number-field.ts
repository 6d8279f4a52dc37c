import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { FieldProps } from './field-view.ts';
import { submitOnEnter } from './text-field.ts';

/** A number with a button on either side; typing works as well. */
export function numberField(props: FieldProps): TemplateResult {
  const { question, field, context } = props;
  const whole = question.type === 'int';
  const step = (by: number): void => {
    if (props.resting) return;
    const now = field.text.trim() === '' ? Number.NaN : Number(field.text);
    const next = Number.isFinite(now) ? now + by : (question.min ?? 0);
    field.text = String(Math.min(question.max ?? Infinity, Math.max(question.min ?? -Infinity, next)));
    props.changed('draw');
  };
  const value = Number(field.text);
  const atLeast = field.text !== '' && question.min !== undefined && value <= question.min;
  const atMost = field.text !== '' && question.max !== undefined && value >= question.max;
  return html`<div class="stepper" role="group" aria-labelledby=${props.labelledBy}>
    <button type="button" aria-label=${context.t('number.less')} aria-disabled=${atLeast || props.resting} @click=${() => step(-1)}><span aria-hidden="true">−</span></button>
    <input
      class="input"
      id=${props.id}
      name=${question.slot}
      type="number"
      inputmode=${whole ? 'numeric' : 'decimal'}
      step=${whole ? '1' : 'any'}
      min=${question.min ?? nothing}
      max=${question.max ?? nothing}
      placeholder=${question.placeholder ?? nothing}
      autocomplete="off"
      aria-labelledby=${props.labelledBy}
      aria-describedby=${props.describedBy}
      aria-invalid=${field.error !== null}
      aria-required=${!question.optional}
      ?readonly=${props.resting}
      .value=${live(field.text)}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) field.text = event.target.value;
        props.changed('draw');
      }}
      @keydown=${(event: KeyboardEvent) => submitOnEnter(props, event)}
    />
    <button type="button" aria-label=${context.t('number.more')} aria-disabled=${atMost || props.resting} @click=${() => step(1)}><span aria-hidden="true">+</span></button>
  </div>`;
}
