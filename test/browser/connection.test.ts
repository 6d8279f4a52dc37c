import { expect } from 'chai';

import { describeInBrowser } from './support/chromium.ts';
import { question, questions } from './support/gallery.ts';
import { ask, type Line, type Script, ScriptedServer, said, say } from './support/scripted-server.ts';
import { WidgetPage } from './support/widget-page.ts';

const remark: Script = (reply) =>
  reply.type === 'text' ? [said(reply.text), say(`Noted: ${reply.text}.`)] : [said('Pressed'), say('Noted.')];

describeInBrowser('The line to the server', function () {
  this.timeout(40_000);
  let server: ScriptedServer;
  const pages: WidgetPage[] = [];

  afterEach(async () => {
    for (const chat of pages.splice(0)) {
      expect(await chat.violations()).to.deep.equal([]);
      expect(chat.problems).to.deep.equal([]);
      await chat.close();
    }
    await server.stop();
  });

  async function open(first: Line[] = [say('Welcome.')], script: Script = remark): Promise<WidgetPage> {
    server = await ScriptedServer.start(script, first);
    const chat = await enter();
    await chat.waitForConnection('online');
    return chat;
  }

  async function enter(beside?: WidgetPage): Promise<WidgetPage> {
    const chat = await WidgetPage.open(server.url, beside ? { beside } : {});
    if (!beside) pages.push(chat);
    return chat;
  }

  const words = (): string[] => server.received.map(({ reply }) => (reply.type === 'text' ? reply.text : reply.type));

  it('shows what was said before after a reload', async () => {
    const chat = await open();
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
    await chat.page.reload();
    await chat.waitForText('Noted: hello.');
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'hello', 'Noted: hello.']);
    expect(server.opened.at(-1)).to.include({ conversation: server.conversation });
  });

  it('keeps what is typed but not sent over a reload, in the composer and in a field', async () => {
    const chat = await open([ask(questions.key_values)]);
    await chat.composer.fill('half a sent');
    await chat.prompt.getByLabel('Value 1').fill('green');
    await chat.page.reload();
    await chat.prompt.waitFor();
    expect(await chat.composer.inputValue()).to.equal('half a sent');
    expect(await chat.prompt.getByLabel('Value 1').inputValue()).to.equal('green');
  });

  it('comes back by itself, fetches exactly what it missed, and repeats nothing', async () => {
    const chat = await open();
    await chat.type('one');
    await chat.waitForText('Noted: one.');
    await server.stop();
    await chat.waitForConnection('reconnecting');
    server.keepQuiet(say('While you were away.'));
    await server.listen();
    await chat.waitForText('While you were away.');
    expect(server.opened.at(-1)).to.include({ after: 2 });
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'one', 'Noted: one.', 'While you were away.']);
  });

  it('draws at once what is typed without a server, and sends it when there is one', async () => {
    const chat = await open();
    await server.stop();
    await chat.waitForConnection('reconnecting');
    await chat.type('first');
    await chat.type('second');
    expect(await chat.page.locator('.pending .said').allInnerTexts()).to.deep.equal(['first', 'second']);
    await chat.page.locator('.pending').getByText('Kept, will be sent when the connection is back').first().waitFor();
    await server.listen();
    await chat.waitForText('Noted: second.');
    expect(words()).to.deep.equal(['first', 'second']);
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'first', 'Noted: first.', 'second', 'Noted: second.']);
  });

  it('sends what a closed page left unsent, under the same id', async () => {
    const chat = await open();
    server.swallowAcks = 1;
    await chat.type('once');
    await chat.page.locator('.pending').waitFor();
    for (let tries = 0; tries < 50 && server.received.length === 0; tries += 1) await chat.page.waitForTimeout(20);
    await chat.page.reload();
    await chat.waitForText('Noted: once.');
    await chat.page.locator('.pending').waitFor({ state: 'detached' });
    const ids = new Set(server.received.map(({ id }) => id));
    expect(ids.size).to.equal(1);
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'once', 'Noted: once.']);
  });

  it('sends again what was taken without an answer, and shows it once', async () => {
    const chat = await open();
    server.swallowAcks = 1;
    await chat.type('hello');
    for (let tries = 0; tries < 50 && server.received.length === 0; tries += 1) await chat.page.waitForTimeout(20);
    server.cut();
    await chat.waitForText('Noted: hello.');
    await chat.page.locator('.pending').waitFor({ state: 'detached' });
    expect(server.received).to.have.length(2);
    expect(server.turns).to.have.length(2);
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'hello', 'Noted: hello.']);
  });

  it('shows a reply as on its way until a slow server has it', async () => {
    const chat = await open();
    server.ackDelay = 800;
    await chat.type('slow');
    await chat.page.locator('.pending[data-state="sending"]').waitFor();
    await chat.waitForText('Noted: slow.');
    expect(await chat.page.locator('.pending').count()).to.equal(0);
  });

  it('says why a reply was not taken, and gives the words back', async () => {
    const chat = await open();
    server.refuse = { code: 'BUSY', message: 'Too much is happening here at once.' };
    await chat.type('please');
    await chat.page
      .locator('.pending[data-state="refused"]')
      .getByText('Not taken: Too much is happening here at once.')
      .waitFor();
    await chat.press('Use again');
    expect(await chat.composer.inputValue()).to.equal('please');
    await chat.composer.press('Enter');
    await chat.waitForText('Noted: please.');
  });

  it('lets a refused button be pressed again', async () => {
    const chat = await open([ask(questions.choice)]);
    server.refuse = { code: 'BUSY', message: 'Not now.' };
    await chat.choose('Large');
    await chat.page.locator('.pending[data-state="refused"]').waitFor();
    await chat.choose('Small');
    await chat.waitForText('Noted.');
    expect(await chat.page.locator('.pending').count()).to.equal(0);
  });

  it('waits as long as the server asks before it sends again', async () => {
    const chat = await open();
    server.refuse = { code: 'SLOW_DOWN', message: 'That was a little fast.', retryAfter: 300 };
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
    expect(words()).to.deep.equal(['hello']);
  });

  it('drops a turn it has, and fetches one that is missing', async () => {
    const chat = await open();
    const [first] = server.turns;
    if (first) server.emit(first);
    server.keepQuiet(say('Second.'));
    server.tell(say('Third.'));
    await chat.waitForText('Third.');
    expect(await chat.texts()).to.deep.equal(['Welcome.', 'Second.', 'Third.']);
  });

  it('keeps two tabs in step, and an answer given in one closes the question in the other', async () => {
    const chat = await open([ask(questions.choice)]);
    const other = await enter(chat);
    await other.prompt.waitFor();
    await chat.choose('Large');
    await other.waitForText('Noted.');
    expect(await other.prompt.count()).to.equal(0);
    await other.type('hello');
    await chat.waitForText('Noted: hello.');
    expect(await chat.texts()).to.deep.equal(await other.texts());
  });

  it('says that it is offline, and goes on at once when it is not', async () => {
    const chat = await open();
    await chat.context.setOffline(true);
    await chat.page.evaluate(`dispatchEvent(new Event('offline'))`);
    await chat.page.getByText('You are offline.').waitFor();
    await chat.type('later');
    server.cut();
    await chat.context.setOffline(false);
    await chat.waitForText('Noted: later.');
  });

  it('begins anew, and says so, where the conversation is gone', async () => {
    const chat = await open();
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
    server.conversation = 'another-one';
    server.cut();
    await chat.page.getByText('The earlier conversation is not there any more').waitFor();
    expect(await chat.texts()).to.deep.equal(['Welcome.']);
  });

  it('shows what a server that lost its newest turns has', async () => {
    const chat = await open();
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
    server.turns = server.turns.slice(0, 1);
    server.cut();
    await chat.messages.filter({ hasText: 'Noted: hello.' }).waitFor({ state: 'detached' });
    expect(await chat.texts()).to.deep.equal(['Welcome.']);
  });

  it('begins one conversation, however often its beginning is repeated', async () => {
    server = await ScriptedServer.start(remark, [say('Welcome.')]);
    server.swallowOpens = 1;
    const chat = await enter();
    for (let tries = 0; tries < 100 && server.opened.length === 0; tries += 1) await chat.page.waitForTimeout(20);
    const begun = server.conversation;
    server.cut();
    await chat.waitForText('Welcome.');
    expect(server.conversation).to.equal(begun);
    expect(new Set(server.opened.map(({ messageId }) => messageId)).size).to.equal(1);
  });

  it('asks for a token where the server wants one, and keeps it in memory alone', async () => {
    server = await ScriptedServer.start(remark, [say('Welcome.')]);
    server.refuseHandshake = 'Please sign in: no token.';
    server.token = 'a.signed.token';
    const chat = await enter();
    await chat.page.getByRole('alert').filter({ hasText: 'Please sign in: no token.' }).waitFor();
    await chat.page.getByLabel('Access token').fill('a.signed.token');
    await chat.press('Sign in');
    await chat.waitForText('Welcome.');
    expect(await chat.page.evaluate('JSON.stringify([{...localStorage}, {...sessionStorage}])')).not.to.contain(
      'signed',
    );
  });

  it('fetches older turns on the way up, and stays where one reads', async () => {
    server = await ScriptedServer.start(remark, [say('The very first words.')]);
    server.pageSize = 20;
    const chat = await enter();
    await chat.waitForText('The very first words.');
    for (let count = 2; count <= 45; count += 1) server.keepQuiet(say(`Turn ${count}.`));
    await chat.page.reload();
    await chat.waitForText('Turn 45.');
    expect(await chat.messages.count()).to.equal(20);
    await chat.scrollUp();
    await chat.page.locator('[data-entry="6.0"]').waitFor();
    // What was at the top is still in sight: the older turns are above it.
    expect((await chat.scrolled()).top).to.be.above(200);
    await chat.scrollUp();
    await chat.waitForText('The very first words.');
    expect(await chat.messages.count()).to.equal(45);
    expect(await chat.page.getByText('Earlier messages').count()).to.equal(0);
  });

  it('does not pull a reader down, and offers the way to what is new', async () => {
    server = await ScriptedServer.start(remark, [say('The very first words.')]);
    const chat = await enter();
    await chat.waitForText('The very first words.');
    for (let count = 2; count <= 40; count += 1) server.tell(say(`Turn ${count}.`));
    await chat.waitForText('Turn 40.');
    await chat.scrollUp();
    await chat.page.waitForTimeout(100);
    server.tell(say('News.'));
    await chat.page.getByRole('button', { name: 'New messages' }).waitFor();
    expect((await chat.scrolled()).top).to.be.below(100);
    await chat.press('New messages');
    await chat.page.getByRole('button', { name: 'New messages' }).waitFor({ state: 'detached' });
    expect((await chat.scrolled()).rest).to.be.below(60);
  });

  it('begins a new conversation when asked to, after asking back', async () => {
    const chat = await open();
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
    const before = server.conversation;
    await chat.press('New conversation');
    await chat.press('Go on here');
    expect(server.conversation).to.equal(before);
    await chat.press('New conversation');
    await chat.press('Begin anew');
    await chat.messages.filter({ hasText: 'Noted: hello.' }).waitFor({ state: 'detached' });
    await chat.waitForText('Welcome.');
    expect(server.conversation).not.to.equal(before);
  });

  it('works where the browser forbids to remember', async () => {
    server = await ScriptedServer.start(remark, [say('Welcome.')]);
    const chat = await enter();
    await chat.page.addInitScript(
      `for (const kind of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, kind, { get() { throw new Error('forbidden'); } });`,
    );
    await chat.page.reload();
    await chat.waitForText('Welcome.');
    await chat.type('hello');
    await chat.waitForText('Noted: hello.');
  });

  it('goes on where the line is dead without having been closed', async () => {
    const chat = await open([ask(question('string'))]);
    server.freeze();
    await chat.type('hello');
    await chat.waitForConnection('reconnecting', 25_000);
    server.thaw();
    await chat.waitForText('Noted: hello.');
    expect(server.turns).to.have.length(2);
  });
});
