import { randomUUID } from 'node:crypto';

import {
  ClientEvent,
  createClient,
  type MatrixClient,
  type MatrixEvent,
  MatrixEventEvent,
  Method,
  RoomEvent,
  SyncState,
} from 'matrix-js-sdk';

import { quietSdk, sdkLog } from '#src/channels/bots/matrix/sdk-log.ts';
import type { Account, Homeserver } from './homeserver.ts';

/** What a person sees in a room: the newest content of each message, in order. */
export interface Seen {
  id: string;
  sender: string;
  type: string;
  content: Record<string, unknown>;
  thread?: string;
}

quietSdk();
const quiet = sdkLog({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} });

/** Somebody with a Matrix client, as real as Element's: the same library, with encryption where it is asked for. */
export class MatrixPerson {
  readonly client: MatrixClient;
  readonly account: Account;
  readonly #seen = new Map<string, Seen[]>();
  readonly #waiting = new Set<() => void>();

  private constructor(server: Homeserver, account: Account) {
    this.account = account;
    this.client = createClient({
      baseUrl: server.address,
      userId: account.userId,
      accessToken: account.accessToken,
      deviceId: account.deviceId,
      logger: quiet,
      disableVoip: true,
    });
  }

  static async arrive(server: Homeserver, name: string, options: { encrypts?: boolean } = {}): Promise<MatrixPerson> {
    const person = new MatrixPerson(server, await server.register(name));
    const { client } = person;
    if (options.encrypts === true) await client.initRustCrypto({ useIndexedDB: false });
    client.on(RoomEvent.Timeline, (event, room, toStart) => {
      if (toStart !== true && room !== undefined) void person.#see(room.roomId, event);
    });
    // One's own come with a passing id first; they count when the homeserver has put them in their place.
    client.on(RoomEvent.LocalEchoUpdated, (event, room) => {
      if (event.status === null) void person.#see(room.roomId, event);
    });
    const ready = new Promise<void>((resolve) => {
      client.on(ClientEvent.Sync, (state) => {
        if (state === SyncState.Prepared) resolve();
        person.#wake();
      });
    });
    await client.startClient({ initialSyncLimit: 20, disablePresence: true });
    await ready;
    return person;
  }

  get id(): string {
    return this.account.userId;
  }

  /** A room with these people in it. */
  async open(people: readonly string[], options: { encrypted?: boolean; direct?: boolean } = {}): Promise<string> {
    const { room_id: room } = await this.client.createRoom({
      invite: [...people],
      is_direct: options.direct ?? people.length === 1,
      initial_state:
        options.encrypted === true
          ? [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }]
          : [],
    });
    return room;
  }

  async joins(room: string): Promise<void> {
    await this.until(() => this.client.getRoom(room) !== null || undefined, 'an invitation');
    await this.client.joinRoom(room);
  }

  /** Resolves when somebody has entered the room. */
  async untilIn(room: string, person: string): Promise<void> {
    await this.until(
      () => this.client.getRoom(room)?.getMember(person)?.membership === 'join' || undefined,
      `${person} in the room`,
    );
  }

  async say(room: string, text: string, more: object = {}): Promise<string> {
    return await this.send(room, 'm.room.message', { msgtype: 'm.text', body: text, ...more });
  }

  async send(room: string, type: string, content: object): Promise<string> {
    const sent = await this.client.sendEvent(room, null, type as never, content as never, randomUUID());
    return sent.event_id;
  }

  /** Sends a message past the library, which would not send the same one twice. */
  async put(room: string, content: object, transaction: string): Promise<void> {
    const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message/${transaction}`;
    await this.client.http.authedRequest(Method.Put, path, undefined, content);
  }

  async react(room: string, to: string, key: string): Promise<string> {
    return await this.send(room, 'm.reaction', { 'm.relates_to': { rel_type: 'm.annotation', event_id: to, key } });
  }

  async vote(room: string, poll: Seen, label: RegExp): Promise<string> {
    const answer = answersOf(poll).find(({ text }) => label.test(text));
    if (answer === undefined) throw new Error(`There is no such answer: ${JSON.stringify(answersOf(poll))}`);
    return await this.send(room, 'org.matrix.msc3381.poll.response', {
      'm.relates_to': { rel_type: 'm.reference', event_id: poll.id },
      'org.matrix.msc3381.poll.response': { answers: [answer.id] },
    });
  }

  seen(room: string): readonly Seen[] {
    return this.#seen.get(room) ?? [];
  }

  /** What others said, in words, edits in the place of what they change. */
  words(room: string): string[] {
    return this.seen(room)
      .filter(({ sender }) => sender !== this.id)
      .map(textOf);
  }

  /** Waits for a message of somebody else after this one (or any) that says this. */
  async sees(room: string, text: RegExp, after?: string): Promise<Seen> {
    return await this.until(
      () => {
        const all = this.seen(room);
        const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
        if (after !== undefined && from === 0) return undefined;
        return all.slice(from).find((one) => one.sender !== this.id && text.test(textOf(one)));
      },
      `${text} in ${JSON.stringify(this.words(room).slice(-6))}`,
    );
  }

  async until<T>(look: () => T | undefined, what: string): Promise<T> {
    const deadline = performance.now() + 150_000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (performance.now() > deadline) throw new Error(`${this.id} waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, 500);
        this.#waiting.add(wake);
      });
    }
  }

  leave(): void {
    this.client.stopClient();
  }

  async #see(room: string, event: MatrixEvent): Promise<void> {
    if (event.isEncrypted()) {
      await this.client.decryptEventIfNeeded(event);
      if (event.isDecryptionFailure()) {
        await new Promise<void>((resolve) =>
          event.on(MatrixEventEvent.Decrypted, () => {
            if (!event.isDecryptionFailure()) resolve();
          }),
        );
      }
    }
    const id = event.getId();
    const sender = event.getSender();
    if (id === undefined || sender === undefined || id.startsWith('~')) return;
    const list = this.#seen.get(room) ?? [];
    this.#seen.set(room, list);
    const content: Record<string, unknown> = event.getOriginalContent();
    const relation = content['m.relates_to'] as { rel_type?: string; event_id?: string } | undefined;
    if (relation?.rel_type === 'm.replace') {
      const target = list.find((one) => one.id === relation.event_id);
      if (target !== undefined) target.content = content['m.new_content'] as Record<string, unknown>;
    } else if (!list.some((one) => one.id === id)) {
      const thread = relation?.rel_type === 'm.thread' ? relation.event_id : undefined;
      list.push({ id, sender, type: event.getType(), content, ...(thread === undefined ? {} : { thread }) });
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}

/** The words of a message; of a poll its question and answers. */
export function textOf({ type, content }: Seen): string {
  if (type === 'org.matrix.msc3381.poll.start') {
    const start = content['org.matrix.msc3381.poll.start'] as { question: { body: string } };
    return [start.question.body, ...answersOf({ content }).map(({ text }) => `[${text}]`)].join(' ');
  }
  return type === 'm.room.message' ? String(content['body']) : `(${type})`;
}

export function answersOf({ content }: Pick<Seen, 'content'>): { id: string; text: string }[] {
  const start = content['org.matrix.msc3381.poll.start'] as {
    answers: { id: string; 'org.matrix.msc1767.text': string }[];
  };
  return start.answers.map((answer) => ({ id: answer.id, text: answer['org.matrix.msc1767.text'] }));
}
