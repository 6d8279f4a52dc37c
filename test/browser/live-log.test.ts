import { readFile } from 'node:fs/promises';

import { expect } from 'chai';

import { describeInBrowser } from './support/chromium.ts';
import { type Line, ScriptedServer, say } from './support/scripted-server.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('A live log', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  const log: Line = {
    by: 'wizard',
    type: 'show',
    show: { as: 'log', title: 'worker-2', lines: ['12:00:01 boot'], live: 'log-of-worker-2' },
  };

  beforeEach(async () => {
    server = await ScriptedServer.start();
    chat = await WidgetPage.open(server.url);
    await chat.waitForText('Welcome.');
    server.tell(log);
    await chat.page.locator('.log-state[data-state="on"]').waitFor();
  });

  afterEach(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  const shown = async (): Promise<string> => await chat.page.locator('.sheet pre').last().innerText();
  const state = async (): Promise<string> => await chat.page.locator('.log-state').last().innerText();

  async function until(text: string): Promise<void> {
    await chat.page.locator('.sheet', { hasText: text }).waitFor();
  }

  it('grows as lines come, keeps its last line in sight, and says what is missing', async () => {
    server.log(
      'log-of-worker-2',
      Array.from({ length: 60 }, (_, index) => `line ${index}`),
    );
    await until('line 59');
    expect(await shown())
      .to.contain('12:00:01 boot')
      .and.to.contain('line 0');
    const hidden = `(() => {
      const pre = document.querySelector('threebot-chat').shadowRoot.querySelector('.tail');
      return pre.scrollHeight > pre.clientHeight && Math.abs(pre.scrollTop) < 2;
    })()`;
    await chat.until(hidden);
    server.log('log-of-worker-2', ['after the gap'], 40);
    await until('after the gap');
    expect(await chat.page.locator('.missing').innerText()).to.equal('40 earlier lines are not shown.');
    expect(await chat.breaches()).to.deep.equal([]);
    await chat.screenshot('live-log');
  });

  it('stands still when told to, with the keyboard too, and then catches up', async () => {
    await chat.page.locator('[data-log="hold"]').focus();
    await chat.page.keyboard.press('Enter');
    server.log('log-of-worker-2', ['unseen one', 'unseen two']);
    await until('paused, 2 new lines');
    expect(await shown()).to.not.contain('unseen');
    await chat.page.keyboard.press('Enter');
    await until('unseen two');
    expect(await state()).to.equal('live');
  });

  it('is told to those who listen now and then, never line by line', async () => {
    for (const word of ['alpha', 'beta', 'gamma', 'delta']) server.log('log-of-worker-2', [word]);
    await until('delta');
    server.endLog('log-of-worker-2', { why: 'over' });
    await until('no more lines');
    const announced = (await chat.announced()).filter((text) => /new line|more lines|alpha|delta/u.test(text));
    expect(announced).to.have.length.at.most(2);
    expect(announced.at(-1)).to.equal('worker-2: no more lines');
    expect(announced.join(' ')).to.not.match(/alpha|delta/u);
  });

  it('says why it ended, and is followed again when asked to', async () => {
    server.endLog('log-of-worker-2', { why: 'failed', message: 'The pod is gone.' });
    await until('The pod is gone.');
    await chat.press('Follow');
    await until('live');
    expect(server.watched).to.deep.equal(['log-of-worker-2', 'log-of-worker-2']);
  });

  it('is followed again after the line was lost, and not after a reload once others came behind it', async () => {
    server.cut();
    await chat.until(
      `document.querySelector('threebot-chat').shadowRoot.querySelector('.log-state[data-state="on"]') !== null`,
    );
    while (server.watched.length < 2) await chat.page.waitForTimeout(20);
    server.tell(say('Something else.'));
    await chat.page.reload();
    await chat.waitForText('Something else.');
    expect(await state()).to.equal('not live');
    expect(server.watched).to.have.length(2);
  });

  it('can be saved', async () => {
    server.log('log-of-worker-2', ['kept']);
    await until('kept');
    const saving = chat.page.waitForEvent('download');
    await chat.press('Save worker-2 as a file');
    const file = await saving;
    expect(file.suggestedFilename()).to.equal('worker-2.log');
    expect(await readFile(await file.path(), 'utf8')).to.equal('12:00:01 boot\nkept\n');
  });

  it('shows what another person writes as theirs', async () => {
    server.tell({ by: 'other', type: 'relayed', name: 'Grace', text: 'Hello **Ada**,\nwhich disk?' });
    const message = chat.page.locator('.message.other');
    await message.waitFor();
    expect(await message.innerText()).to.contain('Hello **Ada**,\nwhich disk?');
    expect(await chat.announced()).to.contain('Grace wrote: Hello **Ada**,\nwhich disk?');
    expect(await chat.breaches()).to.deep.equal([]);
    await chat.screenshot('another-person');
  });
});
