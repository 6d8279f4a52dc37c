import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Choice } from '#src/protocol/index.ts';
import { choicesOf } from '../../chat/field.ts';

import { icons } from '../icons.ts';
import type { FieldProps } from './field-view.ts';

const waiting = new Map<string, ReturnType<typeof setTimeout>>();
const PAUSE = 250;

/** The choices a search text leaves; where the server holds more, it searches, else this browser does. */
export function visibleChoices({ question, field }: FieldProps): readonly Choice[] {
  const all = choicesOf(question, field);
  const words = plain(field.search).split(/\s+/u).filter(Boolean);
  if (words.length === 0 || question.more) return all;
  return all.filter((choice) => {
    const text = plain(`${choice.label} ${choice.description ?? ''} ${choice.group ?? ''} ${choice.value}`);
    return words.every((word) => text.includes(word));
  });
}

/** The box above a list, with the count of what it leaves and, where there is more, a button for it. */
export function searchBox(
  props: FieldProps,
  list: { listbox: string; active?: string | undefined; keys?: (event: KeyboardEvent) => void },
): TemplateResult {
  const { question, field, context, id } = props;
  const more = field.found ? field.found.more : question.more === true;
  const fetchPage = async (page: number): Promise<void> => {
    const answer = await context.choices(question.slot, field.search, page);
    if (!answer) {
      context.announce(context.t('search.failed'));
      return;
    }
    const before = page === 0 ? [] : choicesOf(question, field);
    field.found = { choices: [...before, ...answer.choices], more: answer.more, page };
    props.changed('draw');
  };
  const search = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    field.search = event.target.value;
    context.picture.delete(`active:${id}`);
    clearTimeout(waiting.get(id));
    if (question.more)
      waiting.set(
        id,
        setTimeout(() => void fetchPage(0), PAUSE),
      );
    props.changed('draw');
  };
  const count = visibleChoices(props).length;
  return html`<div class="search">
      ${icons.search}
      <input
        class="input"
        id="${id}-search"
        type="text"
        role=${list.keys ? 'combobox' : 'searchbox'}
        aria-label=${context.t('search.label')}
        aria-describedby=${props.describedBy}
        aria-expanded=${list.keys ? 'true' : nothing}
        aria-autocomplete=${list.keys ? 'list' : nothing}
        aria-controls=${list.listbox}
        aria-activedescendant=${list.active ?? nothing}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        placeholder=${question.placeholder ?? context.t('search.label')}
        ?readonly=${props.resting}
        .value=${live(field.search)}
        @input=${search}
        @keydown=${list.keys}
      />
    </div>
    <p class="unseen" role="status">${field.search === '' ? nothing : context.t('search.found', { count })}</p>
    ${
      more
        ? html`<button type="button" class="quiet more" @click=${() => void fetchPage((field.found?.page ?? 0) + 1)}>${context.t('search.more')}</button>`
        : nothing
    }`;
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
