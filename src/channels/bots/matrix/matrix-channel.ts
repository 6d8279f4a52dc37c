import { setTimeout as pause } from 'node:timers/promises';

import type { Redis } from 'ioredis';
import { Method } from 'matrix-js-sdk';

import { type BotCapabilities, type BotChannel, DeliveryFailure, type Incoming } from '../bot-channel.ts';
import type { Piece } from '../rendering/piece.ts';
import { word } from '../words.ts';
import { type Attachment, openFile, sealFile } from './attachment.ts';
import { declineReason } from './invites.ts';
import { isSignedOut, KEY_FIELD, MatrixConnection } from './matrix-connection.ts';
import { MatrixMemory } from './matrix-memory.ts';
import type { MatrixSettings } from './matrix-settings.ts';
import { readPlace, writePlace } from './place.ts';
import { keycap, readEvent, type Surroundings } from './read-event.ts';
import { type MatrixMessage, renderPiece } from './render-piece.ts';
import { type ChannelLog, quietSdk } from './sdk-log.ts';
import { type RoomEvent, readEvents, type SyncAnswer } from './sync-answer.ts';
import { pauseOf, toFailure } from './to-failure.ts';

const LONGEST_PAUSE_MS = 60_000;
/** How long the key of a message may be on its way until the person is told that it cannot be read. */
const KEY_PATIENCE_MS = 15_000;
const TYPING_MS = 10_000;
/** Marks the id of a poll: it is not edited but ended. */
const POLL = 'poll:';

export interface MatrixChannelOptions {
  settings: MatrixSettings;
  redis: Redis;
  prefix: string;
  /** Seals what is kept of sessions and of encrypted rooms. */
  key: Uint8Array;
  log: ChannelLog;
  /** For tests: in the place of the usual patience with keys. */
  keyPatienceMs?: number;
}

/** Matrix: a bot account in direct chats and rooms, encrypted ones too, that asks by polls and numbered lists. */
export class MatrixChannel implements BotChannel<MatrixMessage> {
  readonly name = 'matrix';
  readonly capabilities: BotCapabilities = {
    buttons: false,
    closes: true,
    picks: true,
    edits: true,
    removes: true,
    removesOthers: true,
    files: true,
    pictures: true,
    keys: true,
    listens: 'one',
    // An event has 64 KB, and a text is in it twice.
    maxTextLength: 16_000,
    choicesPerPage: 10,
    maxFileBytes: 20_000_000,
  };
  readonly #options: MatrixChannelOptions;
  readonly #memory: MatrixMemory;
  readonly #closed = new AbortController();
  #stopped = new AbortController();
  #opening = new AbortController();
  #connection: Promise<MatrixConnection> | undefined;
  #incoming: ((event: Incoming) => Promise<void>) | undefined;
  #listening: Promise<void> = Promise.resolve();

  constructor(options: MatrixChannelOptions) {
    this.#options = options;
    const { redis, prefix, key, settings } = options;
    quietSdk();
    this.#memory = new MatrixMemory({ redis, prefix, key, user: settings.user });
  }

  /** Resolves at once: a homeserver that is away is tried until it answers. */
  async start(incoming: (event: Incoming) => Promise<void>): Promise<void> {
    this.#incoming = incoming;
    this.#stopped = new AbortController();
    this.#listening = this.#listen();
  }

  /** Another process may listen now: what it takes is not taken here. The connection stays, for deliveries. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#incoming = undefined;
    this.#opening.abort();
    // First this: what is being taken is tried until it works, and with nobody there it never does.
    const connection = await this.#connection?.catch(() => undefined);
    await connection?.rest();
    await this.#listening;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.stop();
    const connection = await this.#connection?.catch(() => undefined);
    this.#connection = undefined;
    await connection?.stop();
  }

  render(piece: Piece): MatrixMessage[] {
    return renderPiece(piece, { polls: this.#options.settings.polls });
  }

  async deliver(place: string, message: MatrixMessage, key: string): Promise<string> {
    const known = await this.#memory.sent(key);
    const id = known ?? (await this.#send(place, message, key));
    return message.as === 'poll' ? `${POLL}${id}` : id;
  }

  async edit(place: string, id: string, message: MatrixMessage, key: string): Promise<void> {
    if (message.as !== 'text') {
      throw new DeliveryFailure('refused', 'Only a text can take the place of a message.');
    }
    const { room } = readPlace(place);
    if (id.startsWith(POLL)) {
      // What was answered in another way shall not be voted on any more.
      if (message.answered === undefined) throw new DeliveryFailure('refused', 'A poll cannot be changed.');
      const text = `✔ ${message.answered}`;
      await this.#event(
        room,
        'org.matrix.msc3381.poll.end',
        {
          'm.relates_to': { rel_type: 'm.reference', event_id: id.slice(POLL.length) },
          'org.matrix.msc3381.poll.end': {},
          'org.matrix.msc1767.text': text,
          body: text,
          [KEY_FIELD]: key,
        },
        key,
      );
      return;
    }
    // A list that was answered has nothing to be pressed: it stays as it was asked.
    if (message.answered !== undefined) return;
    const fresh = textContent(message);
    const content = {
      ...fresh,
      body: `* ${message.body.plain}`,
      'm.new_content': fresh,
      'm.relates_to': { rel_type: 'm.replace', event_id: id },
      [KEY_FIELD]: key,
    };
    await this.#event(room, 'm.room.message', content, key);
  }

  async remove(place: string, id: string): Promise<void> {
    const { room } = readPlace(place);
    const connection = await this.#connect();
    try {
      await connection.client.redactEvent(room, id.replace(POLL, ''));
    } catch (error) {
      const failure = toFailure(error);
      // The bot may not remove what others wrote unless it was made a moderator; that is no reason to leave.
      throw failure instanceof DeliveryFailure && failure.kind === 'gone'
        ? new DeliveryFailure('refused', failure.message)
        : failure;
    }
  }

  async typing(place: string): Promise<void> {
    const connection = await this.#connect();
    await connection.client.sendTyping(readPlace(place).room, true, TYPING_MS).catch(() => undefined);
  }

  async fetch(file: string): Promise<Uint8Array> {
    const { url, sealed } = JSON.parse(file) as Attachment;
    const { client } = await this.#connect();
    const address = client.mxcUrlToHttp(url, undefined, undefined, undefined, false, true, true);
    if (address === null || address === '') throw new DeliveryFailure('refused', 'This file is nowhere.');
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${client.getAccessToken() ?? ''}` },
      signal: AbortSignal.timeout(60_000),
    });
    if (!answer.ok) throw new DeliveryFailure('refused', `The homeserver does not give the file: ${answer.status}.`);
    const bytes = await readUpTo(answer, this.capabilities.maxFileBytes);
    return sealed === undefined ? bytes : openFile(bytes, sealed);
  }

  async #send(place: string, message: MatrixMessage, key: string): Promise<string> {
    const { room, thread, person } = readPlace(place);
    const around = {
      ...(thread === undefined
        ? {}
        : {
            'm.relates_to': {
              rel_type: 'm.thread',
              event_id: thread,
              is_falling_back: true,
              'm.in_reply_to': { event_id: thread },
            },
          }),
      ...(person === undefined ? { 'm.mentions': {} } : { 'm.mentions': { user_ids: [person] } }),
      [KEY_FIELD]: key,
    };
    const { type, content } = await this.#contentOf(room, message);
    const id = await this.#event(room, type, { ...content, ...around }, key);
    await this.#memory.setSent(key, id);
    if (place !== room) await this.#memory.setPlace(id, place);
    if (message.as === 'text' && message.keycaps !== undefined) void this.#seed(room, id, message.keycaps, key);
    return id;
  }

  async #contentOf(room: string, message: MatrixMessage): Promise<{ type: string; content: object }> {
    switch (message.as) {
      case 'text':
        return { type: 'm.room.message', content: textContent(message) };
      case 'poll':
        return { type: 'org.matrix.msc3381.poll.start', content: pollContent(message) };
      case 'file':
        return { type: 'm.room.message', content: await this.#upload(room, message) };
      default:
        return message satisfies never;
    }
  }

  async #upload(room: string, { bytes, name, mediaType, size }: MatrixMessage & { as: 'file' }): Promise<object> {
    const { client } = await this.#connect();
    const head = { msgtype: size === undefined ? 'm.file' : 'm.image', body: name, filename: name };
    const info = { mimetype: mediaType, size: bytes.length, ...(size && { w: size.width, h: size.height }) };
    const upload = async (body: Uint8Array, type: string): Promise<string> => {
      try {
        return (await client.uploadContent(Buffer.from(body), { type, name })).content_uri;
      } catch (error) {
        throw toFailure(error);
      }
    };
    if (client.getRoom(room)?.hasEncryptionStateEvent() === true) {
      const { body, describe } = sealFile(bytes);
      return { ...head, info, file: describe(await upload(body, 'application/octet-stream')) };
    }
    return { ...head, info, url: await upload(bytes, mediaType) };
  }

  async #event(room: string, type: string, content: object, key: string): Promise<string> {
    const connection = await this.#connect();
    try {
      return await connection.send(room, type, content, transactionOf(key));
    } catch (error) {
      if (isSignedOut(error)) await this.#forget(connection);
      throw toFailure(error);
    }
  }

  /** Signs that only have to be touched. They are a courtesy: where the homeserver wants a pause, they are left out. */
  async #seed(room: string, id: string, count: number, key: string): Promise<void> {
    try {
      const { client } = await this.#connect();
      for (let index = 0; index < count; index++) {
        const relation = { rel_type: 'm.annotation', event_id: id, key: keycap(index) };
        const path = `/rooms/${encodeURIComponent(room)}/send/m.reaction/${encodeURIComponent(`${transactionOf(key)}-${index}`)}`;
        await client.http.authedRequest(Method.Put, path, undefined, { 'm.relates_to': relation });
      }
    } catch (error) {
      this.#options.log.debug({ error: String(error) }, 'Signs were left out');
    }
  }

  async #listen(): Promise<void> {
    const { signal } = this.#stopped;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const connection = await this.#connect();
        signal.throwIfAborted();
        await connection.listen((answer) => this.#take(connection, answer));
        await this.#takeUnread(connection);
        return;
      } catch (error) {
        if (signal.aborted) return;
        const wait = pauseOf(error, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt));
        this.#options.log.error({ error: String(error), waitMs: wait }, 'Matrix cannot be used now; it is tried again');
        await pause(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  #connect(): Promise<MatrixConnection> {
    const { settings, log } = this.#options;
    this.#closed.signal.throwIfAborted();
    if (this.#connection === undefined) {
      this.#opening = new AbortController();
      const opening = MatrixConnection.open({ settings, memory: this.#memory, log }, this.#opening.signal);
      this.#connection = opening;
      opening.catch(() => {
        if (this.#connection === opening) this.#connection = undefined;
      });
    }
    return this.#connection;
  }

  /** The session is over: the next one who needs a connection signs in anew. */
  async #forget(connection: MatrixConnection): Promise<void> {
    this.#connection = undefined;
    await connection.stop();
    if (this.#incoming !== undefined) this.#listening = this.#listen();
  }

  async #take(connection: MatrixConnection, answer: SyncAnswer): Promise<void> {
    for (const invite of answer.invites) await this.#answerInvite(connection, invite);
    for (const room of answer.left) {
      await this.#tell({
        id: `gone-${room}-${answer.next}`,
        place: room,
        person: { id: this.#options.settings.user, name: '' },
        content: { type: 'gone' },
      });
    }
    await Promise.all(
      answer.joined.map(async ({ events }) => {
        for (const event of events) await this.#takeEvent(connection, event);
      }),
    );
  }

  async #takeEvent(connection: MatrixConnection, event: RoomEvent): Promise<void> {
    if (event.sender === this.#options.settings.user) return;
    const read = await connection.read(event, () => void this.#takeLate(connection, event).catch(() => undefined));
    if (read === undefined) {
      await this.#memory.addUnread(event.id, { room: event.room, event: event.raw });
      setTimeout(() => void this.#giveUp(connection, event).catch(() => undefined), this.#keyPatience).unref();
      return;
    }
    const incoming = await readEvent({ ...event, ...read }, this.#around(connection, event.room));
    if (incoming === undefined) return;
    const { thread, person } = readPlace(incoming.place);
    if (thread !== undefined && person !== undefined) await this.#memory.setThread(thread, person);
    await this.#tell(incoming);
  }

  /** The key has come: what was put aside is taken now. */
  async #takeLate(connection: MatrixConnection, event: RoomEvent): Promise<void> {
    await this.#takeEvent(connection, event);
    await this.#memory.removeUnread(event.id);
  }

  /** No key came: the person is told, and asked to say it again. */
  async #giveUp(connection: MatrixConnection, event: RoomEvent): Promise<void> {
    if (!(await this.#memory.removeUnread(event.id))) return;
    this.#options.log.warn({ room: event.room, event: event.id }, 'A message could not be decrypted');
    await connection.notice(event.room, word('en', 'unreadable'), `unread-${event.id}`);
  }

  /** What an earlier process could not read. */
  async #takeUnread(connection: MatrixConnection): Promise<void> {
    for (const [id, { room, event: raw }] of await this.#memory.unread()) {
      const [event] = readEvents(room, [raw]);
      if (event === undefined) await this.#memory.removeUnread(id);
      else await this.#takeEvent(connection, event);
    }
  }

  async #answerInvite(connection: MatrixConnection, invite: SyncAnswer['invites'][number]): Promise<void> {
    const { settings, log } = this.#options;
    const { room, by } = invite;
    const reason = declineReason({ room, by, encrypted: invite.encrypted }, settings.invites, connection.canEncrypt);
    try {
      if (reason !== undefined) {
        log.warn({ room, by }, `An invitation was declined: ${reason}`);
        await connection.leave(room);
        return;
      }
      await connection.join(room);
      log.info({ room, by }, 'The bot entered a Matrix room');
    } catch (error) {
      log.warn({ room, by, error: String(error) }, 'An invitation could not be answered');
      return;
    }
    if (by === undefined) return;
    if (!invite.direct) {
      // Not waited for: the room is known when the homeserver's next answer is, and that waits for us.
      connection
        .notice(room, word('en', 'ignored'), `hello-${room}`)
        .catch((error: unknown) => log.debug({ room, error: String(error) }, 'The bot could not say how it listens'));
      return;
    }
    const person = { id: by, name: connection.nameOf(room, by), username: by };
    await this.#tell({ id: `hello-${room}-${by}`, place: writePlace({ room }), person, content: { type: 'hello' } });
  }

  #around(connection: MatrixConnection, room: string): Surroundings {
    const { user } = this.#options.settings;
    return {
      self: user,
      names: [connection.nameOf(room, user), user.slice(1).split(':')[0] ?? ''],
      isDirect: connection.isDirect(room),
      nameOf: (person) => connection.nameOf(room, person),
      placeOf: (id) => this.#memory.placeOf(id),
      threadOf: (thread) => this.#memory.threadOf(thread),
    };
  }

  async #tell(event: Incoming): Promise<void> {
    // What nobody takes is not taken: it comes again.
    if (this.#incoming === undefined) throw new Error('Nobody listens to Matrix now.');
    await this.#incoming(event);
  }

  get #keyPatience(): number {
    return this.#options.keyPatienceMs ?? KEY_PATIENCE_MS;
  }
}

function textContent({ body }: MatrixMessage & { as: 'text' }): object {
  return { msgtype: 'm.notice', body: body.plain, format: 'org.matrix.custom.html', formatted_body: body.html };
}

function pollContent({ question, answers, prompt }: MatrixMessage & { as: 'poll' }): object {
  const lines = [question, ...answers.map(({ label }) => label)].join('\n');
  return {
    'org.matrix.msc3381.poll.start': {
      question: { 'org.matrix.msc1767.text': question, body: question, msgtype: 'm.text' },
      kind: 'org.matrix.msc3381.poll.disclosed',
      max_selections: 1,
      answers: answers.map(({ key, label }) => ({ id: `${prompt}/${key}`, 'org.matrix.msc1767.text': label })),
    },
    'org.matrix.msc1767.text': lines,
    body: lines,
  };
}

/** Ids of transactions stand in addresses. */
function transactionOf(key: string): string {
  return key.replace(/[^\w.-]/g, '_');
}

async function readUpTo(answer: Response, limit: number): Promise<Uint8Array> {
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = answer.body ?? [];
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > limit) throw new DeliveryFailure('refused', 'The file is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
