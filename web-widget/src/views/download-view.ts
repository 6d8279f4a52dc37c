import { html, nothing, type TemplateResult } from 'lit';

import type { Show } from '#src/protocol/index.ts';
import type { TextKey } from '../texts/texts.ts';

import { icons } from './icons.ts';
import { saveFile } from './save-file.ts';
import type { ViewContext } from './view-context.ts';

type Download = Extract<Show, { as: 'download' }>;

/** A file to take home. One that works a single time is fetched by a press only, and says so before and after. */
export function downloadView(context: ViewContext, show: Download, id: string): TemplateResult {
  const { t } = context;
  const key = `download:${id}`;
  const state = context.picture.get(key);
  const expires = show.expiresAt === undefined ? undefined : new Date(show.expiresAt);
  const spent = state === 'done' || state === 'gone' || state === 'getting';
  const become = (next: string): void => {
    context.picture.set(key, next);
    context.update();
  };
  const press = async (): Promise<void> => {
    if (spent) return;
    become('getting');
    const outcome = await fetchFile(context, show);
    become(outcome);
    context.announce(t(said[outcome]));
  };
  return html`<div class="stack">
    <button type="button" class="button" aria-disabled=${spent} @click=${press} aria-describedby="${id}-fine">
      ${state === 'done' ? icons.check : icons.download}<span dir=${context.dirOf(t('download.get', { name: show.filename }))}>${context.text(t('download.get', { name: show.filename }))}</span>
    </button>
    <p class="small" id="${id}-fine">
      ${show.caption === undefined ? nothing : html`<span dir=${context.dirOf(show.caption)}>${context.text(show.caption)}</span> `}
      ${state === undefined && show.once ? t('download.once') : nothing}
      ${state === undefined && expires ? t('download.until', { time: expires.toLocaleString(context.lang, { dateStyle: 'medium', timeStyle: 'short' }) }) : nothing}
      ${state === undefined ? nothing : html`<span data-tone=${state === 'done' ? 'success' : 'neutral'}>${t(said[state] ?? 'download.failed')}</span>`}
    </p>
  </div>`;
}

const said: { [state: string]: TextKey } & Record<Outcome, TextKey> = {
  getting: 'download.getting',
  done: 'download.done',
  again: 'download.again',
  gone: 'download.gone',
  failed: 'download.failed',
  blocked: 'download.blocked',
};

type Outcome = 'done' | 'again' | 'gone' | 'failed' | 'blocked';

async function fetchFile(context: ViewContext, show: Download): Promise<Outcome> {
  const address = new URL(show.href, context.server);
  if (address.origin !== context.server.origin) return 'blocked';
  try {
    const response = await fetch(address, {
      method: show.once ? 'POST' : 'GET',
      credentials: 'same-origin',
      redirect: 'error',
    });
    if (response.status === 404 || response.status === 410) return 'gone';
    if (!response.ok) return 'failed';
    saveFile(await response.blob(), show.filename);
    return show.once ? 'done' : 'again';
  } catch {
    return 'failed';
  }
}
