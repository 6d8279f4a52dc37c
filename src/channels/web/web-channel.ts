import { createHash, randomBytes } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';

import { Server, type Socket } from 'socket.io';
import type { z } from 'zod';

import type { Caller, Conversations, Operations, SessionStore } from '#src/conversation/index.ts';
import { type LogDesk, TurnRefused } from '#src/conversation/index.ts';
import {
  type Accepted,
  type Ack,
  type Choice,
  type ClientEvents,
  cancelSchema,
  choicesSchema,
  handshakeSchema,
  historySchema,
  MAX_TEXT_LENGTH,
  messageSchema,
  type Opened,
  type OperationView,
  openSchema,
  PROTOCOL_VERSION,
  type ServerEvents,
  type Turn,
  type Watching,
  type WireError,
  watchSchema,
} from '#src/protocol/index.ts';

import type { Channel, ChannelCapabilities } from '../channel.ts';
import { type LogReader, LogWatches } from './log-watches.ts';
import { TokenBucket } from './token-bucket.ts';

/** Who a connection speaks for. `until` ends it: milliseconds since the epoch. */
export interface Identity {
  owner: string;
  name: string;
  roles: string[];
  until?: number;
}

export interface WebChannelOptions {
  conversations: Conversations;
  store: SessionStore;
  operations: Operations;
  /** Who a token (or, on loopback, its absence) stands for. Rejects with a sentence. */
  identify(token: string | undefined): Promise<Identity>;
  /** May a page of this origin, under this Host header, speak to us? */
  originAllowed(request: IncomingMessage): boolean;
  /** Further choices of an open question. */
  choices(caller: Caller, request: z.infer<typeof choicesSchema>): Promise<{ items: Choice[]; more: boolean }>;
  /** Live logs that a conversation shows. */
  logs: LogDesk;
  limits: WebLimits;
  observe: WebObserver;
}

export interface WebLimits {
  connectionsPerAddress: number;
  messagesPerSecond: number;
  burst: number;
  maxMessageBytes: number;
  /** Packets waiting for one slow reader: progress is dropped at half of it, the connection at all of it. */
  maxWaitingPackets: number;
}

/** What the channel tells whoever measures and logs. */
export interface WebObserver {
  connected(count: number): void;
  rejected(reason: 'origin' | 'auth' | 'rate' | 'connections'): void;
  slowReader(): void;
  /** Seconds from a message to its saved turn. */
  took(seconds: number): void;
  failed(event: string, error: unknown): string;
}

type WebServer = Server<ClientEvents, ServerEvents, object, { identity: Identity }>;
type WebSocket = Socket<ClientEvents, ServerEvents, object, { identity: Identity }>;

/** How long clients have to take their leave. */
const GOODBYE_MS = 500;

/** Turns a page holds at once: the newest, and each older page on request. */
const PAGE = 50;

/**
 * The web channel: our socket.io protocol (`docs/protocol.md`), spoken by the widget and the terminal chat straight to
 * the conversation. Keeps no state but the sockets: a client that comes back names the revision it has.
 */
export class WebChannel implements Channel {
  readonly name = 'web';
  readonly capabilities: ChannelCapabilities = {
    buttons: true,
    forms: true,
    edits: true,
    secrets: true,
    maxTextLength: MAX_TEXT_LENGTH,
  };
  readonly #options: WebChannelOptions;
  readonly #io: WebServer;
  readonly #byAddress = new Map<string, number>();
  readonly #connections = new Set<NetSocket>();
  /** Turns for sockets whose `open` is not answered yet: they come behind the answer, never before it. */
  readonly #opening = new Map<string, { conversation: string; turn: Turn }[]>();
  readonly #watches: LogWatches;

  constructor(server: HttpServer, options: WebChannelOptions) {
    this.#options = options;
    this.#watches = new LogWatches(options.logs);
    server.on('connection', (connection) => {
      this.#connections.add(connection);
      connection.once('close', () => this.#connections.delete(connection));
    });
    this.#io = new Server(server, {
      path: '/socket',
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: options.limits.maxMessageBytes,
      connectTimeout: 10_000,
      pingInterval: 25_000,
      perMessageDeflate: false,
      allowRequest: (request, answer) => this.#admit(request, answer),
    });
    this.#io.use((socket, next) => {
      this.#identify(socket).then(
        () => next(),
        (error: unknown) => {
          options.observe.rejected('auth');
          next(error instanceof Error ? error : new Error('Sign-in failed.'));
        },
      );
    });
    this.#io.on('connection', (socket) => this.#connected(socket));
  }

  /** A turn was saved: everybody who has the conversation open gets it, but the sender, whose acknowledgement carries it. */
  publish(conversation: string, turn: Turn, except?: string): void {
    if (this.#watches.has(conversation)) void this.#settleLogs(conversation);
    const room = this.#io.sockets.adapter.rooms.get(conversation);
    if (!room || (except !== undefined && room.size === 1 && room.has(except))) return;
    const not = except === undefined ? [] : [except];
    for (const [id, held] of this.#opening) {
      if (!room.has(id)) continue;
      held.push({ conversation, turn });
      not.push(id);
    }
    this.#io.to(conversation).except(not).emit('turn', { conversation, turn });
    for (const id of room) this.#endIfSlow(id);
  }

  /** Progress is told to whoever can keep up: the next one tells all. */
  progress(conversation: string, operation: OperationView): void {
    const room = this.#io.sockets.adapter.rooms.get(conversation);
    if (!room) return;
    for (const id of room) {
      const socket = this.#io.sockets.sockets.get(id);
      if (!socket || waiting(socket) > this.#options.limits.maxWaitingPackets / 2) continue;
      socket.emit('progress', { conversation, operation });
    }
  }

  notice(code: string, message: string): void {
    this.#io.emit('notice', { code, message });
  }

  /** Ends every connection; clients come back by themselves. Those that do not even read are cut off. */
  async stop(): Promise<void> {
    this.notice('GOING_DOWN', 'The wizard restarts. Nothing is lost; this page reconnects by itself.');
    const cut = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, GOODBYE_MS);
    await this.#io.close();
    clearTimeout(cut);
  }

  #admit(request: IncomingMessage, answer: (error: string | null | undefined, ok: boolean) => void): void {
    const { originAllowed, limits, observe } = this.#options;
    if (!originAllowed(request)) {
      observe.rejected('origin');
      answer('this page may not speak to the wizard: add its origin to web.allowedOrigins', false);
      return;
    }
    const address = request.socket.remoteAddress ?? 'unknown';
    if ((this.#byAddress.get(address) ?? 0) >= limits.connectionsPerAddress) {
      observe.rejected('connections');
      answer('too many connections from this address', false);
      return;
    }
    answer(null, true);
  }

  async #identify(socket: WebSocket): Promise<void> {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    if (!handshake.success) {
      throw new Error(
        `This client speaks another protocol; this server speaks version ${PROTOCOL_VERSION}. Please reload.`,
      );
    }
    socket.data.identity = await this.#options.identify(handshake.data.token);
  }

  #connected(socket: WebSocket): void {
    const { limits, observe } = this.#options;
    const address = socket.request.socket.remoteAddress ?? 'unknown';
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    observe.connected(this.#io.sockets.sockets.size);
    socket.on('disconnect', () => {
      this.#watches.leave(socket.id);
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
      observe.connected(this.#io.sockets.sockets.size);
    });
    const bucket = new TokenBucket(limits.messagesPerSecond, limits.burst);
    const allowed = (ack: unknown): boolean => {
      const until = socket.data.identity.until;
      if (until !== undefined && until < Date.now()) {
        answer(ack, refusal('SIGNED_OUT', 'Your sign-in has ended. Please sign in again.'));
        socket.disconnect(true);
        return false;
      }
      const wait = bucket.take(Date.now());
      if (wait === 0) return true;
      observe.rejected('rate');
      answer(ack, refusal('SLOW_DOWN', 'That was a little fast. Please try again in a moment.', wait));
      return false;
    };
    socket.on('message', (request, ack) => {
      if (allowed(ack)) void this.#run('message', ack, messageSchema, request, (valid) => this.#message(socket, valid));
    });
    socket.on('open', (request, ack) => {
      if (!allowed(ack)) return;
      const held: { conversation: string; turn: Turn }[] = [];
      this.#opening.set(socket.id, held);
      void this.#run('open', ack, openSchema, request, (valid) => this.#open(socket, valid)).finally(() => {
        if (this.#opening.get(socket.id) === held) this.#opening.delete(socket.id);
        for (const late of held) socket.emit('turn', late);
      });
    });
    socket.on('history', (request, ack) => {
      if (allowed(ack)) void this.#run('history', ack, historySchema, request, (valid) => this.#history(socket, valid));
    });
    socket.on('cancel', (request, ack) => {
      if (allowed(ack)) void this.#run('cancel', ack, cancelSchema, request, (valid) => this.#cancel(socket, valid));
    });
    socket.on('watch', (request, ack) => {
      if (allowed(ack)) void this.#run('watch', ack, watchSchema, request, (valid) => this.#watch(socket, valid));
    });
    socket.on('unwatch', (request, ack) => {
      if (!allowed(ack)) return;
      void this.#run('unwatch', ack, watchSchema, request, async ({ log }) => {
        this.#watches.unwatch(socket.id, log);
        return {};
      });
    });
    socket.on('choices', (request, ack) => {
      if (allowed(ack)) void this.#run('choices', ack, choicesSchema, request, (valid) => this.#choices(socket, valid));
    });
  }

  /** Runs one request: validates, answers, and turns every throw into a refusal. Nothing here can end the process. */
  async #run<I, O extends object>(
    event: string,
    ack: unknown,
    schema: z.ZodType<I>,
    request: unknown,
    work: (valid: I) => Promise<O>,
  ): Promise<void> {
    try {
      const parsed = schema.safeParse(request);
      if (!parsed.success) {
        answer(ack, refusal('BAD_REQUEST', describe(event, parsed.error)));
        return;
      }
      answer(ack, { ok: true, ...(await work(parsed.data)) });
    } catch (error) {
      if (error instanceof TurnRefused) {
        answer(ack, refusal(error.code, error.message));
        return;
      }
      if (unavailable.has(codeOf(error))) {
        const message = 'The wizard cannot reach its memory right now. Your message is kept here and sent again.';
        answer(ack, refusal('UNAVAILABLE', message, 1_000));
        return;
      }
      const reference = this.#options.observe.failed(event, error);
      answer(ack, refusal('INTERNAL', `Something went wrong on our side. Nothing was lost. Reference: ${reference}.`));
    }
  }

  async #message(socket: WebSocket, request: z.infer<typeof messageSchema>): Promise<Accepted> {
    const { conversation, id, reply } = request;
    const begin = performance.now();
    const taken = await this.#options.conversations.reply({
      conversation,
      messageId: id,
      caller: callerOf(socket),
      reply,
      from: socket.id,
    });
    this.#options.observe.took((performance.now() - begin) / 1_000);
    return { revision: taken.revision, turn: taken.turn, ...(taken.duplicate ? { duplicate: true } : {}) };
  }

  async #open(socket: WebSocket, request: z.infer<typeof openSchema>): Promise<Opened> {
    const { conversations, store, operations } = this.#options;
    const caller = { ...callerOf(socket), ...(request.locale === undefined ? {} : { locale: request.locale }) };
    let id = request.conversation;
    if (id !== undefined && !(await conversations.find(id, caller.owner))) {
      throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
    }
    if (id === undefined) {
      id = conversationId(caller.owner, request.messageId);
      await conversations.begin({
        conversation: id,
        messageId: request.messageId ?? 'open',
        caller,
        channel: 'web',
        locale: caller.locale,
        ...(request.flow === undefined ? {} : { flow: request.flow }),
        ...(request.slots === undefined ? {} : { slots: request.slots }),
      });
    }
    if (!socket.rooms.has(id)) this.#watches.leave(socket.id);
    // Join first, read then: a turn in between comes twice rather than never, and clients drop what they have.
    for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
    await socket.join(id);
    const { after } = request;
    const page = await store.turns(id, after === undefined ? { count: PAGE } : { after, count: 1_000 });
    const stored = await conversations.find(id, caller.owner);
    const running = Object.keys(stored?.conversation.operations ?? {});
    const views = await Promise.all(running.map((operation) => operations.view(operation)));
    return {
      conversation: id,
      revision: page.turns.at(-1)?.revision ?? stored?.revision ?? after ?? 0,
      turns: page.turns,
      older: page.older,
      operations: views.filter((view) => view !== null),
      owner: { id: caller.owner, name: caller.name },
    };
  }

  async #history(
    socket: WebSocket,
    request: z.infer<typeof historySchema>,
  ): Promise<{ turns: Turn[]; older: boolean }> {
    await this.#owned(socket, request.conversation);
    return await this.#options.store.turns(request.conversation, { before: request.before, count: PAGE });
  }

  async #cancel(socket: WebSocket, request: z.infer<typeof cancelSchema>): Promise<object> {
    const conversation = await this.#owned(socket, request.conversation);
    if (!Object.hasOwn(conversation.operations ?? {}, request.operation)) {
      throw new TurnRefused('NOT_RUNNING', 'That is not running any more.');
    }
    await this.#options.operations.stop(request.operation);
    return {};
  }

  async #choices(socket: WebSocket, request: z.infer<typeof choicesSchema>) {
    await this.#owned(socket, request.conversation);
    const { items, more } = await this.#options.choices(callerOf(socket), request);
    return { choices: items, more };
  }

  async #watch(socket: WebSocket, { conversation, log }: z.infer<typeof watchSchema>): Promise<Watching> {
    const { runs } = await this.#owned(socket, conversation);
    const { owner } = socket.data.identity;
    const reader: LogReader = {
      id: socket.id,
      slow: () => waiting(socket) > this.#options.limits.maxWaitingPackets / 2,
      send: (event) => void socket.emit('log', event),
    };
    return await this.#watches.watch(reader, { conversation, log, owner, run: runs.at(-1) });
  }

  /** A turn was saved where a log is followed: it ends with the flow that was live when it began. */
  async #settleLogs(conversation: string): Promise<void> {
    const stored = await this.#options.conversations.peek(conversation).catch(() => null);
    if (stored) this.#watches.settle(conversation, stored.conversation.runs.at(-1));
  }

  async #owned(socket: WebSocket, id: string) {
    const stored = await this.#options.conversations.find(id, socket.data.identity.owner);
    if (!stored)
      throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
    return stored.conversation;
  }

  #endIfSlow(id: string): void {
    const socket = this.#io.sockets.sockets.get(id);
    if (!socket || waiting(socket) <= this.#options.limits.maxWaitingPackets) return;
    this.#options.observe.slowReader();
    socket.disconnect(true);
  }
}

function callerOf(socket: WebSocket): Caller {
  const { owner, name, roles } = socket.data.identity;
  return { owner, name, roles, locale: 'en' };
}

/** Packets that this reader has not taken yet. socket.io itself never stops collecting them. */
function waiting(socket: WebSocket): number {
  const buffer: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(buffer) ? buffer.length : 0;
}

/** The same owner and message give the same conversation, so that a repeated `open` begins only one. */
function conversationId(owner: string, messageId: string | undefined): string {
  if (messageId === undefined) return randomBytes(16).toString('base64url');
  return createHash('sha256').update(`${owner}\0${messageId}`).digest('base64url').slice(0, 22);
}

function answer(ack: unknown, content: Ack<object>): void {
  if (isAck(ack)) ack(content);
}

function isAck(ack: unknown): ack is (content: Ack<object>) => void {
  return typeof ack === 'function';
}

function refusal(code: string, message: string, retryAfter?: number): { ok: false; error: WireError } {
  return { ok: false, error: { code, message, ...(retryAfter === undefined ? {} : { retryAfter }) } };
}

function describe(event: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  return `This ${event} is not well-formed${where}: ${issue?.message ?? 'unknown reason'}.`;
}

/** Redis does not take commands now: nothing was lost, the client keeps its message and sends it again. */
const unavailable: ReadonlySet<unknown> = new Set(['REDIS_AWAY', 'REDIS_DISK', 'REDIS_FULL', 'REDIS_READ_ONLY']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
