import { createHash, randomBytes } from 'node:crypto';

import type { z } from 'zod';

import { TurnRefused } from '#src/conversation/index.ts';
import type {
  Accepted,
  cancelSchema,
  choicesSchema,
  historySchema,
  messageSchema,
  Opened,
  openSchema,
  Turn,
  Watching,
  watchSchema,
} from '#src/protocol/index.ts';

import type { LogReader, LogWatches } from './log-watches.ts';
import type { WebChannelOptions } from './web-channel-options.ts';
import { callerOf, type WebSocket, waiting } from './web-socket.ts';

/** Turns a page holds at once: the newest, and each older page on request. */
const PAGE = 50;

/** What clients may ask (`docs/protocol.md`), each on behalf of whom its connection speaks for. */
export class WebRequests {
  readonly #options: WebChannelOptions;
  readonly #watches: LogWatches;

  constructor(options: WebChannelOptions, watches: LogWatches) {
    this.#options = options;
    this.#watches = watches;
  }

  /** One reply of the person. */
  async message(socket: WebSocket, request: z.infer<typeof messageSchema>): Promise<Accepted> {
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

  /** Begins a conversation, or goes on with one, and follows it from now on. */
  async open(socket: WebSocket, request: z.infer<typeof openSchema>): Promise<Opened> {
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

  /** Older turns. */
  async history(socket: WebSocket, request: z.infer<typeof historySchema>): Promise<{ turns: Turn[]; older: boolean }> {
    await this.#owned(socket, request.conversation);
    return await this.#options.store.turns(request.conversation, { before: request.before, count: PAGE });
  }

  /** Asks a running operation to stop. */
  async cancel(socket: WebSocket, request: z.infer<typeof cancelSchema>): Promise<object> {
    const conversation = await this.#owned(socket, request.conversation);
    if (!Object.hasOwn(conversation.operations ?? {}, request.operation)) {
      throw new TurnRefused('NOT_RUNNING', 'That is not running any more.');
    }
    await this.#options.operations.stop(request.operation);
    return {};
  }

  /** Further choices of the open question. */
  async choices(socket: WebSocket, request: z.infer<typeof choicesSchema>) {
    await this.#owned(socket, request.conversation);
    const { items, more } = await this.#options.choices(callerOf(socket), request);
    return { choices: items, more };
  }

  /** Follows a live log. */
  async watch(socket: WebSocket, { conversation, log }: z.infer<typeof watchSchema>): Promise<Watching> {
    const { runs } = await this.#owned(socket, conversation);
    const { owner } = socket.data.identity;
    const reader: LogReader = {
      id: socket.id,
      slow: () => waiting(socket) > this.#options.limits.maxWaitingPackets / 2,
      send: (event) => void socket.emit('log', event),
    };
    return await this.#watches.watch(reader, { conversation, log, owner, run: runs.at(-1) });
  }

  /** Follows it no more. */
  async unwatch(socket: WebSocket, { log }: z.infer<typeof watchSchema>): Promise<object> {
    this.#watches.unwatch(socket.id, log);
    return {};
  }

  async #owned(socket: WebSocket, id: string) {
    const stored = await this.#options.conversations.find(id, socket.data.identity.owner);
    if (!stored)
      throw new TurnRefused('UNKNOWN_CONVERSATION', 'There is no such conversation. Please start a new one.');
    return stored.conversation;
  }
}

/** The same owner and message give the same conversation, so that a repeated `open` begins only one. */
function conversationId(owner: string, messageId: string | undefined): string {
  if (messageId === undefined) return randomBytes(16).toString('base64url');
  return createHash('sha256').update(`${owner}\0${messageId}`).digest('base64url').slice(0, 22);
}
