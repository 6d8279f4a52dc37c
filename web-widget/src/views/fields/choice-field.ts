import { html, nothing, type TemplateResult } from 'lit';

import type { Choice, Question } from '#src/protocol/index.ts';

import type { FieldProps } from './field-view.ts';
import { moveFocus } from './move-focus.ts';
import { searchBox, visibleChoices } from './search-box.ts';

/** More than this many are a list to search in, not a row of chips. */
export const MAX_CHIPS = 8;
const MAX_RATING = 5;

/** One of several: chips where they are few, a list to search in where they are many. */
export function choiceField(props: FieldProps): TemplateResult {
  const choices = choicesFor(props);
  if (props.choose) {
    const long = choices.length > MAX_CHIPS || props.question.search || props.question.more;
    return long ? searchList(props) : chips(props, choices);
  }
  return isSelect(props.question) ? selectBox(props, choices) : radios(props, choices);
}

/** Whether a question of a form is a list to pull down. */
export function isSelect({ choices = [] }: Question): boolean {
  return choices.length > MAX_CHIPS;
}

function choicesFor({ question, context }: FieldProps): readonly Choice[] {
  if (question.choices && question.choices.length > 0) return question.choices;
  if (question.type === 'bool') {
    return [
      { value: 'true', label: context.t('prompt.yes') },
      { value: 'false', label: context.t('prompt.no') },
    ];
  }
  if (question.type !== 'rating') return [];
  const max = question.max ?? MAX_RATING;
  const min = question.min ?? 1;
  return Array.from({ length: Math.min(20, max - min + 1) }, (_, index) => ({
    value: String(min + index),
    label: String(min + index),
  }));
}

/** In a conversation: pressing one is the answer, so the arrow keys only move between them. */
function chips(props: FieldProps, choices: readonly Choice[]): TemplateResult {
  const { question, field, context } = props;
  const suggested = question.default === undefined ? undefined : String(question.default);
  const chosen = props.resting ? field.text : suggested;
  const entry = Math.max(
    0,
    choices.findIndex((choice) => choice.value === chosen && !choice.disabled),
  );
  const rich = choices.some((choice) => choice.description !== undefined);
  return html`<div
    class=${rich ? 'options' : question.type === 'rating' ? 'chips rating' : 'chips'}
    data-count=${choices.length}
    role="radiogroup"
    id=${props.id}
    aria-labelledby=${props.labelledBy}
    aria-describedby=${props.describedBy}
    aria-disabled=${props.resting ? 'true' : nothing}
    @keydown=${moveFocus}
  >
    ${choices.map((choice, index) => {
      const off = props.resting || choice.disabled === true;
      const label =
        question.type === 'rating'
          ? context.t('rating.of', { value: choice.label, max: choices.at(-1)?.label ?? '' })
          : nothing;
      return html`<button
        type="button"
        class="chip"
        role="radio"
        data-value=${choice.value}
        aria-label=${label}
        aria-checked=${props.resting && choice.value === field.text}
        aria-disabled=${off ? 'true' : nothing}
        tabindex=${index === entry ? 0 : -1}
        @click=${() => {
          if (off) return;
          field.text = choice.value;
          props.choose?.();
        }}
      >
        <span class="chip-head">
          <span class="chip-label" dir=${context.dirOf(choice.label)}>${context.text(choice.label)}</span>
          ${choice.value === suggested && !props.resting ? html`<span class="chip-note">${context.t('prompt.suggested')}</span>` : nothing}
        </span>
        ${choice.description === undefined ? nothing : html`<span class="chip-more" dir=${context.dirOf(choice.description)}>${context.text(choice.description)}</span>`}
      </button>`;
    })}
  </div>`;
}

/** In a form: the browser's own radio buttons. */
function radios(props: FieldProps, choices: readonly Choice[]): TemplateResult {
  const { context, question, field } = props;
  const rich = choices.some((choice) => choice.description !== undefined);
  return html`<div class=${rich ? 'options' : 'chips'} role="radiogroup" id=${props.id} aria-labelledby=${props.labelledBy} aria-describedby=${props.describedBy}>
    ${choices.map(
      (choice) => html`<label class="chip">
        <input
          type="radio"
          class="unseen"
          name="${props.id}-${question.slot}"
          value=${choice.value}
          .checked=${field.text === choice.value}
          ?disabled=${choice.disabled === true}
          @change=${() => {
            field.text = choice.value;
            props.changed('draw');
          }}
        />
        <span class="chip-label" dir=${context.dirOf(choice.label)}>${context.text(choice.label)}</span>
        ${choice.description === undefined ? nothing : html`<span class="chip-more" dir=${context.dirOf(choice.description)}>${context.text(choice.description)}</span>`}
      </label>`,
    )}
  </div>`;
}

function selectBox(props: FieldProps, choices: readonly Choice[]): TemplateResult {
  const { field, context, question } = props;
  const option = (choice: Choice): TemplateResult =>
    html`<option value=${choice.value} ?disabled=${choice.disabled === true} .selected=${choice.value === field.text}>
      ${choice.description === undefined ? choice.label : `${choice.label} · ${choice.description}`}
    </option>`;
  const groups = [...new Set(choices.map((choice) => choice.group))];
  return html`<select
    class="input"
    id=${props.id}
    name=${question.slot}
    aria-labelledby=${props.labelledBy}
    aria-describedby=${props.describedBy}
    aria-invalid=${field.error !== null}
    aria-required=${!question.optional}
    @change=${(event: Event) => {
      if (event.target instanceof HTMLSelectElement) field.text = event.target.value;
      props.changed('draw');
    }}
  >
    <option value="" .selected=${field.text === ''}>${context.t('form.choose')}</option>
    ${groups.map((group) => {
      const inside = choices.filter((choice) => choice.group === group).map(option);
      return group === undefined ? inside : html`<optgroup label=${group}>${inside}</optgroup>`;
    })}
  </select>`;
}

/** A box to search in above a list: the focus stays in the box, the arrow keys move in the list. */
function searchList(props: FieldProps): TemplateResult {
  const { field, context } = props;
  const shown = visibleChoices(props);
  const active = Math.min(Math.max(0, Number(context.picture.get(`active:${props.id}`) ?? 0)), shown.length - 1);
  const pick = (choice: Choice | undefined): void => {
    if (!choice || choice.disabled || props.resting) return;
    field.text = choice.value;
    props.choose?.();
  };
  const move = (to: number): void => {
    context.picture.set(`active:${props.id}`, String((to + shown.length) % Math.max(1, shown.length)));
    context.update();
  };
  const keys = (event: KeyboardEvent): void => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      pick(shown[active]);
    }
  };
  let group: string | undefined;
  return html`<div class="finder">
    ${searchBox(props, { listbox: `${props.id}-list`, active: shown.length > 0 ? `${props.id}-${active}` : undefined, keys })}
    <div class="list" role="listbox" id="${props.id}-list" aria-labelledby=${props.labelledBy} aria-disabled=${props.resting ? 'true' : nothing}>
      ${shown.map((choice, index) => {
        const heading =
          choice.group !== undefined && choice.group !== group
            ? html`<div class="list-group" role="presentation">${choice.group}</div>`
            : nothing;
        group = choice.group;
        return html`${heading}
          <div
            class="list-item"
            role="option"
            id="${props.id}-${index}"
            data-value=${choice.value}
            aria-selected=${index === active}
            aria-disabled=${choice.disabled || props.resting ? 'true' : nothing}
            @click=${() => pick(choice)}
          >
            <span class="chip-label" dir=${context.dirOf(choice.label)}>${context.text(choice.label)}</span>
            ${choice.description === undefined ? nothing : html`<span class="chip-more" dir=${context.dirOf(choice.description)}>${context.text(choice.description)}</span>`}
          </div>`;
      })}
    </div>
    ${shown.length === 0 ? html`<p class="small">${context.t('search.none')}</p>` : nothing}
  </div>`;
}
