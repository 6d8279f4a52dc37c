import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { icons } from '../icons.ts';
import type { FieldProps } from './field-view.ts';

/** A place on the map, as two numbers. */
export function locationField(props: FieldProps): TemplateResult {
  const { field, context } = props;
  const parts = field.text.split(',');
  const set = (index: number, event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const next = [parts[0] ?? '', parts[1] ?? ''];
    next[index] = event.target.value;
    field.text = next.join(',');
    props.changed('draw');
  };
  const coordinate = (index: number, label: string, bound: number): TemplateResult => html`<label class="part">
    <span class="small">${label}</span>
    <input
      class="input"
      id=${index === 0 ? props.id : `${props.id}-${index}`}
      type="number"
      step="any"
      inputmode="decimal"
      min=${-bound}
      max=${bound}
      aria-describedby=${props.describedBy}
      aria-invalid=${field.error !== null}
      ?readonly=${props.resting}
      .value=${live(parts[index] ?? '')}
      @input=${(event: Event) => set(index, event)}
    />
  </label>`;
  return html`<div class="parts" role="group" aria-labelledby=${props.labelledBy}>
    ${coordinate(0, context.t('location.latitude'), 90)} ${coordinate(1, context.t('location.longitude'), 180)}
  </div>`;
}

/** Names and their values, a row each. */
export function pairsField(props: FieldProps): TemplateResult {
  const { field, context, id } = props;
  const set = (row: number, part: 'key' | 'value', event: Event): void => {
    const pair = field.pairs[row];
    if (!(event.target instanceof HTMLInputElement) || !pair) return;
    pair[part] = event.target.value;
    props.changed();
  };
  const add = (): void => {
    if (props.resting) return;
    field.pairs = [...field.pairs, { key: '', value: '' }];
    props.changed('draw');
  };
  const remove = (row: number): void => {
    if (props.resting) return;
    field.pairs = field.pairs.filter((_, index) => index !== row);
    props.changed('draw');
  };
  const part = (row: number, which: 'key' | 'value'): TemplateResult => html`<input
    class="input"
    id=${row === 0 && which === 'key' ? id : `${id}-${row}-${which}`}
    type="text"
    dir=${context.dirOf(field.pairs[row]?.[which] ?? '')}
    autocomplete="off"
    autocapitalize="none"
    spellcheck="false"
    aria-label=${context.t(which === 'key' ? 'pairs.key' : 'pairs.value', { number: row + 1 })}
    aria-describedby=${props.describedBy}
    ?readonly=${props.resting}
    .value=${live(field.pairs[row]?.[which] ?? '')}
    @input=${(event: Event) => set(row, which, event)}
  />`;
  return html`<div class="pairs" role="group" aria-labelledby=${props.labelledBy}>
    ${field.pairs.map(
      (_, row) => html`<div class="pair">
        ${part(row, 'key')}<span aria-hidden="true">=</span>${part(row, 'value')}
        ${
          field.pairs.length > 1
            ? html`<button type="button" class="quiet" aria-label=${context.t('pairs.remove', { number: row + 1 })} @click=${() => remove(row)}>${icons.cross}</button>`
            : nothing
        }
      </div>`,
    )}
    <button type="button" class="quiet" @click=${add}>${icons.fresh}<span>${context.t('pairs.add')}</span></button>
  </div>`;
}
