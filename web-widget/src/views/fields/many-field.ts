import { html, nothing, type TemplateResult } from 'lit';

import { choicesOf } from '../../chat/field.ts';

import { MAX_CHIPS } from './choice-field.ts';
import type { FieldProps } from './field-view.ts';
import { searchBox, visibleChoices } from './search-box.ts';

/** Several of many: check boxes, with a box to search in where they are many. */
export function manyField(props: FieldProps): TemplateResult {
  const { question, field, context } = props;
  const long = choicesOf(question, field).length > MAX_CHIPS || question.search || question.more;
  const picked = new Set(field.picked);
  const shown = long ? visibleChoices(props) : choicesOf(question);
  const toggle = (value: string, on: boolean): void => {
    if (props.resting) return;
    field.picked = on ? [...field.picked, value] : field.picked.filter((other) => other !== value);
    props.changed('draw');
  };
  return html`<div class="finder" role="group" id=${props.id} aria-labelledby=${props.labelledBy} aria-describedby=${props.describedBy}>
    ${long ? searchBox(props, { listbox: `${props.id}-list` }) : nothing}
    <ul class=${long ? 'checks list' : 'checks'} id="${props.id}-list">
      ${shown.map(
        (choice) => html`<li>
          <label class="check">
            <input
              type="checkbox"
              value=${choice.value}
              .checked=${picked.has(choice.value)}
              ?disabled=${choice.disabled === true}
              aria-disabled=${props.resting ? 'true' : nothing}
              @change=${(event: Event) => event.target instanceof HTMLInputElement && toggle(choice.value, event.target.checked)}
            />
            <span class="check-text">
              <span class="chip-label" dir=${context.dirOf(choice.label)}>${context.text(choice.label)}</span>
              ${choice.description === undefined ? nothing : html`<span class="chip-more" dir=${context.dirOf(choice.description)}>${context.text(choice.description)}</span>`}
            </span>
          </label>
        </li>`,
      )}
    </ul>
    ${shown.length === 0 ? html`<p class="small">${context.t('search.none')}</p>` : nothing}
    ${long ? html`<p class="small">${context.t('many.chosen', { count: picked.size })}</p>` : nothing}
  </div>`;
}
