import { expect } from 'chai';

import { describeInBrowser } from './support/chromium.ts';
import { questions, talk } from './support/gallery.ts';
import { ask, type Line, ScriptedServer, said, say, strictPolicy } from './support/scripted-server.ts';
import { WidgetPage, type WidgetPageOptions } from './support/widget-page.ts';

describeInBrowser('In a page of somebody else', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  afterEach(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  async function open(
    first: Line[] = [say('Welcome.')],
    options: WidgetPageOptions = {},
    policy = strictPolicy,
  ): Promise<void> {
    server = await ScriptedServer.start(
      (reply) => [said(reply.type === 'text' ? reply.text : JSON.stringify(reply)), say('Noted.')],
      first,
    );
    server.policy = policy;
    chat = await WidgetPage.open(`${server.url}floating.html`, options);
  }

  const call = (code: string): Promise<unknown> => chat.page.evaluate(code);
  const heard = (): Promise<string[]> => chat.page.evaluate<string[]>('globalThis.heard ?? []');

  it('waits with everything until it is opened', async () => {
    await open();
    await chat.page.getByRole('button', { name: 'Open the chat' }).waitFor();
    expect(server.opened).to.deep.equal([]);
    await chat.page.getByRole('button', { name: 'Open the chat' }).click();
    await chat.waitForText('Welcome.');
  });

  for (const [name, policy] of Object.entries({
    'a strict policy': strictPolicy.replace(/; require-trusted-types-for.*$/u, ''),
    'a strict policy with Trusted Types': strictPolicy,
  })) {
    it(`breaks nothing of ${name}`, async () => {
      await open([...talk, ask(questions.choice)], {}, policy);
      await call('ThreebotChat.open()');
      await chat.choose('Large');
      await chat.waitForText('Noted.');
      server.tell({
        by: 'wizard',
        type: 'show',
        show: { as: 'qr', src: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E', text: 'x' },
      });
      await chat.page.locator('.qr').waitFor();
      expect(
        await chat.page.locator('[style]').count(),
        'only the host itself may carry a computed size',
      ).to.be.at.most(1);
    });
  }

  it('takes calls that came before it', async () => {
    server = await ScriptedServer.start((reply) => [
      said(reply.type === 'text' ? reply.text : reply.type),
      say('Noted.'),
    ]);
    chat = await WidgetPage.open('about:blank');
    await chat.page.addInitScript(`addEventListener('DOMContentLoaded', () => {
      ThreebotChat.on('ready', () => (globalThis.heard = ['ready']));
      ThreebotChat.open();
      ThreebotChat.send('hello from the page');
    });`);
    await chat.page.goto(`${server.url}floating.html`);
    await chat.waitForText('Noted.');
    expect(server.received[0]?.reply).to.deep.equal({ type: 'text', text: 'hello from the page' });
    expect(await heard()).to.deep.equal(['ready']);
  });

  it('starts a flow with answers that are known', async () => {
    await open();
    await call(`ThreebotChat.start('deploy-vdc', { slots: { size: 'large' } })`);
    await chat.waitForText('Welcome.');
    expect(server.opened[0]).to.deep.include({ flow: 'deploy-vdc', slots: { size: 'large' } });
    await call(`ThreebotChat.start('my-vdcs')`);
    await chat.waitForText('Noted.');
    expect(server.received[0]?.reply).to.deep.equal({ type: 'start', flow: 'my-vdcs' });
  });

  it('tells the page what happens, as calls and as events', async () => {
    await open();
    await call(`globalThis.heard = [];
      for (const name of ['ready', 'open', 'close', 'message', 'unread', 'connection', 'error']) ThreebotChat.on(name, (detail) => heard.push(name + ' ' + JSON.stringify(detail)));
      document.addEventListener('threebot-open', () => heard.push('event'));
      ThreebotChat.open()`);
    await chat.waitForText('Welcome.');
    server.refuse = { code: 'BUSY', message: 'Not now.' };
    await chat.type('hello');
    await chat.page.locator('.pending[data-state="refused"]').waitFor();
    await call('ThreebotChat.close()');
    const names = (await heard()).join('\n');
    expect(names)
      .to.match(/open \{\}/u)
      .and.match(/event/u)
      .and.match(/connection \{"state":"online"\}/u)
      .and.match(/ready \{"conversation":"/u);
    expect(names)
      .to.match(/message \{"revision":1,"texts":\["Welcome."\]\}/u)
      .and.match(/error \{"code":"BUSY"/u)
      .and.match(/close \{\}/u);
  });

  it('counts what came while it was closed', async () => {
    await open();
    await call('ThreebotChat.open()');
    await chat.waitForText('Welcome.');
    await call('ThreebotChat.close()');
    server.tell(say('Your data center is ready.'));
    server.tell(say('By the way.'));
    await chat.page.getByRole('button', { name: 'Open the chat, 2 new messages' }).waitFor();
    expect(await chat.page.locator('.unread').innerText()).to.equal('2');
    await call('ThreebotChat.toggle()');
    await chat.waitForText('By the way.');
    await call('ThreebotChat.toggle()');
    await chat.page.getByRole('button', { name: 'Open the chat', exact: true }).waitFor();
  });

  it('hides and shows its launcher', async () => {
    await open();
    const launcher = chat.page.getByRole('button', { name: 'Open the chat' });
    await launcher.waitFor();
    await call('ThreebotChat.hide()');
    await launcher.waitFor({ state: 'hidden' });
    await call('ThreebotChat.show()');
    await launcher.waitFor();
  });

  it('takes a theme, a language and its direction', async () => {
    await open();
    await call(`ThreebotChat.open(); ThreebotChat.setTheme('dark'); ThreebotChat.setLocale('ar')`);
    await chat.waitForText('Welcome.');
    expect(await chat.page.locator('section.root').getAttribute('dir')).to.equal('rtl');
    expect(await call(`getComputedStyle(document.querySelector('threebot-chat')).colorScheme`)).to.equal('dark');
    expect(server.opened[0]?.locale).to.equal('ar');
  });

  it('wears the colours of its page', async () => {
    await open();
    await call(`document.querySelector('threebot-chat') ?? 0; ThreebotChat.open()`);
    await chat.waitForText('Welcome.');
    await call(`document.querySelector('threebot-chat').style.setProperty('--tc-accent', 'rgb(120, 40, 160)')`);
    const colour = `getComputedStyle(document.querySelector('threebot-chat').shadowRoot.querySelector('.launcher')).backgroundColor`;
    expect(await call(colour)).to.equal('rgb(120, 40, 160)');
  });

  it('begins anew when told to', async () => {
    await open();
    await call('ThreebotChat.open()');
    await chat.waitForText('Welcome.');
    const before = server.conversation;
    await call('ThreebotChat.reset()');
    await chat.until(`localStorage.getItem(Object.keys(localStorage)[0]) !== ${JSON.stringify(before)}`);
    await chat.waitForText('Welcome.');
    expect(server.conversation).not.to.equal(before);
  });

  it('survives a page that swaps its body, and goes when told to', async () => {
    await open();
    await call('ThreebotChat.open()');
    await chat.waitForText('Welcome.');
    await call(`document.body.replaceChildren(document.createElement('main'))`);
    await chat.waitForText('Welcome.');
    await call(`document.documentElement.replaceChild(document.createElement('body'), document.body)`);
    await chat.waitForText('Welcome.');
    await chat.type('still there?');
    await chat.waitForText('Noted.');
    await call('ThreebotChat.destroy()');
    expect(await chat.chat.count()).to.equal(0);
  });

  it('touches one name of the page, and no style of it', async () => {
    await open();
    await chat.page.getByRole('button', { name: 'Open the chat' }).waitFor();
    const names = await chat.page.evaluate<string[]>(`(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const fresh = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(globalThis).filter((name) => !fresh.has(name) && !/^(\\d+|recorded|__.*)$/.test(name) && !/playwright/i.test(name));
    })()`);
    expect(names.filter((name) => !/^(lit|reactiveElement)/u.test(name))).to.deep.equal(['ThreebotChat']);
    expect(await chat.page.locator('head style, head link[rel="stylesheet"]').count()).to.equal(0);
  });

  it('fills a phone', async () => {
    await open([...talk, ask(questions.choice)], { width: 360, height: 640, touch: true });
    await chat.page.getByRole('button', { name: 'Open the chat' }).tap();
    await chat.prompt.waitFor();
    const box = await chat.page.locator('.panel').boundingBox();
    expect(box).to.deep.equal({ x: 0, y: 0, width: 360, height: 640 });
    expect(await chat.focus(), 'the keyboard stays away until it is wanted').to.equal('panel');
  });
});
