import type {
  Ack,
  Choice,
  Json,
  LogEnd,
  Opened,
  OpenRequest,
  OperationView,
  Reply,
  Turn,
  WireError,
} from '#src/protocol/index.ts';

import { cleanDeep, cleanText, cleanTurn } from './clean.ts';
import { Connection, type ConnectionState, NoAnswer } from './connection.ts';
import { Drafts } from './drafts.ts';
import { newId } from './ids.ts';
import { LiveLogs } from './live-logs.ts';
import { Outbox, type Pending } from './outbox.ts';
import { isEchoOf, type Reading, read } from './reading.ts';
import { Sender } from './sender.ts';
import { browserStorage, type Storage } from './storage.ts';
import { Transcript } from './transcript.ts';

export interface SessionOptions {
  server: URL;
  /** The flow a new conversation begins with. */
  flow: string | undefined;
  locale(): string;
  /** Anything that is drawn may have changed. */
  changed(): void;
  /** Turns that were not here before; `live` ones happened while somebody was looking. */
  arrived(turns: Turn[], live: boolean): void;
  moved(before: OperationView | undefined, now: OperationView): void;
  /** A live log has brought lines, or its end. */
  logged(title: string, count: number, end: LogEnd | null): void;
  connection(state: ConnectionState): void;
  failed(error: WireError): void;
}

/** One conversation with the server: what is known of it, what is on its way, and how the line stands. */
export class ChatSession {
  conversation: string | null;
  transcript = new Transcript();
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly connection: Connection;
  readonly operations = new Map<string, OperationView>();
  readonly logs: LiveLogs;
  /** The last thing the server had to say about the line itself, in its words. */
  notice: string | null = null;
  /** The earlier conversation was gone: this one began in its place. */
  replaced = false;
  loadingOlder = false;
  readonly #options: SessionOptions;
  readonly #lasting: Storage;
  readonly #tab: Storage;
  #reading: { turns: readonly Turn[]; reading: Reading } | undefined;
  #beginning: { flow?: string; slots?: { [slot: string]: Json } };
  #everOpened = false;
  #opening = 0;
  readonly #sender: Sender;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    const prefix = `threebot-chat:${options.server.origin}${options.server.pathname}:`;
    this.#lasting = browserStorage('localStorage', prefix);
    this.#tab = browserStorage('sessionStorage', prefix);
    this.conversation = this.#lasting.get('conversation');
    this.#beginning = options.flow === undefined ? {} : { flow: options.flow };
    this.outbox = new Outbox(this.#tab);
    this.drafts = new Drafts(this.#tab);
    this.connection = new Connection(options.server, {
      up: () => void this.#open(),
      state: (state) => {
        if (state !== 'online') this.#opening += 1;
        options.connection(state);
        options.changed();
      },
      refused: (error) => this.#fail(error),
      turn: ({ conversation, turn }) => {
        if (conversation === this.conversation) this.#take(turn);
      },
      progress: ({ conversation, operation }) => {
        if (conversation === this.conversation) this.#progress(operation);
      },
      log: ({ conversation, log, ...event }) => {
        if (conversation === this.conversation) this.logs.take(log, event);
      },
      notice: ({ message }) => {
        this.notice = cleanText(message);
        options.changed();
      },
    });
    this.logs = new LiveLogs({
      connection: this.connection,
      conversation: () => this.conversation,
      changed: () => options.changed(),
      came: (title, count, end) => options.logged(title, count, end),
    });
    this.#sender = new Sender({
      outbox: this.outbox,
      connection: this.connection,
      conversation: () => this.conversation,
      accepted: (revision, turn) => this.#accepted(revision, turn),
      refused: (error) => {
        options.failed(error);
        if (error.code === 'UNKNOWN_CONVERSATION' || error.code === 'ALREADY_TAKEN') void this.#open();
      },
      delayed: (message) => (this.notice = message),
      changed: () => this.#kept(),
    });
  }

  /** Connects, and begins or goes on with the conversation. */
  begin(): void {
    this.connection.connect();
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#sender.stop();
    this.connection.close();
  }

  get reading(): Reading {
    const { turns } = this.transcript;
    if (this.#reading?.turns !== turns) this.#reading = { turns, reading: read(turns) };
    return this.#reading.reading;
  }

  /** An answer to the open prompt is on its way: its controls rest meanwhile. */
  get busy(): boolean {
    const { open } = this.transcript;
    return this.outbox.items.some(
      ({ state, reply }) => state !== 'refused' && 'prompt' in reply && reply.prompt === open && open !== null,
    );
  }

  /** Gives a reply: drawn at once, sent when it can be, kept until the server has it. */
  reply(reply: Reply, text: string, secret = false): Pending {
    for (const item of this.outbox.items) if (item.state === 'refused') this.outbox.remove(item.id);
    const pending = this.outbox.add(reply, { text, secret, prompt: this.transcript.open });
    this.#kept();
    this.begin();
    void this.#sender.send();
    return pending;
  }

  /** Starts a flow: in a new conversation if there is none, else here. */
  start(flow: string, slots?: { [slot: string]: Json }, title = flow): void {
    if (this.conversation === null && !this.#everOpened) {
      this.#beginning = { flow, ...(slots && { slots }) };
      this.begin();
    } else {
      this.reply({ type: 'start', flow, ...(slots && { slots }) }, title);
    }
  }

  /** Leaves this conversation and begins a new one. */
  reset(): void {
    this.#opening += 1;
    this.#forget();
    this.outbox.clear();
    this.drafts.keepOnly(null);
    this.replaced = false;
    const { flow } = this.#options;
    this.#beginning = flow === undefined ? {} : { flow };
    this.#options.changed();
    if (this.connection.state === 'idle') this.begin();
    else void this.#open();
  }

  dismiss(id: string): void {
    this.outbox.remove(id);
    this.#kept();
  }

  async loadOlder(): Promise<boolean> {
    const { conversation, transcript } = this;
    if (conversation === null || !transcript.older || this.loadingOlder) return false;
    this.loadingOlder = true;
    this.#options.changed();
    const answer = await this.#ask(() =>
      this.connection.request('history', { conversation, before: transcript.first }),
    );
    this.loadingOlder = false;
    if (answer?.ok) {
      transcript.prepend(answer.turns.map(cleanTurn), answer.older);
      this.#options.arrived(answer.turns, false);
    }
    this.#options.changed();
    return answer?.ok ?? false;
  }

  /** Asks a running operation to stop and to take back what it did; the server's sentence when it does not. */
  async stop(operation: string): Promise<string | null> {
    const { conversation } = this;
    if (conversation === null) return null;
    const answer = await this.#ask(() => this.connection.request('cancel', { conversation, operation }));
    return answer?.ok === false ? cleanText(answer.error.message) : null;
  }

  /** Further choices of the open question; null when they could not be had. */
  async choices(slot: string, search: string, page: number): Promise<{ choices: Choice[]; more: boolean } | null> {
    const { conversation } = this;
    const prompt = this.transcript.open;
    if (conversation === null || prompt === null) return null;
    const wanted = { conversation, prompt, slot, page, ...(search !== '' && { search }) };
    const answer = await this.#ask(() => this.connection.request('choices', wanted));
    return answer?.ok ? cleanDeep({ choices: answer.choices, more: answer.more }) : null;
  }

  /** A request that may go unanswered without harm. */
  async #ask<T>(request: () => Promise<Ack<T>>): Promise<Ack<T> | null> {
    try {
      return await request();
    } catch (error) {
      if (error instanceof NoAnswer) return null;
      throw error;
    }
  }

  async #open(): Promise<void> {
    const attempt = (this.#opening += 1);
    const request: OpenRequest = { locale: this.#options.locale() };
    if (this.conversation === null) Object.assign(request, this.#beginning, { messageId: this.#birth() });
    else
      Object.assign(
        request,
        { conversation: this.conversation },
        this.transcript.last > 0 && { after: this.transcript.last },
      );
    const answer = await this.#ask(() => this.connection.request('open', request));
    if (attempt !== this.#opening) return;
    if (answer === null) {
      // The line looks alive and nobody answers: build it anew.
      if (this.connection.up) this.connection.restart();
    } else if (answer.ok) {
      this.#opened(answer);
    } else if (answer.error.code === 'UNKNOWN_CONVERSATION' && this.conversation !== null) {
      this.#forget();
      this.replaced = true;
      void this.#open();
    } else {
      this.#fail(answer.error);
      this.#later(answer.error.retryAfter ?? 5_000, () => void this.#open());
    }
  }

  #opened(opened: Opened): void {
    if (opened.revision < this.transcript.last) {
      // The server lost its newest turns: what it has is what holds.
      this.transcript = new Transcript();
      void this.#open();
      return;
    }
    if (this.conversation !== opened.conversation) {
      this.conversation = opened.conversation;
      this.#lasting.set('conversation', opened.conversation);
    }
    this.#tab.remove('birth');
    this.notice = null;
    const live = this.#everOpened;
    this.#everOpened = true;
    const resumed = this.transcript.last > 0 || opened.turns.length <= 1;
    const added = this.transcript.load(opened.turns.map(cleanTurn), opened.older);
    for (const operation of opened.operations) this.#progress(operation);
    this.#settle(added);
    this.connection.opened();
    if (!live) this.outbox.restore(opened.conversation);
    this.#kept();
    this.logs.resume();
    this.logs.arrived(added, opened.revision);
    this.#options.arrived(added, resumed);
    void this.#sender.send();
  }

  #take(received: Turn): void {
    const { added, gap } = this.transcript.add(cleanTurn(received));
    if (gap) void this.#open();
    if (added.length === 0) return;
    this.#settle(added);
    this.logs.arrived(added, this.transcript.last);
    this.#options.arrived(added, true);
    this.#kept();
  }

  #accepted(revision: number, turn: Turn | undefined): void {
    this.notice = null;
    if (turn) this.#take(turn);
    this.outbox.settle(this.transcript.last);
    // An acknowledged turn that does not come by itself is fetched.
    if (this.transcript.last < revision) void this.#open();
  }

  /** What has become part of the transcript is no longer on its way. */
  #settle(added: readonly Turn[]): void {
    for (const entry of added.flatMap((turn) => turn.entries)) {
      const echo = this.outbox.items.find((item) => item.state !== 'refused' && !item.echoed && isEchoOf(entry, item));
      if (echo) this.outbox.change(echo.id, { echoed: true });
    }
    this.outbox.settle(this.transcript.last);
    this.drafts.keepOnly(this.transcript.open);
  }

  #progress(received: OperationView): void {
    const operation = cleanDeep(received);
    const before = this.operations.get(operation.id) ?? this.reading.operations.get(operation.id)?.view;
    if (before && before.sequence >= operation.sequence) return;
    this.operations.set(operation.id, operation);
    this.#options.moved(before, operation);
    this.#options.changed();
  }

  #kept(): void {
    this.outbox.save(this.conversation);
    this.#options.changed();
  }

  #fail(error: WireError): void {
    this.notice = cleanText(error.message);
    this.#options.failed(error);
    this.#options.changed();
  }

  #forget(): void {
    this.conversation = null;
    this.#lasting.remove('conversation');
    this.#tab.remove('birth');
    this.transcript = new Transcript();
    this.operations.clear();
    this.logs.clear();
  }

  /** The id of the message that begins the conversation: kept, so that a repeated beginning is one beginning. */
  #birth(): string {
    const known = this.#tab.get('birth');
    if (known !== null) return known;
    const made = newId();
    this.#tab.set('birth', made);
    return made;
  }

  #later(milliseconds: number, action: () => void): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(action, milliseconds);
  }
}
