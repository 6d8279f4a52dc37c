import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Entry, Turn } from '#src/protocol/index.ts';

import type { Pending } from '../chat/outbox.ts';
import { markdown } from '../markdown/view.ts';
import { icons } from './icons.ts';
import { operationView } from './operation-view.ts';
import { promptView } from './prompt-view.ts';
import { showView } from './show-view.ts';
import { settingOf } from './text-dir.ts';
import type { ViewContext } from './view-context.ts';

interface Placed {
  entry: Entry;
  turn: Turn;
  /** The wizard goes on speaking: no need to say again who speaks. */
  follows: boolean;
}

/** Every message of the transcript, and behind them what is still on its way. */
export function messageList(context: ViewContext, turns: readonly Turn[], pending: readonly Pending[]): TemplateResult {
  const placed: Placed[] = [];
  for (const turn of turns) {
    for (const entry of turn.entries) {
      if (!isDrawn(context, entry)) continue;
      placed.push({ entry, turn, follows: placed.at(-1)?.entry.by === 'wizard' && entry.by === 'wizard' });
    }
  }
  return html`${repeat(
    placed,
    ({ entry }) => entry.id,
    (one) => message(context, one),
  )}
    ${repeat(
      pending.filter((item) => item.state === 'refused' || !item.echoed),
      (item) => item.id,
      (item) => pendingMessage(context, item),
    )}`;
}

/** An operation is one card, where it was first spoken of; what was changed shows at the bubbles it concerns. */
function isDrawn(context: ViewContext, entry: Entry): boolean {
  if (entry.type === 'changed') return false;
  return entry.type !== 'operation' || context.reading.operations.get(entry.operation.id)?.entry === entry.id;
}

function message(around: ViewContext, { entry, turn, follows }: Placed): TemplateResult {
  const context = { ...around, ...settingOf(turn.dir) };
  const { t } = context;
  const id = `m-${entry.id}`;
  const person = entry.by === 'person';
  const avatar = follows ? nothing : entry.type === 'relayed' ? [...entry.name][0] : icons.spark;
  const by =
    entry.type === 'relayed'
      ? t('transcript.other', { name: entry.name })
      : t(person ? 'transcript.person' : 'transcript.wizard');
  return html`<article
    class="message ${entry.by}"
    id=${id}
    tabindex="-1"
    data-entry=${entry.id}
    data-type=${entry.type}
    data-follows=${follows}
    lang=${turn.lang}
    dir=${turn.dir}
    aria-labelledby="${id}-by ${id}-body"
  >
    ${person ? nothing : html`<span class="avatar" aria-hidden="true">${avatar}</span>`}
    <p class="unseen" id="${id}-by" lang=${context.lang}>${by}:</p>
    <div class="body" id="${id}-body">${entryBody(context, entry)}</div>
  </article>`;
}

function entryBody(context: ViewContext, entry: Entry): TemplateResult | typeof nothing {
  switch (entry.type) {
    case 'said':
      return saidView(context, entry);
    case 'relayed':
      return html`<p class="small" aria-hidden="true" dir=${context.dirOf(entry.name)}>${context.text(entry.name)}</p>
        <div class="bubble"><span class="said" dir=${context.dirOf(entry.text)}>${context.text(entry.text)}</span></div>`;
    case 'say':
      return entry.tone === undefined || entry.tone === 'neutral'
        ? markdown(context, entry.text)
        : html`<div class="note" data-tone=${entry.tone}>
            <span class="unseen">${context.t(`tone.${entry.tone}`)}: </span>${markdown(context, entry.text)}
          </div>`;
    case 'show':
      return html`${entry.text === undefined ? nothing : markdown(context, entry.text)}${showView(context, entry.show, `show-${entry.id}`)}`;
    case 'prompt':
      return promptView(context, entry.prompt);
    case 'operation': {
      const view = context.reading.operations.get(entry.operation.id)?.view ?? entry.operation;
      return operationView(context, context.operation(view));
    }
    case 'changed':
      return nothing;
    default:
      return entry satisfies never;
  }
}

function saidView(context: ViewContext, entry: Extract<Entry, { type: 'said' }>): TemplateResult {
  const { t, reading } = context;
  const { slot, text } = entry;
  const changed = reading.changed.has(entry.id);
  const edit = (): void => {
    if (slot === undefined) return;
    const prompt = entry.prompt === undefined ? {} : { prompt: entry.prompt };
    context.reply({ type: 'edit', slot, ...prompt }, t('said.edit'));
  };
  return html`<div class="said-row">
      <div class="bubble" data-changed=${changed}><span class="said" dir=${context.dirOf(text)}>${context.text(text)}</span></div>
      ${
        reading.editable.has(entry.id)
          ? html`<button
              type="button"
              class="quiet edit"
              data-edit=${slot}
              aria-label=${t('said.editOf', { text: text.slice(0, 60) })}
              @click=${edit}
            >
              ${icons.edit}<span aria-hidden="true">${t('said.edit')}</span>
            </button>`
          : nothing
      }
    </div>
    ${changed ? html`<p class="small mark-changed">${t('said.changed')}</p>` : nothing}`;
}

function pendingMessage(context: ViewContext, pending: Pending): TemplateResult {
  const { t } = context;
  const id = `p-${pending.id}`;
  const refused = pending.state === 'refused';
  return html`<article class="message person pending" id=${id} tabindex="-1" data-pending=${pending.id} data-state=${pending.state} aria-labelledby="${id}-by ${id}-body">
    <p class="unseen" id="${id}-by">${t('transcript.person')}:</p>
    <div class="body" id="${id}-body">
      <div class="bubble"><span class="said" dir=${context.dirOf(pending.text)}>${context.text(pending.text)}</span></div>
      ${
        refused
          ? html`<p class="wrong">${icons.warning} ${t('said.refused')}: ${pending.error}</p>
              <p class="row">
                ${pending.reply.type === 'text' ? html`<button type="button" class="quiet" @click=${() => context.useAgain(pending)}>${t('said.useAgain')}</button>` : nothing}
                <button type="button" class="quiet" @click=${() => context.dismiss(pending)}>${t('said.remove')}</button>
              </p>`
          : html`<p class="small sending">${t(context.online ? 'said.sending' : 'said.kept')}</p>`
      }
    </div>
  </article>`;
}
