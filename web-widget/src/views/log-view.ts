import { html, nothing, type TemplateResult } from 'lit';

import type { Show } from '#src/protocol/index.ts';

import type { LiveLog } from '../chat/live-log.ts';
import { copyButton } from './copy-button.ts';
import { icons } from './icons.ts';
import { saveFile } from './save-file.ts';
import type { ViewContext } from './view-context.ts';

type Log = Extract<Show, { as: 'log' }>;

/** Lines as they were written; a live log goes on by itself, stands still when told to, and says what is missing. */
export function logView(context: ViewContext, show: Log): TemplateResult {
  const { t } = context;
  const log = show.live === undefined ? undefined : context.log(show.live);
  const title = show.title ?? t('log.label');
  const text = (log?.shown ?? show.lines).join('\n');
  const save = (): void => saveFile(new Blob([(log?.lines ?? show.lines).join('\n'), '\n']), fileName(title));
  return html`<div class="sheet">
    <div class="sheet-head">
      <span class="small" dir=${context.dirOf(title)}>${context.text(title)}</span>
      ${show.live === undefined ? nothing : standing(context, log)}
      <span class="row">
        ${show.live === undefined ? nothing : control(context, show, log)}
        ${copyButton(context, text, title)}
        <button type="button" class="quiet" aria-label=${t('log.save', { label: title })} @click=${save}>${icons.download}</button>
      </span>
    </div>
    ${log && log.missing > 0 ? html`<p class="small missing">${t('log.missing', { count: log.missing })}</p>` : nothing}
    <pre class=${show.live === undefined ? nothing : 'tail'} tabindex="0" role="group" aria-label=${title} dir="ltr"><code>${text}</code></pre>
  </div>`;
}

/** How it stands with the log, in a word. */
function standing(context: ViewContext, log: LiveLog | undefined): TemplateResult {
  const { t } = context;
  const words =
    log === undefined || (log.state === 'off' && log.end === null)
      ? t('log.off')
      : log.state === 'off'
        ? (log.end?.message ?? t(`log.ended.${log.end?.why ?? 'over'}`))
        : log.state === 'held' && log.unseen > 0
          ? t('log.unseen', { count: log.unseen })
          : t(`log.${log.state}`);
  return html`<span class="small log-state" data-state=${log?.state ?? 'off'} dir=${context.dirOf(words)}>${context.text(words)}</span>`;
}

function control(context: ViewContext, show: Log, log: LiveLog | undefined): TemplateResult {
  const { t } = context;
  const running = log?.state === 'on' || log?.state === 'asking';
  const press = (): void => {
    if (running) log.hold();
    else if (log?.state === 'held') log.release();
    else context.follow(show);
    context.update();
  };
  return html`<button type="button" class="quiet" data-log=${running ? 'hold' : 'go'} @click=${press}>
    ${t(running ? 'log.hold' : 'log.go')}
  </button>`;
}

function fileName(title: string): string {
  const name = title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-|-$/gu, '');
  return `${name === '' ? 'log' : name}.log`;
}
