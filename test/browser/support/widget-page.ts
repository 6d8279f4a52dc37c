import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from 'playwright-core';

import { browser } from './chromium.ts';

export interface WidgetPageOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
  forcedColors?: 'active' | 'none';
  touch?: boolean;
  /** Another tab of this page's browser. */
  beside?: WidgetPage;
}

const artifacts = fileURLToPath(new URL('../../../artifacts/', import.meta.url));

/** Runs in the page before anything else: writes down policy violations and what the live regions were given. */
const recorder = `
  globalThis.recorded = { violations: [], announced: [] };
  addEventListener('securitypolicyviolation', (event) => {
    recorded.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
  });
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target.getAttribute && target.getAttribute('role') === 'log') {
          for (const node of addedNodes) recorded.announced.push(node.textContent);
        }
      }
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
`;

const scroller = `document.querySelector('threebot-chat').shadowRoot.querySelector('.scroll')`;

/** The rules the widget is held to. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A page with the chat in it, in a person's words: what is asked, choose, type, confirm. */
export class WidgetPage {
  readonly page: Page;
  /** What the page threw or logged as an error. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      // A server that is away is part of some tests; the browser reports each attempt itself.
      if (message.type() === 'error' && !/WebSocket|ERR_|Failed to load resource/u.test(message.text()))
        this.problems.push(message.text());
    });
  }

  /** Opens the page in a browser window of its own, or beside another one. */
  static async open(url: string, options: WidgetPageOptions = {}): Promise<WidgetPage> {
    const context = options.beside ? options.beside.context : await newContext(options);
    const opened = new WidgetPage(await context.newPage());
    await opened.page.goto(url);
    return opened;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  get chat(): Locator {
    return this.page.locator('threebot-chat');
  }

  get composer(): Locator {
    return this.page.locator('#composer');
  }

  /** The prompt that is open now. */
  get prompt(): Locator {
    return this.page.locator('.prompt[data-open="true"]');
  }

  get messages(): Locator {
    return this.page.locator('.message');
  }

  /** Waits until this is asked. */
  async waitForPrompt(text: string | RegExp, timeout = 10_000): Promise<Locator> {
    const asked = this.prompt.filter({ hasText: text });
    await asked.waitFor({ timeout });
    return asked;
  }

  /** Waits until these words are somewhere in the conversation. */
  async waitForText(text: string | RegExp, timeout = 10_000): Promise<void> {
    await this.messages.filter({ hasText: text }).last().waitFor({ timeout });
  }

  /** Presses a chip, or picks from the list, by what stands on it. */
  async choose(label: string | RegExp): Promise<void> {
    await this.prompt.locator('.chip, .list-item, label.check').filter({ hasText: label }).first().click();
  }

  /** Types into the composer and sends it. */
  async type(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Fills the control of the open question and sends it: numbers, dates, secrets. */
  async answer(text: string): Promise<void> {
    await this.prompt.locator('.control .input').first().fill(text);
    await this.prompt.locator('.give').click();
  }

  /** Fills one field of the open form. */
  async fill(slot: string, text: string): Promise<void> {
    const field = this.prompt.locator(`.field[data-slot="${slot}"]`);
    const select = field.locator('select');
    if ((await select.count()) > 0) await select.selectOption({ label: text });
    else if ((await field.locator('.chip').count()) > 0)
      await field.locator('.chip').filter({ hasText: text }).first().click();
    else await field.locator('.input').fill(text);
  }

  /** Sends the open form, or says that several are chosen. */
  async done(): Promise<void> {
    await this.prompt.locator('.give').click();
  }

  /** Says yes on the open summary, with the word to type where one is asked for. */
  async confirm(typed?: string): Promise<void> {
    if (typed !== undefined) await this.prompt.locator('input[name="typed"]').fill(typed);
    await this.prompt.locator('[data-answer="yes"]').click();
  }

  async decline(): Promise<void> {
    await this.prompt.locator('[data-answer="no"]').click();
  }

  /** Presses a button by its name, anywhere in the chat. */
  async press(name: string | RegExp): Promise<void> {
    await this.chat.getByRole('button', { name }).last().click();
  }

  /** Every message as a person reads it. */
  async texts(): Promise<string[]> {
    const bodies = await this.page.locator('.message > .body').allInnerTexts();
    return bodies.map((text) => text.replace(/\s+/gu, ' ').trim());
  }

  async lastWizardText(): Promise<string> {
    const body = this.page.locator('.message.wizard > .body').last();
    return (await body.innerText()).replace(/\s+/gu, ' ').trim();
  }

  /** Where the line stands, as the header shows it. */
  async waitForConnection(state: string, timeout = 15_000): Promise<void> {
    await this.page.locator(`.line[data-state="${state}"]`).waitFor({ timeout, state: 'attached' });
  }

  /** What screen readers were given to say, in order. */
  announced(): Promise<string[]> {
    return this.page.evaluate<string[]>('recorded.announced');
  }

  /** What the page's content security policy stopped. */
  violations(): Promise<string[]> {
    return this.page.evaluate<string[]>('recorded.violations');
  }

  /** Every breach of the accessibility rules, with the elements. */
  async breaches(): Promise<string[]> {
    // Nothing fades while colours are measured.
    await this.page.evaluate(
      'Promise.all(document.getAnimations().map((a) => a.effect.getComputedTiming().iterations === Infinity || a.finished))',
    );
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(rules).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    );
  }

  /** Keeps a picture in `artifacts/`. */
  async screenshot(name: string): Promise<string> {
    await mkdir(artifacts, { recursive: true });
    const path = `${artifacts}${name}.png`;
    await this.page.screenshot({ path });
    return path;
  }

  /** Waits until an expression of the page is true; asked from outside, since the page's policy forbids to evaluate. */
  async until(expression: string, timeout = 10_000): Promise<void> {
    const end = Date.now() + timeout;
    while (!(await this.page.evaluate<boolean>(expression))) {
      if (Date.now() > end) throw new Error(`still not so: ${expression}`);
      await this.page.waitForTimeout(25);
    }
  }

  /** Scrolls the conversation to its top. */
  async scrollUp(): Promise<void> {
    await this.page.evaluate(`${scroller}.scrollTop = 0`);
  }

  /** How far the conversation is scrolled: from its top, and to its end. */
  scrolled(): Promise<{ top: number; rest: number }> {
    return this.page.evaluate(
      `({ top: ${scroller}.scrollTop, rest: ${scroller}.scrollHeight - ${scroller}.scrollTop - ${scroller}.clientHeight })`,
    );
  }

  /** The id or the text of what has the focus, inside the chat or outside of it. */
  focus(): Promise<string> {
    return this.page.evaluate<string>(`(() => {
      let at = document.activeElement;
      while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
      return at ? at.id || at.getAttribute('aria-label') || at.textContent.trim().slice(0, 60) || at.tagName : '';
    })()`);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

async function newContext(options: WidgetPageOptions): Promise<BrowserContext> {
  const context = await (await browser()).newContext({
    viewport: { width: options.width ?? 1_100, height: options.height ?? 800 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: options.reducedMotion ?? 'reduce',
    forcedColors: options.forcedColors ?? 'none',
    hasTouch: options.touch ?? false,
    isMobile: options.touch ?? false,
    locale: 'en-GB',
  });
  await context.addInitScript(recorder);
  return context;
}
