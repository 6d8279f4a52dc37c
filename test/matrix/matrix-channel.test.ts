import { randomBytes } from 'node:crypto';

import { expect } from 'chai';
import { Redis } from 'ioredis';

import { DeliveryFailure, type Incoming } from '#src/channels/bots/bot-channel.ts';
import { MatrixChannel } from '#src/channels/bots/matrix/matrix-channel.ts';
import type { MatrixSettings } from '#src/channels/bots/matrix/matrix-settings.ts';
import type { Piece } from '#src/channels/bots/rendering/piece.ts';
import { testRedis } from '#test/support/redis.ts';
import type { Account, Homeserver } from './homeserver.ts';
import { MatrixPerson, textOf } from './matrix-person.ts';
import { homeserver } from './shared-homeserver.ts';

/** A channel without the hub: it keeps what comes in, and sends what it is told to. */
describe('the Matrix channel on a real homeserver', function () {
  this.timeout(180_000);

  let server: Homeserver;
  let redis: Redis;
  let prefix: string;
  let bot: Account;
  let mary: MatrixPerson;
  let logged: string[];
  const key = randomBytes(32);
  const channels: MatrixChannel[] = [];
  const people: MatrixPerson[] = [];
  let count = 0;

  before(async () => {
    server = await homeserver();
    const test = await testRedis();
    redis = new Redis(test.url);
    prefix = test.prefix;
  });

  after(() => redis.disconnect());

  beforeEach(async () => {
    count += 1;
    logged = [];
    bot = await server.register(`bot${count}`);
  });

  afterEach(async () => {
    for (const person of people.splice(0)) person.leave();
    await Promise.all(channels.splice(0).map((channel) => channel.close()));
  });

  const arrive = async (name: string, encrypts = false): Promise<MatrixPerson> => {
    const person = await MatrixPerson.arrive(server, `${name}${count}`, { encrypts });
    people.push(person);
    return person;
  };

  const start = async (
    settings: Partial<MatrixSettings> = {},
    take?: (event: Incoming) => Promise<void>,
  ): Promise<{ channel: MatrixChannel; came: Incoming[] }> => {
    const log = (_: object, message: string): void => void logged.push(message);
    const channel = new MatrixChannel({
      settings: {
        homeserver: server.address,
        user: bot.userId,
        password: bot.password,
        invites: ['localhost'],
        polls: true,
        encryption: false,
        ...settings,
      },
      redis,
      prefix,
      key,
      log: { debug: () => undefined, info: log, warn: log, error: log },
      keyPatienceMs: 2_000,
    });
    channels.push(channel);
    const came: Incoming[] = [];
    const ids = new Set<string>();
    await channel.start(async (event) => {
      await take?.(event);
      if (!ids.has(event.id)) came.push(event);
      ids.add(event.id);
    });
    return { channel, came };
  };

  const texts = (came: readonly Incoming[]): string[] =>
    came.flatMap(({ content }) => (content.type === 'text' ? [content.text] : [`(${content.type})`]));

  const text = (words: string): Piece => ({ type: 'text', text: words, lang: 'en', dir: 'ltr' });

  const question = (choices: number): Piece => ({
    type: 'card',
    lang: 'en',
    dir: 'ltr',
    card: {
      prompt: '3.0',
      text: 'Which size?',
      rows: [],
      choices: Array.from({ length: choices }, (_, index) => ({ key: `c${index}`, label: `Size ${index + 1}` })),
      firstNumber: 1,
      controls: [[{ key: 'xback', label: '‹ Back', word: 'back' }]],
      expects: 'text',
    },
  });

  const say = async (channel: MatrixChannel, place: string, piece: Piece, name: string): Promise<string[]> => {
    const ids: string[] = [];
    for (const [index, message] of channel.render(piece).entries()) {
      ids.push(await channel.deliver(place, message, `${name}-${index}`));
    }
    return ids;
  };

  it('accepts an invitation, talks, and takes each message once', async () => {
    const { channel, came } = await start();
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    await mary.say(room, 'hello **bot**');
    await mary.until(() => came.find(({ content }) => content.type === 'text'), 'the message');
    expect(texts(came)).to.deep.equal(['(hello)', 'hello **bot**']);
    expect(came[1]).to.deep.include({ place: room, person: { id: mary.id, name: `mary${count}`, username: mary.id } });

    await say(channel, room, text('Hello **Mary** <b>'), 'k1');
    await say(channel, room, text('Hello **Mary** <b>'), 'k1');
    const seen = await mary.sees(room, /Hello/);
    expect(seen.content).to.include({
      msgtype: 'm.notice',
      body: 'Hello Mary <b>',
      formatted_body: 'Hello <strong>Mary</strong> &#60;b&#62;',
    });
    await say(channel, room, text('Second'), 'k2');
    await mary.sees(room, /Second/);
    expect(mary.words(room).filter((words) => words.includes('Hello'))).to.have.length(1);
  });

  it('declines invitations of strangers, and says in the log what to do', async () => {
    await start({ invites: ['@somebody:else'] });
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.until(
      () => mary.client.getRoom(room)?.getMember(bot.userId)?.membership === 'leave' || undefined,
      'a no',
    );
    expect(logged.join()).to.contain(`add "${mary.id}"`);
  });

  it('asks by a poll, takes the vote of who was asked, and ends it', async () => {
    const { channel, came } = await start();
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    const [poll = ''] = await say(channel, room, question(3), 'q');
    const shown = await mary.sees(room, /Which size/);
    expect(textOf(shown)).to.equal('Which size? [1. Size 1] [2. Size 2] [3. Size 3]');
    await mary.vote(room, shown, /Size 2/);
    const vote = await mary.until(() => came.find(({ content }) => content.type === 'press'), 'a vote');
    expect(vote.content).to.deep.equal({ type: 'press', prompt: '3.0', key: 'c1' });
    const answered = channel.render({
      type: 'card',
      lang: 'en',
      dir: 'ltr',
      card: {
        prompt: '3.0',
        text: 'Which size?',
        rows: [],
        choices: [],
        firstNumber: 1,
        controls: [],
        expects: 'press',
        answered: 'Size 2',
      },
    })[0];
    if (answered === undefined) throw new Error('nothing is rendered');
    await channel.edit(room, poll, answered, 'q-end');
    await mary.sees(room, /poll\.end/);
  });

  it('asks by a numbered list with keycaps where polls are not wanted, and changes what it said', async () => {
    const { channel, came } = await start({ polls: false });
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    const [id = ''] = await say(channel, room, question(3), 'q');
    const shown = await mary.sees(room, /Which size/);
    expect(textOf(shown)).to.equal(
      'Which size?\n\n1. Size 1\n2. Size 2\n3. Size 3\n\nType a number or a name.\n\nback',
    );
    await mary.until(
      () => mary.seen(room).filter(({ type }) => type === 'm.reaction').length === 3 || undefined,
      'signs',
    );
    await mary.react(room, id, '3️⃣');
    const pick = await mary.until(() => came.find(({ content }) => content.type === 'pick'), 'a pick');
    expect(pick.content).to.deep.equal({ type: 'pick', on: id, index: 2 });
    const [changed] = channel.render(text('Size 3 it is'));
    if (changed === undefined) throw new Error('nothing is rendered');
    await channel.edit(room, id, changed, 'e1');
    await mary.until(() => mary.words(room).includes('Size 3 it is') || undefined, 'the change');
  });

  it('in a room of many listens to whom it is talking with, in threads of their own', async () => {
    const { channel, came } = await start();
    mary = await arrive('mary');
    const john = await arrive('john');
    const room = await mary.open([bot.userId, john.id]);
    await john.joins(room);
    await mary.untilIn(room, bot.userId);
    await john.untilIn(room, bot.userId);
    await mary.say(room, 'what shall we eat?');
    const asked = await mary.say(room, `bot${count}: deploy`);
    const first = await mary.until(() => came.find(({ content }) => content.type === 'text'), 'the mention');
    expect(first).to.deep.include({ place: `${room}|${asked}|${mary.id}`, content: { type: 'text', text: 'deploy' } });

    await say(channel, first.place, question(3), 'q');
    const poll = await mary.sees(room, /Which size/);
    expect(poll.thread).to.equal(asked);
    expect(poll.content['m.mentions']).to.deep.equal({ user_ids: [mary.id] });
    await john.sees(room, /Which size/);
    await john.vote(room, poll, /Size 1/);
    const thread = { 'm.relates_to': { rel_type: 'm.thread', event_id: asked } };
    await john.say(room, 'not for the bot', thread);
    await mary.vote(room, poll, /Size 3/);
    await mary.say(room, 'and three of them', thread);
    await john.say(room, 'help', { 'm.mentions': { user_ids: [bot.userId] } });
    await john.until(() => came.find(({ person }) => person.id === john.id), 'a mention by John');
    const told = came.filter(({ content }) => content.type !== 'hello');
    expect(
      told.map(({ person, content }) => [person.id, content.type === 'text' ? content.text : content.type]),
    ).to.deep.equal([
      [mary.id, 'deploy'],
      [mary.id, 'press'],
      [mary.id, 'and three of them'],
      [john.id, 'help'],
    ]);
    expect(new Set(told.slice(0, 3).map(({ place }) => place)).size).to.equal(1);
  });

  it('brings files in and out', async () => {
    const { channel, came } = await start();
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    const { content_uri: url } = await mary.client.uploadContent(Buffer.from('ssh-ed25519 AAAA'), {
      type: 'text/plain',
    });
    await mary.send(room, 'm.room.message', {
      msgtype: 'm.file',
      body: 'key.pub',
      url,
      info: { size: 16, mimetype: 'text/plain' },
    });
    const file = await mary.until(() => came.find(({ content }) => content.type === 'file'), 'the file');
    expect(file.content).to.include({ name: 'key.pub', mediaType: 'text/plain', size: 16 });
    if (file.content.type !== 'file') throw new Error('no file');
    expect(Buffer.from(await channel.fetch(file.content.file)).toString()).to.equal('ssh-ed25519 AAAA');

    const png = Buffer.from('iVBORw0KGgo=', 'base64').toString('base64');
    await say(
      channel,
      room,
      {
        type: 'show',
        show: { as: 'qr', src: `data:image/png;base64,${png}`, text: 'https://a.example' },
        lang: 'en',
        dir: 'ltr',
      },
      'p',
    );
    expect((await mary.sees(room, /a\.example|png/)).content).to.include({ msgtype: 'm.image' });
    await mary.sees(room, /^https:\/\/a\.example$/);
  });

  it('misses nothing while it is away, and repeats nothing, also over many messages', async () => {
    const first = await start();
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    await mary.say(room, 'before');
    await mary.until(() => texts(first.came).includes('before') || undefined, 'the first');
    await first.channel.stop();
    const said = Array.from({ length: 130 }, (_, index) => `away ${index}`);
    for (const words of said) await mary.say(room, words);
    const second = await start();
    await mary.until(() => second.came.length >= 130 || undefined, 'all of them');
    await mary.say(room, 'after');
    await mary.until(() => texts(second.came).includes('after') || undefined, 'the last');
    expect(texts(second.came).filter((words) => words !== 'before')).to.deep.equal([...said, 'after']);
  });

  it('gives an event again until it was kept', async () => {
    let fails = 3;
    const { came } = await start({}, async () => {
      fails -= 1;
      if (fails >= 0) throw new Error('Redis is away');
    });
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    await mary.say(room, 'kept');
    await mary.until(() => texts(came).includes('kept') || undefined, 'the message');
  });

  it('reads and writes in encrypted rooms, and knows them after a restart', async () => {
    const first = await start({ encryption: true });
    mary = await arrive('mary', true);
    const room = await mary.open([bot.userId], { encrypted: true });
    await mary.untilIn(room, bot.userId);
    await mary.say(room, 'in secret');
    await mary.until(() => texts(first.came).includes('in secret') || undefined, 'the message');
    await say(first.channel, room, text('I can read you'), 'e1');
    await mary.sees(room, /I can read you/);
    const { chunk } = (await mary.client.createMessagesRequest(room, null, 20, 'b' as never)) as {
      chunk: { type: string; sender: string }[];
    };
    expect(chunk.filter(({ type }) => type === 'm.room.message')).to.deep.equal([]);

    await first.channel.stop();
    await mary.say(room, 'said while you were away');
    const second = await start({ encryption: true });
    await mary.until(
      () => texts(second.came).includes('said while you were away') || undefined,
      'what was said meanwhile',
    );
    await say(second.channel, room, text('I can read you'), 'e1');
    await say(second.channel, room, text('I am back'), 'e2');
    await mary.sees(room, /I am back/);
    await mary.say(room, 'good');
    await mary.until(() => texts(second.came).includes('good') || undefined, 'the last');
    expect(mary.words(room).filter((words) => words === 'I can read you')).to.have.length(1);
  });

  it('says again what the homeserver did not take at once, in an encrypted room, too', async () => {
    const { channel } = await start({ encryption: true });
    mary = await arrive('mary', true);
    const room = await mary.open([bot.userId], { encrypted: true });
    await mary.untilIn(room, bot.userId);
    await server.crowd(bot.userId, true);
    const refused = await say(channel, room, text('Patience'), 'w1').catch((error: unknown) => error);
    if (!(refused instanceof DeliveryFailure)) throw new Error(`it was not refused: ${String(refused)}`);
    expect(refused).to.include({ kind: 'later' });
    expect(refused.retryAfterMs).to.be.within(1, 5_000);
    await server.crowd(bot.userId, false);
    await say(channel, room, text('Patience'), 'w1');
    await say(channel, room, text('The end'), 'w2');
    await mary.sees(room, /The end/);
    expect(mary.words(room).filter((words) => words === 'Patience')).to.have.length(1);
  });

  it('says what it could not decrypt', async () => {
    const first = await start({ encryption: true });
    mary = await arrive('mary', true);
    const room = await mary.open([bot.userId], { encrypted: true });
    await mary.untilIn(room, bot.userId);
    await mary.until(() => first.came.length > 0 || undefined, 'the join');
    await mary.send(room, 'm.room.message', { msgtype: 'm.text', body: 'seen' });
    await mary.until(() => texts(first.came).includes('seen') || undefined, 'the first');
    await mary.client.http.authedRequest(
      'PUT' as never,
      `/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/x1`,
      undefined,
      {
        algorithm: 'm.megolm.v1.aes-sha2',
        ciphertext: 'AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg',
        session_id: 'nobody-knows',
        sender_key: 'x',
        device_id: 'y',
      },
    );
    await mary.sees(room, /cannot read/);
    expect(logged.join()).to.contain('could not be decrypted');
  });

  it('goes on when the homeserver was away', async () => {
    const { channel, came } = await start();
    mary = await arrive('mary');
    const room = await mary.open([bot.userId]);
    await mary.untilIn(room, bot.userId);
    await server.kill();
    const failure = await channel
      .deliver(room, { as: 'text', body: { plain: 'x', html: 'x' } }, 'd1')
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    await server.up();
    await channel.deliver(room, { as: 'text', body: { plain: 'back again', html: 'back again' } }, 'd1');
    mary.client.retryImmediately();
    await mary.sees(room, /back again/);
    await mary.say(room, 'welcome back');
    await mary.until(() => texts(came).includes('welcome back') || undefined, 'the message');
    expect(mary.words(room).filter((words) => words === 'back again')).to.have.length(1);
  });
});
