import { expect } from 'chai';

import { sizeOfPng } from '#src/channels/bots/rendering/size-of-png.ts';

import { BOT_NAME } from './telegram-bot.ts';
import type { TelegramPerson } from './telegram-person.ts';
import { sees, startTelegramWizard, type TelegramWizard, until } from './telegram-wizard.ts';

const flows = new URL('./flows', import.meta.url).pathname;

describe('Telegram', function () {
  this.timeout(90_000);
  let running: TelegramWizard;
  let people = 100;

  before(async () => {
    running = await startTelegramWizard({}, (config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    }));
  });

  after(async () => {
    await running.stop();
  });

  /** Somebody new, in this flow. */
  async function inFlow(flow: string, options: { language?: string } = {}): Promise<TelegramPerson> {
    people += 1;
    const person = running.telegram.person(people, `Person ${people}`, options);
    person.type(`/start ${flow}`);
    await until(person, () => person.seen.length > 0, `the flow ${flow}`);
    return person;
  }

  it('opens with the menu as buttons, and a link opens a flow', async () => {
    const ada = running.telegram.person(99, 'Ada');
    ada.type('/start');
    const menu = await sees(ada, 'What can I do for you?');
    expect(menu.keyboard.flat().map(({ text }) => text)).to.include('Deploy a data center');
    const other = await inFlow('telegram-kinds');
    await sees(other, 'Which fruit?');
  });

  it('lists the commands of the flows, in each language', async () => {
    await until(running.telegram.person(1, 'x'), () => running.telegram.commands.size >= 3, 'the commands');
    const { commands } = running.telegram;
    expect([...commands.keys()].sort()).to.deep.equal(['', 'ar', 'fr']);
    const english = commands.get('') ?? [];
    expect(english.map(({ command }) => command)).to.include('deploy');
    expect(commands.get('ar')?.find(({ command }) => command === 'deploy')?.description).to.match(/\p{Script=Arabic}/u);
  });

  it('takes a command that has a dash as it can be typed here', async () => {
    const ada = running.telegram.person(98, 'Ada');
    ada.type('/telegram_kinds');
    await sees(ada, 'Which fruit?');
  });

  it('pages a long list, and takes a choice of a later page', async () => {
    const ada = await inFlow('telegram-kinds');
    const question = await sees(ada, 'Which fruit?');
    const labels = () => question.keyboard.flat().map(({ text }) => text);
    expect(labels()).to.include('Apple').and.include('More ›').and.not.include('Mango');
    ada.press('More', question);
    await until(ada, () => labels().includes('Mango'), 'the next page');
    expect(labels()).to.include('‹ Earlier');
    ada.press('Mango', question);
    await sees(ada, 'Which colours?');
    await until(ada, () => question.text.includes('➤ Mango'), 'the answer under its question');
    expect(question.keyboard.flat().map(({ text }) => text)).to.deep.equal(['Change']);
  });

  it('switches several choices on and off, and sends them together', async () => {
    const ada = await inFlow('telegram-kinds');
    ada.type('pear');
    const question = await sees(ada, 'Which colours?');
    const label = (name: string) => question.keyboard.flat().find(({ text }) => text.includes(name))?.text;
    ada.press('Red', question);
    await until(ada, () => label('Red') === '☑ Red', 'red');
    ada.press('Blue', question);
    await until(ada, () => label('Done') === 'Done (2)', 'two of them');
    ada.press('Red', question);
    await until(ada, () => label('Done') === 'Done (1)', 'one of them');
    ada.press('Green', question);
    await until(ada, () => label('Done') === 'Done (2)', 'two of them');
    ada.press('Done (2)', question);
    await sees(ada, 'A file, please');
    await until(ada, () => question.text.includes('➤'), 'the answer');
    expect(question.text).to.include('Blue').and.include('Green').and.not.include('Red');
  });

  it('takes documents, refuses what is too large or no text, and gives documents back', async () => {
    const ada = await inFlow('telegram-kinds');
    ada.type('pear');
    await sees(ada, 'Which colours?');
    ada.type('1, 3');
    await sees(ada, 'A file, please');
    ada.sendFile('big.txt', 'x'.repeat(2_000));
    await sees(ada, 'larger than I can take');
    ada.sendFile('data.bin', new Uint8Array([0, 255, 254]));
    await sees(ada, 'not text');
    ada.sendFile('notes.txt', 'hello from a file');
    await sees(ada, 'Where are you?');
    ada.send({ location: { latitude: 52.5, longitude: 13.4 } });
    await sees(ada, 'How old?');
    ada.type('7');
    const file = await sees(ada, 'Your notes');
    expect(new TextDecoder().decode(file.file?.content)).to.equal('hello from a file');
    const code = await sees(ada, 'https://example.org/x');
    expect(code.file?.kind).to.equal('photo');
    expect(sizeOfPng(code.file?.content ?? new Uint8Array())).to.not.equal(null);
    const chart = await sees(ada, 'Sales');
    expect(chart.file).to.include({ kind: 'photo', name: 'picture.png' });
    expect(sizeOfPng(chart.file?.content ?? new Uint8Array())).to.deep.equal({ width: 960, height: 152 });
    expect(chart.text).to.equal('Sales\none: 1; two: 2');
    const broken = await sees(ada, 'A drawing that ends too early');
    expect(broken.file).to.include({ kind: 'document', name: 'picture.svg' });
    const half = await sees(ada, 'A photo that is none');
    expect(half.file).to.include({ kind: 'document', name: 'picture.png' });
  });

  it('keeps words that look like marks as they are, and cuts what is too long for one message', async () => {
    const ada = await inFlow('telegram-long');
    ada.type('<b>&lt; *bold* `x` </b>');
    const echo = await sees(ada, 'You said');
    expect(echo.text).to.equal('You said <b>&lt; *bold* `x` </b>.');
    const table = await sees(ada, 'alpha');
    const long = ada.seen.filter(({ text }) => /line \d+ of many/.test(text));
    expect(long.length).to.be.greaterThan(1);
    const all = long.map(({ text }) => text).join('\n');
    for (const number of [1, 2, 150, 299, 300]) expect(all).to.include(`line ${number} of many`);
    expect(table.html).to.include('<pre>');
  });

  it('asks a form field by field, goes back in it, and sends it once', async () => {
    const ada = await inFlow('telegram-form');
    const first = await sees(ada, 'Your name');
    expect(first.text).to.include('About you').and.include('(1 of 3)');
    ada.type('Ada');
    await sees(ada, '(2 of 3)');
    ada.type('back');
    await until(ada, () => ada.last?.text.includes('(1 of 3)') === true, 'the first field again');
    ada.type('Bea');
    await until(ada, () => ada.last?.text.includes('(2 of 3)') === true, 'the second field');
    ada.press('Green');
    await sees(ada, '(3 of 3)');
    ada.type('not a number');
    const again = await sees(ada, 'Please give a whole number');
    expect(again.keyboard).to.deep.equal([]);
    expect(again.text).to.include('How many');
    ada.type('3');
    await sees(ada, 'Bea likes Green 3 times.');
  });

  it('never takes a secret in the chat: it removes it, and gives a page that works once', async () => {
    const ada = await inFlow('telegram-secret');
    const question = await sees(ada, 'the password');
    const page = /http:\S+\/secret\/[\w-]+/.exec(question.text)?.[0] ?? '';
    const pasted = ada.type('hunter2-is-my-password');
    await sees(ada, 'looked like a secret');
    expect(running.telegram.removed.has(pasted.message)).to.equal(true);
    // What previews links does not use it up.
    expect(await (await fetch(page)).text()).to.include('type="password"');
    const send = () => fetch(page, { method: 'POST', body: new URLSearchParams({ secret: 's3cret-canary' }) });
    expect((await send()).status).to.equal(200);
    await sees(ada, 'It has 1 secret.');
    expect((await send()).status).to.equal(410);
    expect(JSON.stringify(running.telegram.calls)).to.not.include('s3cret-canary').and.not.include('hunter2');
  });

  it('refuses a key that is pasted where none is asked for', async () => {
    const ada = await inFlow('telegram-form');
    await sees(ada, 'Your name');
    const pasted = ada.type('-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----');
    await sees(ada, 'looked like a secret');
    expect(running.telegram.removed.has(pasted.message)).to.equal(true);
  });

  it('changes an earlier answer by the button under it, and an old button is never an answer to the current question', async () => {
    const ada = await inFlow('telegram-kinds');
    const fruit = await sees(ada, 'Which fruit?');
    const stale = fruit.keyboard.flat().find(({ text }) => text === 'Apple')?.data ?? '';
    ada.press('Apple', fruit);
    await sees(ada, 'Which colours?');
    await until(ada, () => fruit.text.includes('➤ Apple'), 'the answer');
    ada.press('Change', fruit);
    await until(ada, () => ada.last?.text.includes('Which fruit?') === true, 'the question again');
    ada.press('Pear');
    await until(ada, () => ada.last?.text.includes('Which colours?') === true, 'the next question');
    // Somebody with an old copy of the message presses an old button: an edit of its own question.
    ada.pressData(stale, fruit);
    await until(
      ada,
      () => ada.seen.length > 4 && ada.last?.text.includes('Which colours?') === true,
      'where it stands',
    );
  });

  it('in a group hears only what is said to it, and lets only who was asked answer', async () => {
    const group = { id: -100_500, type: 'supergroup' as const, topic: 7 };
    const ada = running.telegram.person(301, 'Ada').inChat(group);
    const bob = running.telegram.person(302, 'Bob').inChat(group);
    ada.type('just talking to people');
    ada.type(`@${BOT_NAME} /telegram_kinds`);
    const fruit = await sees(ada, 'Which fruit?');
    expect(fruit.topic).to.equal(7);
    expect(fruit.replyTo).to.be.greaterThan(0);
    expect(ada.seen).to.have.length(1);
    // Bob presses what was asked of Ada.
    bob.pressData(fruit.keyboard[0]?.[0]?.data ?? '', fruit);
    await until(
      bob,
      () => [...running.telegram.answered.values()].some((text) => text.includes('somebody else')),
      'the refusal',
    );
    expect(ada.seen).to.have.length(1);
    ada.press('Pear', fruit);
    await sees(ada, 'Which colours?');
    ada.type('red, blue', { replyTo: fruit });
    const file = await sees(ada, 'A file, please');
    expect(file.forceReply).to.equal(true);
    bob.type(`/telegram_form@${BOT_NAME}`);
    await sees(bob, 'Your name');
    bob.type('/telegram_form@another_bot');
    expect(
      running.telegram.messages.filter(({ chat, text }) => chat === group.id && text.includes('Your name')),
    ).to.have.length(1);
  });

  it('obeys 429, goes on when the server is broken, and loses and doubles nothing', async () => {
    const ada = await inFlow('telegram-kinds');
    await sees(ada, 'Which fruit?');
    running.telegram.limit(2, 1);
    const begin = Date.now();
    ada.type('pear');
    await sees(ada, 'Which colours?');
    expect(Date.now() - begin).to.be.at.least(1_900);
    running.telegram.break(3);
    ada.type('red');
    await sees(ada, 'A file, please');
    const questions = ada.seen.filter(({ text }) => /Which colours|A file, please/.test(text));
    expect(questions).to.have.length(2);
  });

  it('takes an update once that is brought twice, and two quick messages as two answers', async () => {
    const ada = await inFlow('telegram-kinds');
    await sees(ada, 'Which fruit?');
    const { update } = ada.type('pear');
    running.telegram.again(update);
    ada.type('red');
    await sees(ada, 'A file, please');
    running.telegram.again(update);
    ada.type('help');
    await until(ada, () => ada.seen.length >= 4, 'what help says');
    expect(ada.seen.filter(({ text }) => text.includes('Which colours?'))).to.have.length(1);
    expect(ada.seen[0]?.text).to.include('➤ Pear');
    expect(ada.seen[1]?.text).to.include('➤ Red');
  });

  it('takes updates that come all at once, the newest first, in the order in which they were made', async () => {
    const ada = await inFlow('telegram-kinds');
    await sees(ada, 'Which fruit?');
    running.telegram.hold(true);
    ada.type('pear');
    ada.type('red');
    running.telegram.hold(false);
    await sees(ada, 'A file, please');
    // What was answered is written on a question after the next one is asked.
    await until(ada, () => ada.seen[1]?.text.includes('➤ Red') === true, 'the second answer on its question');
    expect(ada.seen[0]?.text).to.include('➤ Pear');
  });

  it('says a new word where a message is too old to be changed', async () => {
    const ada = await inFlow('telegram-kinds');
    const fruit = await sees(ada, 'Which fruit?');
    running.telegram.age(fruit.id);
    ada.press('Apple', fruit);
    await sees(ada, 'Which colours?');
    expect(fruit.text).to.not.include('➤');
  });

  it('leaves a person alone who blocked it, and is there when they come back', async () => {
    const ada = await inFlow('telegram-kinds');
    await sees(ada, 'Which fruit?');
    ada.block();
    ada.type('pear');
    await until(
      ada,
      () =>
        running.telegram.calls.some(
          ({ method, payload }) =>
            method === 'sendMessage' &&
            payload['chat_id'] === ada.id &&
            String(payload['text']).includes('Which colours'),
        ),
      'an attempt',
    );
    ada.block(false);
    ada.type('red');
    await sees(ada, 'A file, please');
  });

  it('says what it cannot read', async () => {
    const ada = await inFlow('telegram-kinds');
    await sees(ada, 'Which fruit?');
    ada.send({
      sticker: {
        file_id: 's',
        file_unique_id: 's',
        type: 'regular',
        width: 1,
        height: 1,
        is_animated: false,
        is_video: false,
      },
    });
    await sees(ada, 'I cannot read that here');
  });

  it('speaks the language of the telephone', async () => {
    const ada = running.telegram.person(401, 'سارة', { language: 'ar' });
    ada.type('/start');
    const menu = await sees(ada, /\p{Script=Arabic}/u);
    expect(menu.text).to.match(/\p{Script=Arabic}/u);
    ada.type('x'.repeat(4_050));
    await sees(ada, 'أطول');
  });
});
