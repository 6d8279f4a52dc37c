import { expect } from 'chai';
import type { Locator } from 'playwright-core';

import { describeInBrowser } from './support/chromium.ts';
import { questions } from './support/gallery.ts';
import { ask, ScriptedServer, said, say } from './support/scripted-server.ts';
import { WidgetPage } from './support/widget-page.ts';

/** The page is in Arabic, before the chat comes to life. */
const arabic = `addEventListener('DOMContentLoaded', () => {
  document.documentElement.lang = 'ar';
  document.documentElement.dir = 'rtl';
  document.querySelector('threebot-chat')?.setAttribute('lang', 'ar');
})`;

/** Runs in the page. */
const placesIn = `(selector, pieces) => pieces.map((piece) => {
  const element = [...document.querySelector('threebot-chat').shadowRoot.querySelectorAll(selector)].at(-1);
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent.indexOf(piece);
    if (at < 0) continue;
    range.setStart(node, at);
    range.setEnd(node, at + piece.length);
    return range.getBoundingClientRect().left;
  }
  return NaN;
})`;

describeInBrowser('From right to left', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  beforeEach(async () => {
    server = await ScriptedServer.start(undefined, [say('أهلًا.')]);
    server.lang = 'ar';
    server.dir = 'rtl';
  });

  afterEach(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  async function open(options: { width?: number; height?: number } = {}, path = ''): Promise<void> {
    chat = await WidgetPage.open(`${server.url}icon.svg`, options);
    await chat.page.addInitScript(arabic);
    await chat.page.goto(server.url + path);
    if (path === '') await chat.waitForText('أهلًا.');
  }

  async function box(locator: Locator): Promise<{ left: number; right: number; top: number; bottom: number }> {
    const found = await locator.boundingBox();
    if (!found) throw new Error('it is not drawn');
    return { left: found.x, right: found.x + found.width, top: found.y, bottom: found.y + found.height };
  }

  /** Where each of these pieces of a text begins on the screen. */
  async function places(selector: string, ...pieces: string[]): Promise<number[]> {
    return await chat.page.evaluate<number[]>(`(${placesIn})(${JSON.stringify(selector)}, ${JSON.stringify(pieces)})`);
  }

  it('reads mixed values in their order', async () => {
    await open();
    server.tell(say('السعر 70.7 TFT شهريًا، والمفتاح في `~/.kube/config`.'), {
      by: 'wizard',
      type: 'show',
      show: { as: 'card', title: 'demo-1 (تجريبي)', fields: [{ label: 'السعر', value: '70.7 TFT شهريًا (2.12 USD)' }] },
    });
    await chat.page.locator('.fact .value').waitFor();
    const [amount = 0, unit = 0, monthly = 0, dollars = 0] = await places(
      '.fact .value',
      '70.7',
      'TFT',
      'شهريًا',
      '2.12',
    );
    // From the right: the amount with its unit behind it, then "monthly", then the dollars.
    expect(amount).to.be.below(unit);
    expect(monthly).to.be.below(amount);
    expect(dollars).to.be.below(monthly);
    const [name = 0, test = 0] = await places('.card-title', 'demo-1', 'تجريبي');
    expect(test).to.be.below(name);
    const [home = 0, folder = 0] = await places('.md code', '~/', 'kube');
    expect(home).to.be.below(folder);
  });

  it('sets a table in columns, on a phone too', async () => {
    await open({ width: 360, height: 740 });
    server.tell({
      by: 'wizard',
      type: 'show',
      show: {
        as: 'table',
        title: 'العقد',
        columns: ['الاسم', 'الدور'],
        rows: [
          ['worker-1', 'عامل'],
          ['w2', 'عامل'],
        ],
      },
    });
    const cells = chat.page.locator('td > span');
    await cells.first().waitFor();
    const edges = await Promise.all([0, 1, 2, 3].map(async (at) => Math.round((await box(cells.nth(at))).right)));
    expect(new Set(edges).size, `right edges ${edges.join(', ')}`).to.equal(1);
    expect(await chat.breaches()).to.deep.equal([]);
  });

  it('begins to type at the right, and goes the way of what is typed', async () => {
    await open();
    const direction = async (): Promise<string> =>
      await chat.page.evaluate(
        `getComputedStyle(document.querySelector('threebot-chat').shadowRoot.querySelector('#composer')).direction`,
      );
    expect(await direction()).to.equal('rtl');
    await chat.composer.fill('kubectl');
    expect(await direction()).to.equal('ltr');
    await chat.composer.fill('kubectl من فضلك');
    expect(await direction()).to.equal('rtl');
  });

  it('floats at the other side, inside the page, with its buttons in order', async () => {
    await open({ width: 900, height: 700 }, 'floating.html');
    const launcher = chat.page.locator('.launcher');
    await launcher.waitFor();
    expect((await box(launcher)).left).to.be.below(100);
    await launcher.click();
    await chat.waitForText('أهلًا.');
    server.tell(said('small'), ask(questions.choice));
    await chat.page.locator('.message.person').waitFor();
    const panel = await box(chat.page.locator('.panel'));
    expect(panel.left).to.be.within(0, 100);
    expect(panel.right).to.be.below(600);
    expect(panel.top).to.be.at.least(0);
    expect(panel.bottom).to.be.below((await box(launcher)).top + 1);
    const [fresh, close] = [
      await box(chat.page.locator('[data-new]')),
      await box(chat.page.locator('.header button').last()),
    ];
    expect(close.left).to.be.below(fresh.left);
    // What the person says stands at the left, what the wizard says at the right.
    const bubble = await box(chat.page.locator('.message.person .bubble'));
    expect(bubble.left - panel.left).to.be.below(60);
    expect(await chat.breaches()).to.deep.equal([]);
    await chat.page.keyboard.press('Escape');
    await chat.page.locator('.panel').waitFor({ state: 'detached' });
    await chat.screenshot('floating-rtl');
  });
});
