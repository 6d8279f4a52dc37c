import { expect } from 'chai';

import type { PromptDraft } from '#src/protocol/index.ts';

import { describeInBrowser } from './support/chromium.ts';
import { confirm, danger, form, longList, offers, operation, questions, shows, talk } from './support/gallery.ts';
import { ask, type Line, ScriptedServer, said, say } from './support/scripted-server.ts';
import { WidgetPage, type WidgetPageOptions } from './support/widget-page.ts';

describeInBrowser('Accessibility', function () {
  this.timeout(60_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  afterEach(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  async function open(first: Line[], options: WidgetPageOptions = {}, path = ''): Promise<void> {
    server = await ScriptedServer.start(
      (reply) => [said(reply.type === 'text' ? reply.text : 'Pressed'), say('Noted.'), ask(questions.string)],
      first,
    );
    chat = await WidgetPage.open(server.url + path, options);
    if (path === '') await chat.messages.first().waitFor();
  }

  const { string, choice, multichoice, secret, file } = questions;
  /** Every control there is, on one card; and every prompt that is drawn in its own way. */
  const everything: PromptDraft = {
    ...form,
    fields: Object.values(questions).flatMap((prompt) => (prompt.kind === 'ask' ? [prompt.question] : [])),
  };
  const prompts = [string, choice, multichoice, secret, file, longList, everything, confirm, danger, offers];
  const running: Line = { by: 'wizard', type: 'operation', operation: operation(1) };

  const looks: { [name: string]: { options: WidgetPageOptions; rtl?: boolean } } = {
    'in light': { options: {} },
    'in dark': { options: { colorScheme: 'dark' } },
    'in forced colours': { options: { forcedColors: 'active' } },
    'from right to left': { options: {}, rtl: true },
    'on 320 pixels': { options: { width: 320, height: 640, touch: true } },
  };

  for (const [name, { options, rtl }] of Object.entries(looks)) {
    it(`breaks no rule ${name}`, async () => {
      await open([...talk, ...shows, running], options);
      if (rtl) {
        server.lang = 'ar';
        server.dir = 'rtl';
        await chat.page.evaluate(
          `document.documentElement.dir = 'rtl'; document.querySelector('threebot-chat').dir = 'rtl'`,
        );
      }
      expect(await chat.breaches()).to.deep.equal([]);
      for (const prompt of [questions.choice, form]) {
        server.tell(ask(prompt));
        await chat.page.locator(`.prompt[data-prompt="${server.open}"][data-open="true"]`).waitFor();
      }
      expect(await chat.breaches()).to.deep.equal([]);
    });
  }

  it('breaks no rule whatever is asked', async () => {
    await open([say('Welcome.')]);
    for (const prompt of prompts) {
      server.tell(ask(prompt));
      await chat.page.locator(`.prompt[data-prompt="${server.open}"][data-open="true"]`).waitFor();
      expect(await chat.breaches(), prompt.kind === 'ask' ? prompt.question.type : prompt.kind).to.deep.equal([]);
    }
  });

  it('would notice a breach inside the chat', async () => {
    await open([say('Welcome.')]);
    await chat.page.evaluate(
      `document.querySelector('threebot-chat').shadowRoot.querySelector('[data-new]').removeAttribute('aria-label')`,
    );
    await chat.page.evaluate(
      `document.querySelector('threebot-chat').shadowRoot.querySelector('[data-new]').removeAttribute('title')`,
    );
    expect((await chat.breaches()).join()).to.contain('button-name');
  });

  it('needs no sideways scrolling on 320 pixels', async () => {
    await open([...talk, ...shows, running, ask(form)], { width: 320, height: 640, touch: true });
    expect(await chat.page.evaluate('document.documentElement.scrollWidth')).to.equal(320);
    const wide = await chat.page.evaluate<string[]>(`(() => {
      const root = document.querySelector('threebot-chat').shadowRoot;
      return [...root.querySelectorAll('.message *')].filter((element) => !element.closest('pre, thead, .unseen') && element.getBoundingClientRect().right > 320.5).map((element) => element.outerHTML.slice(0, 120));
    })()`);
    expect(wide).to.deep.equal([]);
  });

  it('has targets of 24 pixels, and of 44 under a finger', async () => {
    for (const [touch, least] of [
      [false, 24],
      [true, 44],
    ] as const) {
      await open([...talk, running, ask(form)], { touch, width: touch ? 390 : 1_000, height: 800 });
      const small = await chat.page.evaluate<string[]>(`(() => {
        const root = document.querySelector('threebot-chat').shadowRoot;
        return [...root.querySelectorAll('button, .chip, .check, select, .input, textarea')]
          .filter((element) => element.checkVisibility() && !element.matches('.unseen') && element.getBoundingClientRect().height < ${least - 3})
          .map((element) => element.outerHTML.slice(0, 120) + element.getBoundingClientRect().height);
      })()`);
      expect(small).to.deep.equal([]);
      if (!touch) {
        await chat.close();
        await server.stop();
      }
    }
  });

  it('has inputs that no phone zooms into', async () => {
    await open([ask(form)], { touch: true, width: 390 });
    const sizes = await chat.page.evaluate<number[]>(
      `[...document.querySelector('threebot-chat').shadowRoot.querySelectorAll('input, textarea, select')].map((element) => parseFloat(getComputedStyle(element).fontSize))`,
    );
    expect(Math.min(...sizes)).to.be.at.least(16);
  });

  it('announces what the wizard says: once, in order, without marks, and takes it away again', async () => {
    await open([say('Welcome.')]);
    server.tell(say('It **works**: see [the manual](https://example.org).'), ask(questions.bool));
    await chat.waitForText('It works');
    await chat.until('recorded.announced.length >= 3');
    expect(await chat.announced()).to.deep.equal([
      'Welcome.',
      'It works: see the manual.',
      'Should it survive the loss of a controller?',
    ]);
    await chat.until(
      `document.querySelector('threebot-chat').shadowRoot.querySelector('[role="log"]').childElementCount === 0`,
    );
  });

  it('announces neither a history nor a percentage, but every stage', async () => {
    await open([say('One.')]);
    server.keepQuiet(say('Two.'));
    await chat.page.reload();
    await chat.waitForText('Two.');
    expect(await chat.announced()).to.deep.equal([]);
    server.tell(running);
    await chat.waitForText('Deploying demo');
    const base = operation(1);
    const percent = base.stages.map((stage) => (stage.id === 'boot' ? { ...stage, percent: 80 } : stage));
    server.progress({ ...base, sequence: 2, stages: percent });
    const next = base.stages.map((stage) =>
      stage.id === 'boot'
        ? { ...stage, state: 'done' as const }
        : stage.id === 'kubernetes'
          ? { ...stage, state: 'running' as const }
          : stage,
    );
    server.progress({ ...base, sequence: 3, stages: next });
    await chat.until('recorded.announced.length >= 3');
    expect(await chat.announced()).to.deep.equal([
      'Deploying demo: In progress',
      'Boot the machines: done',
      'Start Kubernetes: running',
    ]);
  });

  it('never moves the focus when something arrives', async () => {
    await open([...talk, ask(questions.choice)]);
    await chat.prompt.locator('.chip').first().focus();
    server.tell(say('News.'));
    await chat.waitForText('News.');
    await chat.composer.focus();
    server.tell(ask(questions.bool));
    await chat.waitForPrompt('survive');
    expect(await chat.focus()).to.equal('composer');
  });

  it('leaves the focus at the question whose chip was pressed, never at the top of the page', async () => {
    await open([...talk, ask(questions.choice)]);
    await chat.prompt.locator('.chip').first().focus();
    await chat.page.keyboard.press('ArrowRight');
    await chat.page.keyboard.press('Enter');
    await chat.waitForText('Noted.');
    expect(await chat.focus()).to.equal('m-1.3');
    await chat.page.keyboard.press('Tab');
    expect(await chat.focus()).to.equal('Use demo');
  });

  it('can be walked with the keyboard alone', async () => {
    await open([
      say('See [the manual](https://example.org).'),
      said('Hello', { slot: 'greeting' }),
      say('Good day.'),
      ask(questions.choice),
    ]);
    const keys = async (...names: string[]): Promise<string> => {
      for (const name of names) await chat.page.keyboard.press(name);
      return chat.focus();
    };
    await chat.page.locator('[data-new]').focus();
    expect(await keys('Tab'), 'the conversation is the next stop').to.equal('Conversation');
    expect(await keys('ArrowUp'), 'arrows go to its messages').to.equal('m-1.3');
    expect(await keys('Home')).to.equal('m-1.0');
    expect(await keys('Enter'), 'Enter goes into one').to.equal('the manual');
    expect(await keys('Escape'), 'Escape goes back to it').to.equal('m-1.0');
    expect(await keys('ArrowDown', 'Enter')).to.equal('Edit your answer “Hello”');
    expect(await keys('Escape', 'Escape'), 'and then to typing').to.equal('composer');
    await chat.page.locator('.transcript').focus();
    expect(await keys('Tab'), 'old messages are no stops: the open question is next').to.contain('Medium');
    expect(await keys('ArrowRight')).to.contain('Large');
    expect(await keys('Tab'), 'its chips are one stop').to.equal('Back');
    expect(await keys('Tab', 'Tab', 'Tab', 'Tab')).to.equal('Cancel');
    expect(await keys('Tab')).to.equal('composer');
  });

  it('shows where the focus is', async () => {
    await open([...talk, ask(questions.choice)]);
    await chat.composer.focus();
    await chat.page.keyboard.press('Shift+Tab');
    const outline = await chat.page.evaluate<string>(
      `getComputedStyle(document.querySelector('threebot-chat').shadowRoot.activeElement).outlineStyle`,
    );
    expect(outline).to.equal('solid');
  });

  it('keeps what has the focus in sight', async () => {
    await open([...talk, ...shows, ask(form)], { height: 600 });
    for (const control of await chat.prompt.locator('input:not(.unseen), select, button').all()) {
      await control.focus();
      const hidden = await chat.page.evaluate<boolean>(`(() => {
        const root = document.querySelector('threebot-chat').shadowRoot;
        const box = root.activeElement.getBoundingClientRect();
        const view = root.querySelector('.scroll').getBoundingClientRect();
        return box.bottom < view.top || box.top > view.bottom;
      })()`);
      expect(hidden).to.equal(false);
    }
  });

  it('opens, closes and gives the focus back from the keyboard', async () => {
    await open([...talk, ask(questions.choice)], {}, 'floating.html');
    const launcher = chat.page.getByRole('button', { name: 'Open the chat' });
    await launcher.focus();
    await chat.page.keyboard.press('Enter');
    await chat.prompt.waitFor();
    expect(await chat.focus()).to.equal('composer');
    expect(await chat.breaches()).to.deep.equal([]);
    await chat.page.keyboard.press('Escape');
    await launcher.waitFor();
    expect(await chat.focus()).to.equal('Open the chat');
    expect(await chat.breaches()).to.deep.equal([]);
  });

  it('keeps Tab inside while it covers a phone', async () => {
    await open([...talk, ask(questions.choice)], { width: 360, height: 640 }, 'floating.html');
    await chat.page.getByRole('button', { name: 'Open the chat' }).click();
    await chat.prompt.waitFor();
    expect(await chat.page.getByRole('dialog').getAttribute('aria-modal')).to.equal('true');
    for (let count = 0; count < 20; count += 1) {
      await chat.page.keyboard.press('Tab');
      expect(await chat.page.evaluate('document.activeElement.localName')).to.equal('threebot-chat');
    }
  });

  it('says the language and direction of what is said', async () => {
    await open([say('Welcome.')]);
    server.lang = 'ar';
    server.dir = 'rtl';
    server.tell(say('مرحبا'));
    await chat.waitForText('مرحبا');
    const message = chat.messages.last();
    expect(await message.getAttribute('lang')).to.equal('ar');
    expect(await message.getAttribute('dir')).to.equal('rtl');
  });

  it('keeps still for those who ask for it', async () => {
    await open([...talk, running], { reducedMotion: 'reduce' });
    const moving = await chat.page.evaluate<number>(
      `document.getAnimations().filter((animation) => animation.playState === 'running').length`,
    );
    expect(moving).to.equal(0);
  });
});
