import { html, type TemplateResult } from 'lit';

import { icons } from './icons.ts';
import type { ViewContext } from './view-context.ts';

/** A button that copies a text and says so. */
export function copyButton(context: ViewContext, text: string, label: string): TemplateResult {
  const key = `copied:${text}`;
  const copied = context.picture.has(key);
  const copy = async (event: Event): Promise<void> => {
    const button = event.currentTarget;
    if (!(await write(text, button instanceof HTMLElement ? button : undefined))) return;
    context.picture.set(key, 'yes');
    context.announce(context.t('copy.copied'));
    context.update();
    setTimeout(() => {
      context.picture.delete(key);
      context.update();
    }, 2_000);
  };
  return html`<button type="button" class="quiet copy" aria-label=${context.t('copy.of', { label })} @click=${copy}>
    ${copied ? icons.check : icons.copy}<span aria-hidden="true">${context.t(copied ? 'copy.copied' : 'copy.copy')}</span>
  </button>`;
}

async function write(text: string, button?: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages without a secure context have no clipboard: copy a selection instead.
    const area = document.createElement('textarea');
    area.className = 'unseen';
    area.value = text;
    (button?.parentNode ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    button?.focus();
    return done;
  }
}
