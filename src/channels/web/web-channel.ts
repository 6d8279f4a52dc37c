import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';

import { Server } from 'socket.io';
import type { z } from 'zod';

import {
  type ClientEvents,
  cancelSchema,
  choicesSchema,
  handshakeSchema,
  historySchema,
  MAX_TEXT_LENGTH,
  messageSchema,
  type OperationView,
  openSchema,
  PROTOCOL_VERSION,
  type Turn,
  watchSchema,
} from '#src/protocol/index.ts';

import type { Channel, ChannelCapabilities } from '../channel.ts';
import { TokenBucket } from '../token-bucket.ts';
import { answer, answerRequest, refusal } from './answer-request.ts';
import { LogWatches } from './log-watches.ts';
import type { WebChannelOptions } from './web-channel-options.ts';
import { WebRequests } from './web-requests.ts';
import { type WebServer, type WebSocket, waiting } from './web-socket.ts';

/** The page that wants to connect may not. `data` goes to the client with the sentence. */
class PageRefused extends Error {
  readonly data = { code: 'PAGE' };
}

/** A connection below the protocol: it is there before anybody has signed in. */
interface RawConnection {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): unknown;
}

/** How long clients have to take their leave. */
const GOODBYE_MS = 500;

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
  readonly #requests: WebRequests;

  constructor(server: HttpServer, options: WebChannelOptions) {
    this.#options = options;
    this.#watches = new LogWatches(options.logs);
    this.#requests = new WebRequests(options, this.#watches);
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
          options.observe.rejected(error instanceof PageRefused ? 'origin' : 'auth');
          next(error instanceof Error ? error : new Error('Sign-in failed.'));
        },
      );
    });
    this.#io.engine.on('connection', (connection: RawConnection) => this.#count(connection));
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
    const { limits, observe, addressOf } = this.#options;
    const address = addressOf(request);
    if ((this.#byAddress.get(address) ?? 0) >= limits.connectionsPerAddress) {
      observe.rejected('connections');
      observe.crowded(address, request);
      answer('too many connections from this address', false);
      return;
    }
    answer(null, true);
  }

  /** A page is refused here and not at the door: a browser tells its page nothing about a door that stays closed. */
  async #identify(socket: WebSocket): Promise<void> {
    const why = this.#options.whyRefused(socket.request);
    if (why !== undefined) throw new PageRefused(why);
    const handshake = handshakeSchema.safeParse(socket.handshake.auth);
    if (!handshake.success) {
      throw new Error(
        `This client speaks another protocol; this server speaks version ${PROTOCOL_VERSION}. Please reload.`,
      );
    }
    socket.data.identity = await this.#options.identify(handshake.data.token);
  }

  /** Every connection counts from its beginning, whether it signs in or not. */
  #count(connection: RawConnection): void {
    const address = this.#options.addressOf(connection.request);
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    connection.once('close', () => {
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
  }

  #connected(socket: WebSocket): void {
    const { limits, observe } = this.#options;
    observe.connected(this.#io.sockets.sockets.size);
    socket.on('disconnect', () => {
      this.#watches.leave(socket.id);
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
    const { failed } = observe;
    const requests = this.#requests;
    const on = <I, O extends object>(
      event: Exclude<keyof ClientEvents, 'open'>,
      schema: z.ZodType<I>,
      work: (valid: I) => Promise<O>,
    ): void => {
      socket.on(event, (content: unknown, ack: unknown) => {
        if (allowed(ack)) void answerRequest({ event, content, ack }, schema, failed, work);
      });
    };
    on('message', messageSchema, (valid) => requests.message(socket, valid));
    on('history', historySchema, (valid) => requests.history(socket, valid));
    on('cancel', cancelSchema, (valid) => requests.cancel(socket, valid));
    on('choices', choicesSchema, (valid) => requests.choices(socket, valid));
    on('watch', watchSchema, (valid) => requests.watch(socket, valid));
    on('unwatch', watchSchema, (valid) => requests.unwatch(socket, valid));
    socket.on('open', (content: unknown, ack: unknown) => {
      if (!allowed(ack)) return;
      const held: { conversation: string; turn: Turn }[] = [];
      this.#opening.set(socket.id, held);
      const opened = answerRequest({ event: 'open', content, ack }, openSchema, failed, (valid) =>
        requests.open(socket, valid),
      );
      void opened.finally(() => {
        if (this.#opening.get(socket.id) === held) this.#opening.delete(socket.id);
        for (const late of held) socket.emit('turn', late);
      });
    });
  }

  /** A turn was saved where a log is followed: it ends with the flow that was live when it began. */
  async #settleLogs(conversation: string): Promise<void> {
    const stored = await this.#options.conversations.peek(conversation).catch(() => null);
    if (stored) this.#watches.settle(conversation, stored.conversation.runs.at(-1));
  }

  #endIfSlow(id: string): void {
    const socket = this.#io.sockets.sockets.get(id);
    if (!socket || waiting(socket) <= this.#options.limits.maxWaitingPackets) return;
    this.#options.observe.slowReader();
    socket.disconnect(true);
  }
}
