import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { MAX_TEXT_LENGTH } from '#src/protocol/index.ts';

/** One person on a channel: they say something, and see what is said to them. */
export interface ChannelPerson {
  /** Says something, as people do there; resolves when it is on its way for good. */
  say(words: string): Promise<void>;
  /** Says something that reaches the wizard twice, as it comes from platforms and clients that had no answer. */
  sayTwice(words: string): Promise<void>;
  /** Whatever stands before this person wants pauses: the next messages, in or out, are refused for a moment. */
  crowd(): Promise<void>;
  /** Wants no more pauses. */
  relax?(): Promise<void>;
  /** What the wizard told this person, oldest first, each message as it stands now. */
  told(): Promise<readonly string[]>;
}

export interface ChannelUnderTest {
  /** Characters of one message. */
  maxTextLength: number;
  /** A person who has begun a conversation with this command: of a flow of `test/contracts/flows`, or of ours. */
  arrive(command: string): Promise<ChannelPerson>;
  /** The wizard goes down and comes back. */
  restart(): Promise<void>;
  /** How often somebody was asked for a pause so far. */
  pausesAskedFor(): Promise<number>;
  stop(): Promise<void>;
}

/** On a busy machine. */
const PATIENCE_MS = 60_000;
const questions = ['What is the first answer?', 'What is the second answer?', 'What is the third answer?'];

/** What every channel promises, whoever carries it: widget, terminal, Telegram, Matrix, ready-made adapters. */
export function channelContract(name: string, create: () => Promise<ChannelUnderTest>): void {
  describe(`channel contract: ${name}`, function () {
    this.timeout(180_000);
    let channel: ChannelUnderTest;

    before(async () => {
      channel = await create();
    });

    let relax: (() => Promise<void>) | undefined;

    afterEach(async () => {
      await relax?.();
      relax = undefined;
    });

    after(async () => {
      await channel.stop();
    });

    it('keeps the order of what one person says, however fast, and asks each question once', async () => {
      const person = await arrive();
      for (const words of ['red', 'green', 'blue']) await person.say(words);
      await tells(person, 'You said red, green and blue.');
      await asked(person, 3);
    });

    it('keeps two people apart who talk at once', async () => {
      const [one, two] = await Promise.all([arrive(), arrive()]);
      for (const words of ['1', '2', '3']) await Promise.all([one.say(`one ${words}`), two.say(`two ${words}`)]);
      await Promise.all([
        tells(one, 'You said one 1, one 2 and one 3.'),
        tells(two, 'You said two 1, two 2 and two 3.'),
      ]);
      expect((await one.told()).join('\n')).to.not.include('two');
    });

    it('takes once what comes twice', async () => {
      const person = await arrive();
      await person.sayTwice('red');
      await tells(person, questions[1] ?? '');
      await person.sayTwice('green');
      await person.say('blue');
      await tells(person, 'You said red, green and blue.');
      await asked(person, 3);
    });

    it('loses nothing and repeats nothing when the wizard goes down in between, and takes what is said meanwhile', async () => {
      const person = await arrive();
      await person.say('red');
      await tells(person, questions[1] ?? '');
      const back = channel.restart();
      const said = person.say('green');
      await Promise.all([back, said]);
      await tells(person, questions[2] ?? '');
      await person.say('blue');
      await tells(person, 'You said red, green and blue.');
      await asked(person, 3);
    });

    it('waits as long as it is asked to, and then tells and takes everything once', async () => {
      const person = await arrive();
      const before = await channel.pausesAskedFor();
      relax = person.relax;
      await person.crowd();
      await person.say('red');
      await tells(person, questions[1] ?? '');
      await person.say('green');
      await person.say('blue');
      await tells(person, 'You said red, green and blue.');
      // What made the crowd may have had the first one asked again.
      await asked(person, 3, 1);
      expect(await channel.pausesAskedFor()).to.be.greaterThan(before);
    });

    it('refuses what is too long with a sentence, and the question stays', async () => {
      const person = await arrive();
      const before = (await person.told()).length;
      await person.say('x'.repeat(MAX_TEXT_LENGTH + 1));
      await until(person, (told) => told.slice(before).some((text) => /long|large|4.?000/i.test(text)), 'a refusal');
      await person.say('red');
      await tells(person, questions[1] ?? '');
    });

    it('tells what is longer than a message there whole, in as many as it takes', async () => {
      const person = await channel.arrive('/contract-long');
      await tells(person, 'Was that all?');
      const told = await person.told();
      for (const { length } of told) expect(length).to.be.at.most(channel.maxTextLength);
      const all = told.join('\n');
      const missing = Array.from({ length: 400 }, (_, index) => index + 1).filter(
        (number) => !all.includes(`Line ${number} of many words`),
      );
      expect(missing).to.deep.equal([]);
    });

    it('shows work in one message that changes until it is done', async () => {
      const person = await channel.arrive('/deploy');
      await tells(person, 'be called');
      await person.say('shop');
      await tells(person, 'How big');
      await person.say('small');
      await tells(person, 'This is your plan');
      await person.say('yes');
      const work = (told: readonly string[]) => told.filter((text) => /Deploy shop\b/.test(text));
      await until(person, (told) => work(told).length > 0, 'the work');
      await tells(person, 'shop is ready');
      const shown = work(await person.told());
      expect(shown).to.have.length(1);
      expect(shown[0]).to.match(/[✅✓✔]|Succeeded/u);
    });

    async function arrive(): Promise<ChannelPerson> {
      const person = await channel.arrive('/contract');
      await tells(person, questions[0] ?? '');
      return person;
    }
  });
}

async function tells(person: ChannelPerson, words: string): Promise<void> {
  await until(person, (told) => told.some((text) => text.includes(words)), words);
}

/** These questions were each asked once. */
async function asked(person: ChannelPerson, to: number, from = 0): Promise<void> {
  const told = await person.told();
  for (const words of questions.slice(from, to)) {
    expect(
      told.filter((text) => text.includes(words)),
      told.join('\n'),
    ).to.have.length(1);
  }
}

async function until(person: ChannelPerson, holds: (told: readonly string[]) => boolean, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const told = await person.told();
    if (holds(told)) return;
    if (performance.now() > end) throw new Error(`waited for ${what} in vain; last:\n${told.slice(-5).join('\n')}`);
    await pause(20);
  }
}
