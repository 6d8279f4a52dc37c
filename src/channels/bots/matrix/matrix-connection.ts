import { setTimeout as pause } from 'node:timers/promises';

import {
  ClientEvent,
  createClient,
  EventStatus,
  MatrixClient,
  MatrixError,
  Method,
  MsgType,
  SyncState,
} from 'matrix-js-sdk';
import { z } from 'zod';

import { MatrixKeys } from './matrix-keys.ts';
import type { MatrixMemory, MatrixSession } from './matrix-memory.ts';
import type { MatrixSettings } from './matrix-settings.ts';
import { type ChannelLog, sdkLog } from './sdk-log.ts';
import { type RoomEvent, readEvents, readSyncAnswer, type SyncAnswer } from './sync-answer.ts';
import { SyncStore } from './sync-store.ts';
import { pauseOf } from './to-failure.ts';

/** A request that takes longer is given up, and made again. */
const REQUEST_MS = 30_000;
/** Events of one room that are fetched after a long absence; what is older is past. */
const MOST_MISSED = 1_000;
/** Answers that were on their way are dealt with by then. */
const SETTLING_MS = 200;
/** A room keeps no more events in memory than this. */
const MOST_KEPT_EVENTS = 100;

/** Our mark in a message's content: a message that is there under its key is not sent again. */
export const KEY_FIELD = 'io.threebot.key';

export interface ConnectionOptions {
  settings: MatrixSettings;
  memory: MatrixMemory;
  log: ChannelLog;
}

/** Takes what came from the homeserver; when it rejects, the same comes again. */
export type Take = (answer: SyncAnswer) => Promise<void>;

const messagesSchema = z.looseObject({ chunk: z.array(z.unknown()).catch([]), end: z.string().optional() });
const loginSchema = z.looseObject({ access_token: z.string(), device_id: z.string(), user_id: z.string() });

/**
 * The bot's account at its homeserver: signed in, in step with its rooms, and able to send. Whoever listens gets every
 * event at least once, also over restarts: how far it has read is kept only when everything before was taken.
 */
export class MatrixConnection {
  readonly client: MatrixClient;
  readonly #options: ConnectionOptions;
  readonly #keys: MatrixKeys | undefined;
  readonly #stopped = new AbortController();
  readonly #sending = new Set<Promise<unknown>>();
  #resting = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #take: Take | undefined;
  /** The newest token there is, and the invitations that wait. */
  #token: string | undefined;
  #invites: SyncAnswer['invites'] = [];
  #beginning: { resolve: () => void; reject: (error: unknown) => void } | undefined;

  private constructor(options: ConnectionOptions, session: MatrixSession) {
    const { settings, log, memory } = options;
    this.#options = options;
    // Not by `createClient`: its scheduler repeats by itself and hides what the homeserver asks for.
    this.client = new MatrixClient({
      baseUrl: settings.homeserver,
      userId: settings.user,
      accessToken: session.accessToken,
      deviceId: session.deviceId,
      logger: sdkLog(log),
      store: new SyncStore((answer) => this.#synced(answer)),
      localTimeoutMs: REQUEST_MS,
      disableVoip: true,
    });
    this.#keys = encrypts(settings) ? new MatrixKeys({ client: this.client, settings, memory, log }) : undefined;
  }

  /** Signs in and resolves when the rooms are known. */
  static async open(options: ConnectionOptions, signal: AbortSignal): Promise<MatrixConnection> {
    const connection = new MatrixConnection(options, await signIn(options));
    try {
      signal.throwIfAborted();
      signal.addEventListener('abort', () => connection.#beginning?.reject(signal.reason), { once: true });
      await connection.#begin();
      return connection;
    } catch (error) {
      await connection.stop();
      throw error;
    }
  }

  /** From here on everything is handed over, beginning with what came while nobody listened. */
  async listen(take: Take): Promise<void> {
    const resting = new AbortController();
    this.#resting = resting;
    await this.#after(async () => {
      resting.signal.throwIfAborted();
      this.#take = take;
      const position = await this.#options.memory.position();
      if (position !== null) await this.#catchUp(position);
      // The invitations are kept for whoever listens next.
      resting.signal.throwIfAborted();
      await this.#handOver({ next: this.#token ?? '', joined: [], left: [], invites: this.#invites });
      this.#invites = [];
    });
  }

  /** Nothing is handed over any more; what was under way is given up, and comes again to whoever listens next. */
  async rest(): Promise<void> {
    this.#take = undefined;
    this.#resting.abort();
    await this.#work.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.rest();
    // The crypto library is taken away under whatever still uses it, which ends the process: first everything comes to rest.
    this.client.http.abort();
    await Promise.allSettled(this.#sending);
    await pause(SETTLING_MS);
    this.client.stopClient();
    this.#keys?.stop();
  }

  get canEncrypt(): boolean {
    return this.#keys !== undefined;
  }

  /** Two people, or the bot alone with one who has not come yet. */
  isDirect(room: string): boolean {
    const known = this.client.getRoom(room);
    return known !== null && known.getInvitedAndJoinedMemberCount() <= 2;
  }

  nameOf(room: string, person: string): string {
    const name = this.client.getRoom(room)?.getMember(person)?.rawDisplayName;
    return name ?? person.slice(1).split(':')[0] ?? person;
  }

  /** Sends an event; the same `transaction` again is the same event, as long as the device is. */
  async send(room: string, type: string, content: object, transaction: string): Promise<string> {
    await this.#untilKnown(room);
    this.#stopped.signal.throwIfAborted();
    const sending = this.#send(room, type, content, transaction);
    this.#sending.add(sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(sending);
    }
  }

  async #send(room: string, type: string, content: object, transaction: string): Promise<string> {
    const { client } = this;
    const known = client.getRoom(room);
    // The library takes a transaction once: what it could not send is not sent anew, but again.
    const echo = known?.getEventForTxnId(transaction);
    let id = echo?.status === EventStatus.SENT ? echo.getId() : undefined;
    if (id === undefined) {
      const sent =
        known && echo?.status === EventStatus.NOT_SENT
          ? await client.resendEvent(echo, known)
          : // The library's types list the events it knows.
            await client.sendEvent(room, null, type as never, content as never, transaction);
      id = sent.event_id;
    }
    await this.#keys?.sent(room, transaction);
    // It answers again: what it has for us is asked for at once, and not when the pause is over.
    if (client.getSyncState() !== SyncState.Syncing) client.retryImmediately();
    return id;
  }

  /** The content of an event, decrypted; undefined while its key is missing, and then `later` is called when it comes. */
  async read(event: RoomEvent, later?: () => void): Promise<Pick<RoomEvent, 'type' | 'content'> | undefined> {
    if (event.type !== 'm.room.encrypted') return event;
    return await this.#keys?.read(event, later);
  }

  async join(room: string): Promise<void> {
    await this.client.joinRoom(room);
  }

  async leave(room: string): Promise<void> {
    await this.client.leave(room);
  }

  /** Says something that no conversation said: as a notice, once. */
  async notice(room: string, text: string, transaction: string): Promise<void> {
    await this.send(room, 'm.room.message', { msgtype: MsgType.Notice, body: text }, transaction);
  }

  async #begin(): Promise<void> {
    await this.#keys?.begin();
    const ready = new Promise<void>((resolve, reject) => {
      this.#beginning = { resolve, reject };
    });
    this.client.on(ClientEvent.Sync, (state, _, data) => {
      if (state === SyncState.Error && isSignedOut(data?.error)) this.#beginning?.reject(data?.error);
    });
    await this.client.startClient({ initialSyncLimit: 1, lazyLoadMembers: true, disablePresence: true });
    await ready;
    await this.#keys?.signDevice();
    // What an earlier process sent is known before anything is sent again.
    const position = await this.#options.memory.position();
    if (position !== null) await this.#after(() => this.#catchUp(position));
  }

  async #synced(raw: unknown): Promise<void> {
    const answer = readSyncAnswer(raw, this.#options.settings.user);
    const isFirst = this.#token === undefined;
    this.#token = answer.next;
    for (const room of this.client.getRooms()) {
      if (room.getLiveTimeline().getEvents().length > MOST_KEPT_EVENTS) room.resetLiveTimeline();
    }
    if (isFirst) {
      // What was said before is caught up with from the kept position; here are only the newest words of each room.
      this.#invites = answer.invites;
      await this.#beginHere(answer.next).then(this.#beginning?.resolve, this.#beginning?.reject);
      return;
    }
    await this.#after(async () => {
      const isHeard = this.#take !== undefined;
      await this.#handOver(await this.#completed(answer, undefined));
      // Only what was taken lies behind us; whoever listens next begins there.
      if (isHeard && this.#take !== undefined) await this.#options.memory.setPosition(answer.next);
    }).catch((error: unknown) => {
      if (this.#resting.signal.aborted || this.#stopped.signal.aborted) return;
      // Thrown on, it would end the library's loop, and with it everything else.
      this.#options.log.error({ error: String(error) }, 'An answer of the homeserver could not be dealt with');
    });
  }

  /** A bot that has never listened hears everything from here on, also what comes before somebody listens. */
  async #beginHere(token: string): Promise<void> {
    const { memory } = this.#options;
    if ((await memory.position()) === null) await memory.setPosition(token);
  }

  /** What came since then: everything of it, or of a very long absence the newest. */
  async #catchUp(since: string): Promise<void> {
    const filter = {
      presence: { not_types: ['*'] },
      account_data: { not_types: ['*'] },
      room: { ephemeral: { not_types: ['*'] }, timeline: { limit: 100 }, state: { lazy_load_members: true } },
    };
    const query = { since, timeout: '0', filter: JSON.stringify(filter) };
    let answer: SyncAnswer;
    try {
      const raw = await this.#patiently(() => this.client.http.authedRequest(Method.Get, '/sync', query));
      answer = readSyncAnswer(raw, this.#options.settings.user);
    } catch (error) {
      if (!(error instanceof MatrixError) || error.httpStatus !== 400) throw error;
      this.#options.log.warn(
        { error: error.message },
        'The homeserver no longer knows how far the bot had read: it goes on from now',
      );
      return;
    }
    await this.#handOver(await this.#completed(answer, since));
  }

  /** With the events between this answer and the one before, where the homeserver left some out. */
  async #completed(answer: SyncAnswer, since: string | undefined): Promise<SyncAnswer> {
    const to = since ?? (await this.#options.memory.position()) ?? undefined;
    const joined = await Promise.all(
      answer.joined.map(async (one) => {
        if (one.missingBefore === undefined || to === undefined) return one;
        return { ...one, events: [...(await this.#missed(one.room, one.missingBefore, to)), ...one.events] };
      }),
    );
    return { ...answer, joined };
  }

  async #missed(room: string, from: string, to: string): Promise<RoomEvent[]> {
    const found: RoomEvent[] = [];
    let at: string | undefined = from;
    while (at !== undefined && found.length < MOST_MISSED) {
      const query = { from: at, to, dir: 'b', limit: '100' };
      const path = `/rooms/${encodeURIComponent(room)}/messages`;
      let raw: unknown;
      try {
        raw = await this.#patiently(() => this.client.http.authedRequest(Method.Get, path, query));
      } catch (error) {
        // A room that was left meanwhile tells nothing any more.
        if (error instanceof MatrixError) break;
        throw error;
      }
      const { chunk, end } = messagesSchema.parse(raw);
      found.push(...readEvents(room, chunk));
      at = chunk.length === 0 ? undefined : end;
    }
    return found.reverse();
  }

  /** Our own messages are remembered by their keys; everything is given to whoever listens, until it is taken. */
  async #handOver(answer: SyncAnswer): Promise<void> {
    const self = this.#options.settings.user;
    for (const { events } of answer.joined) {
      for (const event of events) {
        // What this device sent it knows already.
        if (event.sender === self && event.transaction === undefined) await this.#rememberSent(event);
      }
    }
    const take = this.#take;
    if (take !== undefined) await this.#patiently(() => take(answer));
  }

  async #rememberSent(event: RoomEvent): Promise<void> {
    const key = (await this.read(event))?.content[KEY_FIELD];
    if (typeof key === 'string') await this.#options.memory.setSent(key, event.id);
  }

  /** One after another, in the order they came. */
  async #after(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(work);
    await this.#work;
  }

  /** Tries until it works: nothing is left out because Redis or the homeserver is away for a while. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    const signal = AbortSignal.any([this.#stopped.signal, this.#resting.signal]);
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        if (
          error instanceof MatrixError &&
          error.httpStatus !== undefined &&
          error.httpStatus < 500 &&
          error.httpStatus !== 429
        ) {
          throw error;
        }
        this.#options.log.warn(
          { error: String(error), attempt },
          'What came over Matrix cannot be taken now; it is tried again',
        );
        const wait = pauseOf(error, Math.min(10_000, 200 * 2 ** attempt));
        await pause(wait, undefined, { signal });
      }
    }
  }

  /** A room that was just entered is known when the homeserver has told its state; before, it could be encrypted. */
  async #untilKnown(room: string): Promise<void> {
    const until = performance.now() + REQUEST_MS;
    while (this.client.getRoom(room)?.getMyMembership() !== 'join') {
      if (performance.now() > until) throw new Error(`The room ${room} is not known yet.`);
      await pause(50, undefined, { signal: this.#stopped.signal });
    }
  }
}

/** Encryption needs a device that nobody knew before: the keys of the last one went with its process. */
function encrypts({ encryption, password }: MatrixSettings): boolean {
  return encryption && password !== undefined;
}

async function signIn({ settings, memory, log }: ConnectionOptions): Promise<MatrixSession> {
  const { accessToken, password, homeserver, user } = settings;
  const logger = sdkLog(log);
  if (password === undefined) {
    if (accessToken === undefined) throw new Error('Matrix needs MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN.');
    return { accessToken, deviceId: await deviceOf(homeserver, user, accessToken, log) };
  }
  if (!encrypts(settings)) {
    const kept = await memory.session();
    if (kept !== undefined) {
      try {
        await deviceOf(homeserver, user, kept.accessToken, log);
        return kept;
      } catch (error) {
        if (!isSignedOut(error)) throw error;
        await memory.setSession(undefined);
      }
    }
  }
  const answer = loginSchema.parse(
    await createClient({ baseUrl: homeserver, logger }).loginRequest({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user },
      password,
      initial_device_display_name: '3Bot',
    }),
  );
  const session = { accessToken: answer.access_token, deviceId: answer.device_id };
  if (!encrypts(settings)) await memory.setSession(session);
  return session;
}

async function deviceOf(baseUrl: string, userId: string, accessToken: string, log: ChannelLog): Promise<string> {
  const client = createClient({ baseUrl, userId, accessToken, logger: sdkLog(log), localTimeoutMs: REQUEST_MS });
  const { user_id: found, device_id: device } = await client.whoami();
  if (found !== userId) throw new Error(`The Matrix access token is of ${found}: set channels.matrix.user to it.`);
  return device ?? '';
}

/** The account's key to the homeserver does not open any more: a new one is needed. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof MatrixError && error.errcode === 'M_UNKNOWN_TOKEN';
}
