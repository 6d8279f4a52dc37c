import { expect } from 'chai';

import type { Accepted, Ack, Reply } from '#src/protocol/index.ts';

/** One person on a channel, as the contract needs them. */
export interface DevicePerson {
  conversation: string;
  /** Texts of everything this person said and was told, in order. */
  transcript(): string[];
  send(reply: Reply, id: string): Promise<Ack<Accepted>>;
  /** Comes back after an absence and catches up. */
  resume(): Promise<void>;
  /** The prompt that is open, by id. */
  open(): string | undefined;
}

export interface DevicesUnderTest {
  /** A new person in a new conversation of the flow `questions` (slots one … five, any text). */
  arrive(owner?: string): Promise<DevicePerson>;
  /** The same owner's second device in the same conversation. */
  secondDevice(person: DevicePerson): Promise<DevicePerson>;
  /** A different owner who tries to speak in that conversation. */
  stranger(person: DevicePerson): Promise<DevicePerson>;
  /** The wizard goes down and comes back. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What a channel promises to people with several devices. */
export function devicesContract(name: string, create: () => Promise<DevicesUnderTest>): void {
  describe(`devices contract: ${name}`, function () {
    this.timeout(30_000);
    let channel: DevicesUnderTest;

    before(async () => {
      channel = await create();
    });

    after(async () => {
      await channel.stop();
    });

    it('keeps the order of what one person says, however fast', async () => {
      const person = await channel.arrive();
      const answers = ['first', 'second', 'third', 'fourth'];
      const acks = await Promise.all(answers.map((text) => person.send({ type: 'text', text }, newId())));
      expect(acks.map(({ ok }) => ok)).to.deep.equal([true, true, true, true]);
      const revisions = acks.map((ack) => (ack.ok ? ack.revision : 0));
      expect(revisions).to.deep.equal([...revisions].sort((one, other) => one - other));
      expect(person.transcript().filter((text) => answers.includes(text))).to.deep.equal(answers);
    });

    it('takes a repeated message once, and answers it the same', async () => {
      const person = await channel.arrive();
      const id = newId();
      const first = await person.send({ type: 'text', text: 'only once' }, id);
      const again = await person.send({ type: 'text', text: 'only once' }, id);
      expect(again).to.deep.equal({ ...first, duplicate: true });
      await person.resume();
      expect(person.transcript().filter((text) => text === 'only once')).to.have.length(1);
    });

    it('has exactly one winner when two devices answer the same question at once', async () => {
      const person = await channel.arrive();
      const other = await channel.secondDevice(person);
      for (let race = 0; race < 4; race++) {
        const prompt = person.open() ?? '';
        expect(other.open()).to.equal(prompt);
        const [one, two] = await Promise.all([
          person.send({ type: 'answer', prompt, value: `mine ${race}` }, newId()),
          other.send({ type: 'answer', prompt, value: `yours ${race}` }, newId()),
        ]);
        expect(one.ok && two.ok).to.equal(true);
        await person.resume();
        await other.resume();
        expect(person.transcript()).to.deep.equal(other.transcript());
      }
    });

    it('gives a device that was away exactly what it missed', async () => {
      const person = await channel.arrive();
      const other = await channel.secondDevice(person);
      await person.send({ type: 'text', text: 'said while away' }, newId());
      await other.resume();
      expect(other.transcript()).to.deep.equal(person.transcript());
    });

    it('lets nobody into the conversation of somebody else, and does not say that it exists', async () => {
      const person = await channel.arrive();
      const stranger = await channel.stranger(person);
      const foreign = await stranger.send({ type: 'text', text: 'let me in' }, newId());
      expect(foreign).to.have.nested.property('error.code', 'UNKNOWN_CONVERSATION');
      stranger.conversation = 'AAAAAAAAAAAAAAAAAAAAAA';
      const none = await stranger.send({ type: 'text', text: 'let me in' }, newId());
      expect(none).to.deep.equal(foreign);
      await person.resume();
      expect(person.transcript()).to.not.include('let me in');
    });

    it('loses nothing when the wizard goes down and comes back', async () => {
      const person = await channel.arrive();
      await person.send({ type: 'text', text: 'before' }, newId());
      const before = person.transcript();
      await channel.restart();
      await person.resume();
      expect(person.transcript()).to.deep.equal(before);
      const answer = await person.send({ type: 'text', text: 'after' }, newId());
      expect(answer.ok).to.equal(true);
      expect(person.transcript().slice(0, before.length)).to.deep.equal(before);
      expect(person.transcript()).to.include('after');
    });
  });
}

let ids = 0;

function newId(): string {
  ids += 1;
  return `contract-${process.pid}-${Date.now()}-${ids}`;
}
