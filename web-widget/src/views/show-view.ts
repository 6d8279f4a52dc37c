import { html, nothing, type TemplateResult } from 'lit';

import type { Show } from '#src/protocol/index.ts';

import { safeAddress } from '#src/protocol/markdown.ts';
import { markdown } from '../markdown/view.ts';
import { copyButton } from './copy-button.ts';
import { downloadView } from './download-view.ts';
import { icons } from './icons.ts';
import { logView } from './log-view.ts';
import type { ViewContext } from './view-context.ts';

/** A value put before the person's eyes. */
export function showView(context: ViewContext, show: Show, id: string): TemplateResult {
  const { t } = context;
  switch (show.as) {
    case 'markdown':
      return markdown(context, show.text);
    case 'table':
      return tableView(context, show);
    case 'card':
      return html`<div class="card">
        <div class="card-head">
          <h3 class="card-title" dir=${context.dirOf(show.title)}>${context.text(show.title)}</h3>
          ${show.badge === undefined ? nothing : html`<span class="badge">${show.badge}</span>`}
          ${show.status === undefined ? nothing : html`<span class="status" data-tone=${show.status.tone}>${show.status.text}</span>`}
        </div>
        <dl class="facts">
          ${show.fields.map(
            (field) => html`<div class="fact" data-tone=${field.tone ?? 'neutral'}>
              <dt>${field.label}</dt>
              <dd><span class="value" dir=${context.dirOf(field.value)}>${context.text(field.value)}</span>${field.copy ? copyButton(context, field.value, field.label) : nothing}</dd>
            </div>`,
          )}
        </dl>
      </div>`;
    case 'picture':
      return html`<figure class="picture">
        ${picture(show.src, show.alt, show.width, show.height)}
        ${show.caption === undefined ? nothing : html`<figcaption>${show.caption}</figcaption>`}
      </figure>`;
    case 'qr':
      return html`<figure class="qr">
        ${picture(show.src, t('qr.alt', { text: show.text }), 200, 200)}
        <figcaption>
          ${show.caption === undefined ? nothing : html`<p>${show.caption}</p>`}
          <p class="row"><code class="value" dir=${context.dirOf(show.text)}>${context.text(show.text)}</code>${copyButton(context, show.text, show.caption ?? show.text)}</p>
        </figcaption>
      </figure>`;
    case 'download':
      return downloadView(context, show, id);
    case 'link': {
      const { href, host } = safeAddress(new URL(show.href, context.server).href);
      if (href === undefined) return html`<p class="blocked">${show.label}: ${t('link.blocked')}</p>`;
      return html`<div class="stack">
        <a class="button" href=${href} target="_blank" rel="noopener noreferrer nofollow">${icons.link}<span dir=${context.dirOf(show.label)}>${context.text(show.label)}</span></a>
        <p class="small"><span class="host" dir="ltr">${host ?? href}</span>${show.caption === undefined ? nothing : html` · ${show.caption}`}</p>
      </div>`;
    }
    case 'log':
      return logView(context, show);
    default:
      return show satisfies never;
  }
}

/** Only pictures that the server drew itself: an address from elsewhere would tell others who looks. */
function picture(src: string, alt: string, width?: number, height?: number): TemplateResult {
  if (!/^data:image\/(svg\+xml|png)[;,]/u.test(src)) return html`<p class="blocked">${alt}</p>`;
  return html`<img src=${src} alt=${alt} width=${width ?? nothing} height=${height ?? nothing} />`;
}

function tableView(context: ViewContext, show: Extract<Show, { as: 'table' }>): TemplateResult {
  const label = show.title ?? context.t('table.label');
  // Each cell repeats its column's name: on a narrow screen the row becomes a list of names and values.
  return html`<div class="table" tabindex="0" role="group" aria-label=${label}>
    <table>
      ${show.title === undefined ? nothing : html`<caption>${show.title}</caption>`}
      <thead>
        <tr>
          ${show.columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${show.rows.map(
          (row) => html`<tr>
            ${row.map((cell, index) => html`<td data-column=${show.columns[index] ?? ''}><span dir=${context.dirOf(cell)}>${context.text(cell)}</span></td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
