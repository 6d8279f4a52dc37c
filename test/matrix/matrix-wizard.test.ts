import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { Identities } from '#src/accounts/identities.ts';
import { MortalWizard } from '#test/chaos/mortal-wizard.ts';
import { testRedis } from '#test/support/redis.ts';
import type { TestWizard } from '#test/support/wizard.ts';
import type { Account, Homeserver } from './homeserver.ts';
import { MatrixPerson, textOf } from './matrix-person.ts';
import { startMatrixWizard } from './matrix-wizard.ts';
import { homeserver } from './shared-homeserver.ts';

/** The whole wizard, talked with in Matrix. */
describe('the wizard in Matrix', function () {
  this.timeout(400_000);

  let server: Homeserver;
  let bot: Account;
  let wizard: TestWizard | undefined;
  const people: MatrixPerson[] = [];
  const mark = randomBytes(3).toString('hex');
  let count = 0;

  beforeEach(async () => {
    server = await homeserver();
    count += 1;
    bot = await server.register(`wizard-${mark}-${count}`);
  });

  afterEach(async () => {
    for (const person of people.splice(0)) person.leave();
    await wizard?.stop();
    wizard = undefined;
  });

  const arrive = async (name: string, encrypts = false): Promise<MatrixPerson> => {
    const person = await MatrixPerson.arrive(server, `${name}-${mark}-${count}`, { encrypts });
    people.push(person);
    return person;
  };

  const meet = async (person: MatrixPerson, options: { encrypted?: boolean } = {}): Promise<string> => {
    const room = await person.open([bot.userId], options);
    await person.untilIn(room, bot.userId);
    return room;
  };

  /** From the menu to a data center that is ready: a vote, words, a number. */
  const deploy = async (person: MatrixPerson, room: string, name: string): Promise<void> => {
    const menu = await person.sees(room, /What can I do for you/);
    let last = await person.vote(room, menu, /Deploy a data center/);
    await person.sees(room, /be called/, last);
    last = await person.say(room, name);
    await person.sees(room, /How big/, last);
    last = await person.say(room, '2');
    await person.sees(room, /This is your plan/, last);
    const go = await person.sees(room, /Deploy it\]/, last);
    last = await person.vote(room, go, /Deploy it/);
    await person.sees(room, new RegExp(`${name} is ready`), last);
  };

  it('deploys a data center by votes, words and numbers, and shows its work in one message', async () => {
    wizard = await startMatrixWizard(server, bot);
    const mary = await arrive('mary');
    const room = await meet(mary);
    await deploy(mary, room, 'shop');
    const work = await mary.sees(room, /✅ Deploy shop/);
    expect(work.content).to.include({ msgtype: 'm.notice' });
    expect(mary.words(room).filter((words) => words.includes('Deploy shop'))).to.have.length(1);
    await mary.sees(room, /kubeconfig/);
    // A poll that was voted on is closed.
    expect(mary.seen(room).some(({ type }) => type === 'org.matrix.msc3381.poll.end')).to.equal(true);
  });

  it('talks in an encrypted room, also after a restart', async () => {
    wizard = await startMatrixWizard(server, bot);
    const mary = await arrive('mary', true);
    const room = await meet(mary, { encrypted: true });
    const menu = await mary.sees(room, /What can I do for you/);
    const last = await mary.vote(room, menu, /Deploy a data center/);
    await mary.sees(room, /be called/, last);
    await wizard.restart(Number(new URL(wizard.address).port));
    const named = await mary.say(room, 'shop');
    await mary.sees(room, /How big/, named);
  });

  it('takes no secret in a room', async () => {
    wizard = await startMatrixWizard(server, bot);
    const mary = await arrive('mary');
    const room = await meet(mary);
    await mary.sees(room, /What can I do for you/);
    const pasted = await mary.say(
      room,
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----',
    );
    await mary.sees(room, /looked like a secret/, pasted);
  });

  it('approves by two accounts in a room, each asked for themselves alone', async () => {
    wizard = await startMatrixWizard(server, bot, { guests: 'refuse' });
    const [ada, bob, eve] = [await arrive('ada'), await arrive('bob'), await arrive('eve')];
    const { config } = wizard;
    const redis = new Redis(String(config.redis.url).replace('unix://', ''));
    const identities = new Identities({ redis, prefix: `${config.redis.prefix}:` });
    for (const [person, owner] of [
      [ada, 'ada'],
      [bob, 'bob'],
      [eve, 'eve'],
    ] as const) {
      const roles = owner === 'ada' ? ['user'] : ['user', 'approver'];
      const { code } = await identities.issue({ owner, name: owner, roles, locale: 'en' });
      await identities.link(code, { channel: 'matrix', id: person.id, name: owner, place: await meet(person) });
    }
    redis.disconnect();
    const room = await ada.open([bot.userId, bob.id, eve.id]);
    await bob.joins(room);
    await eve.joins(room);
    for (const one of [ada, bob, eve]) {
      for (const other of [bot.userId, ada.id, bob.id, eve.id]) await one.untilIn(room, other);
    }
    const mention = { 'm.mentions': { user_ids: [bot.userId] } };
    const inThread = (thread: string) => ({ 'm.relates_to': { rel_type: 'm.thread', event_id: thread } });
    const thread = await ada.say(room, 'ask for consent', mention);
    await ada.sees(room, /What shall be done/);
    await ada.say(room, 'build a bridge', inThread(thread));
    await ada.sees(room, /asked|approver/, thread);
    for (const approver of [bob, eve]) {
      const began = await approver.say(room, '/approvals', mention);
      const request = await approver.sees(room, /build a bridge.*Which one|Which one.*build a bridge/s, began);
      expect(request.thread).to.equal(began);
      await approver.say(room, '1', inThread(began));
      const agree = await approver.sees(room, /Do you agree/, request.id);
      // Somebody else's vote on it is nobody's.
      await ada.sees(room, /Do you agree/, request.id);
      await ada.vote(room, { ...agree }, /No/);
      await approver.vote(room, agree, /Yes/);
      await approver.sees(room, /Noted: 1 of 2|That is agreed/, agree.id);
    }
    const done = await ada.sees(room, /build a bridge is done/);
    expect(done.thread).to.equal(thread);
    expect(ada.words(room).filter((words) => words.includes('is done'))).to.have.length(1);
  });

  it('loses and repeats nothing when it is killed in the middle, or the homeserver is', async () => {
    const { url, prefix } = await testRedis();
    const dataDir = mkdtempSync(join(tmpdir(), '3bot-matrix-'));
    const mortal = await MortalWizard.create({
      REDIS_URL: `unix://${url}`,
      REDIS_PREFIX: prefix.replace(/:$/, ''),
      DATA_DIR: dataDir,
      MATRIX_HOMESERVER: server.address,
      MATRIX_USER: bot.userId,
      MATRIX_PASSWORD: bot.password,
      MATRIX_INVITES: 'localhost',
      MATRIX_GUESTS: 'welcome',
    });
    try {
      await mortal.start();
      const mary = await arrive('mary');
      const room = await meet(mary);
      const menu = await mary.sees(room, /What can I do for you/);
      let last = await mary.vote(room, menu, /Deploy a data center/);
      await mary.sees(room, /be called/, last);
      await mortal.kill();
      // Said while nobody listens.
      last = await mary.say(room, 'shop');
      await mortal.start();
      await mary.sees(room, /How big/, last);
      // Killed while it answers.
      last = await mary.say(room, '2');
      await mortal.kill();
      await mortal.start();
      const go = await mary.sees(room, /Deploy it\]/, last);
      await server.kill();
      await server.up();
      mary.client.retryImmediately();
      last = await mary.vote(room, go, /Deploy it/);
      await mary.sees(room, /shop is ready/, last);
      for (const once of [/be called/, /How big/, /This is your plan/, /shop is ready/]) {
        // A poll may ask again what stands above it.
        const said = mary.seen(room).filter((one) => one.type === 'm.room.message' || !/plan/.test(String(once)));
        expect(
          said.filter((one) => one.sender !== mary.id && once.test(textOf(one))),
          String(once),
        ).to.have.length(1);
      }
    } finally {
      await mortal.kill();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
