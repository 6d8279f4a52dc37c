import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { RawApi } from 'grammy';
import type { InlineKeyboardMarkup, Message, Update } from 'grammy/types';

import { checkHtml } from './check-html.ts';
import { BOT_ID, BOT_NAME, TOKEN } from './telegram-bot.ts';
import { TelegramPerson } from './telegram-person.ts';

/** A message of the bot as the chat shows it. */
export interface SentMessage {
  id: number;
  chat: number;
  topic?: number;
  /** The words, without marks. */
  text: string;
  html: string;
  keyboard: { text: string; data?: string; url?: string }[][];
  file?: { name: string; content: Uint8Array; kind: 'photo' | 'document' };
  replyTo?: number;
  forceReply: boolean;
  edits: number;
  removed: boolean;
}

/** One call of the bot. */
export interface Call {
  method: string;
  payload: { [name: string]: unknown };
}

type Methods = Pick<
  RawApi,
  | 'getMe'
  | 'getUpdates'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'sendMessage'
  | 'sendPhoto'
  | 'sendDocument'
  | 'editMessageText'
  | 'deleteMessage'
  | 'answerCallbackQuery'
  | 'setMyCommands'
  | 'sendChatAction'
  | 'getFile'
>;
type Payload<M extends keyof Methods> = Methods[M] extends () => unknown
  ? object
  : NonNullable<Parameters<Methods[M]>[0]>;
type Result<M extends keyof Methods> = Awaited<ReturnType<Methods[M]>>;
type Handlers = {
  [M in keyof Methods]: (payload: Payload<M>, files: Map<string, File>) => Result<M> | Promise<Result<M>>;
};

class Refused extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;
  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** A Bot API server on loopback, held to the shapes of the public one by grammY's types, and as strict as it with what it takes. */
export class TelegramServer {
  readonly calls: Call[] = [];
  readonly messages: SentMessage[] = [];
  readonly commands = new Map<string, readonly { command: string; description: string }[]>();
  readonly answered = new Map<string, string>();
  readonly files = new Map<string, Uint8Array>();
  readonly #http: Server;
  #queue: Update[] = [];
  readonly #repeats: Update[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #history: Update[] = [];
  readonly #queries = new Set<string>();
  readonly #blocked = new Set<number>();
  readonly #tooOld = new Set<number>();
  #webhook: { url: string; secret: string } | undefined;
  #limited = { count: 0, retryAfter: 0 };
  #broken = 0;
  #isHeld = false;
  #nextUpdate = 1_000;
  #nextMessage = 1;

  private constructor(http: Server) {
    this.#http = http;
  }

  static async start(): Promise<TelegramServer> {
    const http = createServer();
    const server = new TelegramServer(http);
    http.on('request', (request, response) => {
      void server.#serve(request).then(({ status, body }) => {
        response.writeHead(status, {
          'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
        });
        response.end(body);
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Somebody with the bot open in a chat of their own. */
  person(id: number, name: string, options: { username?: string; language?: string } = {}): TelegramPerson {
    return new TelegramPerson(this, { id, name, ...options });
  }

  /** An update reaches the bot. Returns its id. */
  push(make: (id: number) => Update): number {
    const id = this.#nextUpdate++;
    const update = make(id);
    this.#history.push(update);
    this.#deliver(update);
    return id;
  }

  /** The platform brings an update once more, as it does when an answer was late. */
  again(id: number): void {
    const update = this.#history.find(({ update_id }) => update_id === id);
    if (!update) throw new Error(`there was no update ${id}`);
    this.#deliver(update, this.#repeats);
  }

  newMessageId(): number {
    return this.#nextMessage++;
  }

  newQuery(): string {
    const id = `q${this.#queries.size + 1}`;
    this.#queries.add(id);
    return id;
  }

  /** The next sends and edits are refused: 429. */
  limit(count: number, retryAfter: number): void {
    this.#limited = { count, retryAfter };
  }

  /** Holds updates back; when they are let go they come all at once, the newest first. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) return;
    this.#queue.reverse();
    for (const wake of this.#waiting) wake();
  }

  /** The next calls find the server broken: 502. */
  break(count: number): void {
    this.#broken = count;
  }

  block(chat: number, blocked = true): void {
    if (blocked) this.#blocked.add(chat);
    else this.#blocked.delete(chat);
  }

  /** This message can be edited no more. */
  age(message: number): void {
    this.#tooOld.add(message);
  }

  get webhookUrl(): string | undefined {
    return this.#webhook?.url;
  }

  async stop(): Promise<void> {
    for (const wake of this.#waiting) wake();
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close').catch(() => undefined);
  }

  #deliver(update: Update, queue = this.#queue): void {
    if (this.#webhook) {
      void this.#bring(update, this.#webhook, 0);
      return;
    }
    queue.push(update);
    if (this.#isHeld) return;
    for (const wake of this.#waiting) wake();
  }

  /** As Telegram does: until it is answered with success. */
  async #bring(update: Update, { url, secret }: { url: string; secret: string }, tries: number): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify(update),
    }).catch(() => undefined);
    if (answer?.ok || tries > 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await this.#bring(update, { url, secret }, tries + 1);
  }

  async #serve(request: IncomingMessage): Promise<{ status: number; body: string | Uint8Array }> {
    const path = decodeURI(request.url ?? '');
    const file = path.startsWith(`/file/bot${TOKEN}/`)
      ? this.files.get(path.slice(`/file/bot${TOKEN}/`.length))
      : undefined;
    if (file) return { status: 200, body: file };
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { payload, files } = await read(request.headers['content-type'] ?? '', Buffer.concat(parts));
    try {
      if (!path.startsWith(`/bot${TOKEN}/`)) throw new Refused(401, 'Unauthorized');
      const method = path.slice(`/bot${TOKEN}/`.length);
      if (!Object.hasOwn(this.#handlers, method)) throw new Refused(404, `Not Found: method ${method} not found`);
      if (this.#broken > 0) {
        this.#broken -= 1;
        return { status: 502, body: '<html>Bad Gateway</html>' };
      }
      this.calls.push({ method, payload });
      const handler = this.#handlers[method as keyof Methods] as (payload: object, files: Map<string, File>) => unknown;
      return { status: 200, body: JSON.stringify({ ok: true, result: await handler(payload, files) }) };
    } catch (error) {
      if (!(error instanceof Refused))
        return { status: 500, body: JSON.stringify({ ok: false, error_code: 500, description: String(error) }) };
      const { code, message, retryAfter } = error;
      const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
      return {
        status: code,
        body: JSON.stringify({ ok: false, error_code: code, description: message, ...parameters }),
      };
    }
  }

  readonly #handlers: Handlers = {
    getMe: () =>
      ({
        id: BOT_ID,
        is_bot: true,
        first_name: 'Wizard',
        username: BOT_NAME,
        can_join_groups: true,
        can_read_all_group_messages: false,
        can_manage_bots: false,
        supports_inline_queries: false,
        can_connect_to_business: false,
        has_main_web_app: false,
        has_topics_enabled: false,
        allows_users_to_create_topics: false,
      }) as Result<'getMe'>,
    getUpdates: async ({ offset = 0, timeout = 0 }) => {
      if (this.#webhook) throw new Refused(409, "Conflict: can't use getUpdates method while webhook is active");
      // What lies below the offset was taken.
      this.#queue = this.#queue.filter(({ update_id }) => update_id >= offset);
      if (this.#queue.length + this.#repeats.length === 0 && timeout > 0) {
        await new Promise<void>((resolve) => {
          const done = () => {
            this.#waiting.delete(done);
            clearTimeout(timer);
            resolve();
          };
          const timer = setTimeout(done, timeout * 1_000);
          this.#waiting.add(done);
        });
      }
      return [...this.#repeats.splice(0), ...this.#queue].slice(0, 100);
    },
    setWebhook: ({ url, secret_token: secret = '' }) => {
      if (!/^[\w-]{0,256}$/.test(secret))
        throw new Refused(400, 'Bad Request: secret token contains unallowed characters');
      this.#webhook = { url, secret };
      for (const update of this.#queue.splice(0)) void this.#bring(update, this.#webhook, 0);
      return true;
    },
    deleteWebhook: () => {
      this.#webhook = undefined;
      return true;
    },
    sendMessage: (payload) => {
      this.#guard(Number(payload.chat_id));
      const text = checkHtml(payload.text, payload.parse_mode, 4_096, refuse);
      return this.#show(payload, { text, html: payload.text, ...this.#markup(payload.reply_markup) });
    },
    sendPhoto: (payload, files) => this.#sendFile(payload, 'photo', fileIn(files, payload.photo)),
    sendDocument: (payload, files) => this.#sendFile(payload, 'document', fileIn(files, payload.document)),
    editMessageText: (payload) => {
      const message = this.#message(payload.message_id, Number(payload.chat_id));
      this.#guard(message.chat);
      if (this.#tooOld.has(message.id)) throw new Refused(400, "Bad Request: message can't be edited");
      const text = checkHtml(payload.text ?? '', payload.parse_mode, 4_096, refuse);
      const { keyboard } = this.#markup(payload.reply_markup);
      if (text === message.text && JSON.stringify(keyboard) === JSON.stringify(message.keyboard)) {
        throw new Refused(
          400,
          'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
        );
      }
      Object.assign(message, { text, html: payload.text, keyboard, edits: message.edits + 1 });
      return this.#messageOf(message) as Result<'editMessageText'>;
    },
    deleteMessage: ({ message_id: id }) => {
      const message = this.messages.find((one) => one.id === id);
      if (message) message.removed = true;
      this.removed.add(id);
      return true;
    },
    answerCallbackQuery: ({ callback_query_id: id, text = '' }) => {
      if (!this.#queries.has(id) || this.answered.has(id)) {
        throw new Refused(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      }
      if (text.length > 200) throw new Refused(400, 'Bad Request: MESSAGE_TOO_LONG');
      this.answered.set(id, text);
      return true;
    },
    setMyCommands: ({ commands, language_code: language = '' }) => {
      if (commands.length > 100) throw new Refused(400, 'Bad Request: BOT_COMMANDS_TOO_MUCH');
      for (const { command, description } of commands) {
        if (!/^[a-z0-9_]{1,32}$/.test(command)) throw new Refused(400, 'Bad Request: BOT_COMMAND_INVALID');
        if (description.length < 1 || description.length > 256)
          throw new Refused(400, 'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
      }
      this.commands.set(language, commands);
      return true;
    },
    sendChatAction: () => true,
    getFile: ({ file_id: id }) => {
      const content = this.files.get(id);
      if (!content) throw new Refused(400, 'Bad Request: invalid file_id');
      return { file_id: id, file_unique_id: id, file_size: content.length, file_path: id };
    },
  };

  /** Messages that were taken away, the people's among them. */
  readonly removed = new Set<number>();

  #guard(chat: number): void {
    if (this.#blocked.has(chat)) throw new Refused(403, 'Forbidden: bot was blocked by the user');
    if (this.#limited.count > 0) {
      this.#limited.count -= 1;
      const { retryAfter } = this.#limited;
      throw new Refused(429, `Too Many Requests: retry after ${retryAfter}`, retryAfter);
    }
  }

  #sendFile(
    payload: Payload<'sendPhoto'> | Payload<'sendDocument'>,
    kind: 'photo' | 'document',
    file: { name: string; content: Uint8Array },
  ): never | (Message & { photo: never; document: never }) {
    this.#guard(Number(payload.chat_id));
    // It makes a photo of a whole picture only.
    const isWhole = Buffer.from(file.content).subarray(-8, -4).toString('latin1') === 'IEND';
    if (kind === 'photo' && !isWhole) throw new Refused(400, 'Bad Request: IMAGE_PROCESS_FAILED');
    const html = payload.caption ?? '';
    const text = html === '' ? '' : checkHtml(html, payload.parse_mode, 1_024, refuse);
    return this.#show(payload, { text, html, ...this.#markup(payload.reply_markup), file: { ...file, kind } }) as never;
  }

  #show(
    payload: {
      chat_id: number | string;
      message_thread_id?: number | undefined;
      reply_parameters?: { message_id?: number } | undefined;
    },
    shown: Pick<SentMessage, 'text' | 'html' | 'keyboard' | 'forceReply' | 'file'>,
  ): Message.TextMessage {
    const message: SentMessage = {
      id: this.newMessageId(),
      chat: Number(payload.chat_id),
      ...(payload.message_thread_id === undefined ? {} : { topic: payload.message_thread_id }),
      ...(payload.reply_parameters?.message_id === undefined ? {} : { replyTo: payload.reply_parameters.message_id }),
      edits: 0,
      removed: false,
      ...shown,
    };
    this.messages.push(message);
    return this.#messageOf(message);
  }

  #message(id: number | undefined, chat: number): SentMessage {
    const message = this.messages.find((one) => one.id === id && one.chat === chat && !one.removed);
    if (!message) throw new Refused(400, 'Bad Request: message to edit not found');
    return message;
  }

  #messageOf({ id, chat, text }: SentMessage): Message.TextMessage {
    return {
      message_id: id,
      date: 1,
      chat: { id: chat, type: 'private', first_name: 'x' },
      text,
    };
  }

  #markup(markup: object | string | undefined): Pick<SentMessage, 'keyboard' | 'forceReply'> {
    const parsed = typeof markup === 'string' ? (JSON.parse(markup) as object) : (markup ?? {});
    if ('force_reply' in parsed) return { keyboard: [], forceReply: true };
    const rows = (parsed as Partial<InlineKeyboardMarkup>).inline_keyboard ?? [];
    if (rows.flat().length > 100) throw new Refused(400, 'Bad Request: reply markup is too long');
    const keyboard = rows.map((row) => {
      if (row.length > 8) throw new Refused(400, 'Bad Request: too many buttons in a row');
      return row.map((button) => {
        if (button.text.trim() === '')
          throw new Refused(400, 'Bad Request: inline keyboard button text can not be empty');
        if ('callback_data' in button) {
          const bytes = Buffer.byteLength(button.callback_data ?? '');
          if (bytes < 1 || bytes > 64) throw new Refused(400, 'Bad Request: BUTTON_DATA_INVALID');
          return { text: button.text, data: button.callback_data ?? '' };
        }
        if (!('url' in button)) throw new Refused(400, 'Bad Request: inline keyboard button type is missing');
        const { hostname } = new URL(button.url);
        if (!hostname.includes('.') || hostname.startsWith('127.')) {
          throw new Refused(400, `Bad Request: inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
        }
        return { text: button.text, url: button.url };
      });
    });
    return { keyboard, forceReply: false };
  }
}

function refuse(description: string): never {
  throw new Refused(400, `Bad Request: ${description}`);
}

function fileIn(files: Map<string, File>, given: unknown): { name: string; content: Uint8Array } {
  const name = typeof given === 'string' ? given.replace('attach://', '') : '';
  const file = files.get(name);
  if (!file) throw new Refused(400, 'Bad Request: there is no file in the request');
  const content = contents.get(file);
  if (!content || content.length === 0) throw new Refused(400, 'Bad Request: file must be non-empty');
  return { name: file.name, content };
}

const contents = new WeakMap<File, Uint8Array>();

async function read(
  type: string,
  body: Buffer,
): Promise<{ payload: { [name: string]: unknown }; files: Map<string, File> }> {
  const files = new Map<string, File>();
  if (!type.startsWith('multipart/')) {
    return {
      payload: body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as { [name: string]: unknown }),
      files,
    };
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const payload: { [name: string]: unknown } = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') payload[name] = parsed(value);
    else {
      files.set(name, value);
      contents.set(value, new Uint8Array(await value.arrayBuffer()));
    }
  }
  return { payload, files };
}

/** Forms carry everything as text. */
function parsed(text: string): unknown {
  return /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
}
