import type { WidgetPage } from '#test/browser/support/widget-page.ts';

import type { Sight, Surface } from './surface.ts';

/** Reads what is drawn as a person does: no hidden words, and what can be pressed in brackets. Runs in the page. */
const read = `(() => {
  const blocks = 'p, div, dl, ol, ul, li, h2, h3, h4, table, tr, pre, figure, figcaption, section, fieldset, blockquote, form';
  const pressed = 'button, a.button, .list-item, label.chip, label.check';
  const words = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\\s+/g, ' ');
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    if (node.matches('.unseen, svg, style, script, .stage .small') || getComputedStyle(node).display === 'none') return '';
    if (node.matches('img')) return node.alt === '' ? '' : '(a picture) ' + node.alt;
    const inside = [...node.childNodes].map(words).join('');
    const line = inside.replace(/\\s+/g, ' ').trim();
    if (node.matches(pressed)) return line === '' ? '' : ' [' + line + '] ';
    if (node.matches('.chip-more')) return ' – ' + line;
    if (node.matches('td, th')) return line + '  ';
    if (node.matches('dt')) return '\\n' + line + ': ';
    if (node.matches('dd')) return line;
    return node.matches(blocks) ? '\\n' + inside + '\\n' : inside;
  };
  const root = document.querySelector('threebot-chat').shadowRoot;
  return [...root.querySelectorAll('article.message[data-entry]')].map((message) => ({
    id: message.dataset.entry,
    by: message.classList.contains('person') ? 'person' : 'wizard',
    text: words(message.querySelector('.body'))
      .split('\\n')
      .map((line) => line.replace(/ +/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\\n'),
    choices: [...message.querySelectorAll('.prompt[data-open="true"] :is(.chip-label, .button)')].map((one) =>
      one.innerText.trim(),
    ),
  }));
})()`;

/** The widget in a browser: the transcript, with the open question's buttons. */
export class WidgetSurface implements Surface {
  readonly #widget: WidgetPage;

  constructor(widget: WidgetPage) {
    this.#widget = widget;
  }

  async seen(): Promise<readonly Sight[]> {
    return await this.#widget.page.evaluate<Sight[]>(read);
  }

  async press(label: string): Promise<void> {
    const { prompt } = this.#widget;
    const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    const called = this.#widget.page.locator('span').filter({ hasText: exact });
    await prompt.locator('.chip, .list-item, label.check, .button').filter({ has: called }).first().click();
  }

  async type(words: string): Promise<void> {
    await this.#widget.type(words);
  }
}
