import { html, type TemplateResult } from 'lit';

import { copyButton } from './copy-button.ts';
import type { ViewContext } from './view-context.ts';

/** Lines to be read or copied as they are: code, a log. `label` is heard, `title` is seen. */
export function sheetView(context: ViewContext, text: string, label: string, title: string): TemplateResult {
  return html`<div class="sheet">
    <div class="sheet-head"><span class="small" dir=${context.dirOf(title)}>${context.text(title)}</span>${copyButton(context, text, label)}</div>
    <pre tabindex="0" role="group" aria-label=${label} dir="ltr"><code>${text}</code></pre>
  </div>`;
}
