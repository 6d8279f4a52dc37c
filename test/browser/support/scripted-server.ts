import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

import { Server } from 'socket.io';

import type {
  ClientEvents,
  Entry,
  EntryDraft,
  LogEnd,
  MessageRequest,
  OpenRequest,
  OperationView,
  PromptDraft,
  Reply,
  ServerEvents,
  Turn,
  WireError,
} from '#src/protocol/index.ts';

import { builtWidget } from './built-widget.ts';

/** What a script says: entries without ids. A prompt becomes the open one. */
export type Line = Exclude<EntryDraft, { type: 'prompt' }> | { by: 'wizard'; type: 'prompt'; prompt: PromptDraft };

/** Answers a reply with the lines of the turn it becomes, the person's own words included. */
export type Script = (reply: Reply, server: ScriptedServer) => Line[];

/** The content security policy of the real server: nothing inline, nothing from elsewhere, Trusted Types. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html threebot-chat',
].join('; ');

/** Every server of this run: none may keep it alive after a test that failed half-way. */
const started = new Set<ScriptedServer>();

if (typeof after === 'function') after(() => Promise.all([...started].map((server) => server.stop())));

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};
const dist = fileURLToPath(new URL('../../../web-widget/dist/', import.meta.url));

/** A server that speaks the wire and plays a script: the widget cannot tell it from the real one. */
export class ScriptedServer {
  readonly received: MessageRequest[] = [];
  readonly opened: OpenRequest[] = [];
  readonly cancelled: string[] = [];
  /** Live logs that are followed, and what was let go. */
  readonly watched: string[] = [];
  #logged = 0;
  #feed = 'f1';
  readonly searched: { search?: string | undefined; page?: number | undefined }[] = [];
  readonly posted: string[] = [];
  turns: Turn[] = [];
  operations: OperationView[] = [];
  conversation = '';
  /** Faults to inject. */
  ackDelay = 0;
  swallowAcks = 0;
  swallowOpens = 0;
  refuse: WireError | null = null;
  refuseHandshake: string | null = null;
  token: string | null = null;
  pageSize = 50;
  lang = 'en';
  dir: 'ltr' | 'rtl' = 'ltr';
  choices: (search: string, page: number) => { choices: { value: string; label: string }[]; more: boolean } = () => ({
    choices: [],
    more: false,
  });
  downloads = new Map<string, string>();
  policy = strictPolicy;
  readonly #script: Script;
  readonly #first: Line[];
  readonly #taken = new Map<string, number>();
  #http!: HttpServer;
  #io!: Server<ClientEvents, ServerEvents>;
  #port = 0;
  #frozen = false;
  /** New lines that wait until the server thaws. */
  #knocking: (() => void)[] = [];
  readonly #lines = new Set<Socket>();

  private constructor(script: Script, first: Line[]) {
    this.#script = script;
    this.#first = first;
  }

  static async start(script: Script = echo, first: Line[] = [say('Welcome.')]): Promise<ScriptedServer> {
    await builtWidget();
    const server = new ScriptedServer(script, first);
    await server.listen();
    started.add(server);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** The id of the prompt that is open. */
  get open(): string {
    return this.turns.at(-1)?.open ?? '';
  }

  /** Listens, at the same port as before after a `stop`. */
  async listen(): Promise<void> {
    this.#http = createServer((request, response) => void this.#page(request, response));
    this.#http.on('connection', (line) => {
      this.#lines.add(line);
      line.on('close', () => this.#lines.delete(line));
    });
    this.#io = new Server(this.#http, {
      path: '/socket',
      transports: ['websocket'],
      serveClient: false,
      allowRequest: (_request, answer) => {
        const admit = (): void => answer(null, true);
        if (this.#frozen) this.#knocking.push(admit);
        else admit();
      },
      pingInterval: 2_000,
      pingTimeout: 2_500,
    });
    this.#io.use((socket, next) => {
      const token: unknown = socket.handshake.auth['token'];
      if (this.refuseHandshake !== null && (this.token === null || token !== this.token))
        next(new Error(this.refuseHandshake));
      else next();
    });
    this.#io.on('connection', (socket) => {
      const tell = (ack: () => void): void => {
        if (this.swallowAcks > 0) this.swallowAcks -= 1;
        else setTimeout(ack, this.ackDelay);
      };
      socket.on('open', (request, ack) => {
        this.opened.push(request);
        if (request.conversation !== undefined && request.conversation !== this.conversation) {
          ack({
            ok: false,
            error: { code: 'UNKNOWN_CONVERSATION', message: 'There is no such conversation. Please start a new one.' },
          });
          return;
        }
        if (request.conversation === undefined) this.#begin(request);
        void socket.join(this.conversation);
        const behind = this.turns.filter((turn) => turn.revision > (request.after ?? 0));
        const page = request.after === undefined ? behind.slice(-this.pageSize) : behind;
        const older = (page[0]?.revision ?? 1) > 1;
        if (this.swallowOpens > 0) {
          this.swallowOpens -= 1;
          return;
        }
        ack({
          ok: true,
          conversation: this.conversation,
          revision: this.turns.length,
          turns: page,
          older,
          operations: this.operations,
          owner: { id: 'local', name: 'You' },
        });
      });
      socket.on('message', (request, ack) => {
        if (this.refuse) {
          const error = this.refuse;
          this.refuse = null;
          tell(() => ack({ ok: false, error }));
          return;
        }
        const known = this.#taken.get(request.id);
        this.received.push(request);
        const turn = known === undefined ? this.#add(this.#script(request.reply, this)) : this.turns[known - 1];
        if (!turn) return;
        this.#taken.set(request.id, turn.revision);
        if (known === undefined) socket.to(this.conversation).emit('turn', { conversation: this.conversation, turn });
        tell(() => ack({ ok: true, revision: turn.revision, turn, ...(known !== undefined && { duplicate: true }) }));
      });
      socket.on('history', ({ before }, ack) => {
        const page = this.turns.filter((turn) => turn.revision < before).slice(-this.pageSize);
        ack({ ok: true, turns: page, older: (page[0]?.revision ?? 1) > 1 });
      });
      socket.on('watch', ({ log }, ack) => {
        this.watched.push(log);
        ack({ ok: true, feed: this.#feed, from: this.#logged, lines: [], replays: false });
      });
      socket.on('cancel', ({ operation }, ack) => {
        this.cancelled.push(operation);
        ack({ ok: true });
      });
      socket.on('choices', ({ search, page }, ack) => {
        this.searched.push({ search, page });
        ack({ ok: true, ...this.choices(search ?? '', page ?? 0) });
      });
    });
    this.#http.listen(this.#port, '127.0.0.1');
    await once(this.#http, 'listening');
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Goes away at once, the conversation kept. */
  async stop(): Promise<void> {
    if (!this.#http.listening) return;
    this.#http.closeAllConnections();
    await this.#io.close();
  }

  /** Cuts every line; the clients may come back. */
  cut(): void {
    this.#io.disconnectSockets(true);
  }

  /** Keeps every line open and lets nothing through: a server that hangs, a network that swallows. */
  freeze(): void {
    this.#frozen = true;
    for (const line of this.#lines) line.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const line of this.#lines) line.resume();
    for (const admit of this.#knocking.splice(0)) admit();
  }

  /** A turn that nobody asked for: an outcome, a reminder. */
  tell(...lines: Line[]): Turn {
    const turn = this.#add(lines);
    this.emit(turn);
    return turn;
  }

  /** A turn that is saved and not told. */
  keepQuiet(...lines: Line[]): Turn {
    return this.#add(lines);
  }

  emit(turn: Turn): void {
    this.#io.to(this.conversation).emit('turn', { conversation: this.conversation, turn });
  }

  /** Lines of a live log; `leftOut` came before them and were too many. */
  log(log: string, lines: string[], leftOut = 0): void {
    this.#logged += leftOut;
    const event = { conversation: this.conversation, log, feed: this.#feed, from: this.#logged, lines };
    this.#logged += lines.length;
    this.#io.to(this.conversation).emit('log', event);
  }

  endLog(log: string, ended: LogEnd): void {
    this.#io.to(this.conversation).emit('log', { conversation: this.conversation, log, ended });
  }

  progress(operation: OperationView): void {
    this.operations = [...this.operations.filter(({ id }) => id !== operation.id), operation];
    this.#io.to(this.conversation).emit('progress', { conversation: this.conversation, operation });
  }

  #begin(request: OpenRequest): void {
    if (request.messageId !== undefined && this.#taken.has(request.messageId)) return;
    if (request.messageId !== undefined) this.#taken.set(request.messageId, 1);
    this.conversation = randomBytes(12).toString('hex');
    this.turns = [];
    this.#add(this.#first);
  }

  #add(lines: Line[]): Turn {
    const revision = this.turns.length + 1;
    let open: string | null = null;
    const entries = lines.map((line, index): Entry => {
      const id = `${revision}.${index}`;
      if (line.type !== 'prompt') return { ...line, id };
      open = id;
      return { by: 'wizard', type: 'prompt', id, prompt: { ...line.prompt, id } };
    });
    const turn: Turn = { revision, at: Date.now(), entries, open, lang: this.lang, dir: this.dir };
    this.turns = [...this.turns, turn];
    return turn;
  }

  async #page(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const once = this.downloads.get(pathname);
    if (pathname.startsWith('/download/')) {
      this.posted.push(`${request.method} ${pathname}`);
      this.downloads.delete(pathname);
      response.writeHead(once === undefined ? 410 : 200, { 'content-type': 'application/octet-stream' }).end(once);
      return;
    }
    const file = pathname === '/' ? 'index.html' : pathname.slice(1);
    const body = file === 'floating.html' ? floatingPage : await readFile(`${dist}${file}`).catch(() => null);
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'text/plain';
    response
      .writeHead(body === null ? 404 : 200, { 'content-type': type, 'content-security-policy': this.policy })
      .end(body);
  }
}

const floatingPage = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A shop</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
  <body><main><h1>A shop</h1><p>With a chat in its corner.</p><a href="#more">More</a></main><script src="widget.js"></script></body>
</html>`;

/** The person's words. */
export function said(text: string, more: { slot?: string; prompt?: string } = {}): Line {
  return { by: 'person', type: 'said', text, ...more };
}

/** The wizard's words. */
export function say(text: string): Line {
  return { by: 'wizard', type: 'say', text };
}

/** A prompt that is open from now on. */
export function ask(prompt: PromptDraft): Line {
  return { by: 'wizard', type: 'prompt', prompt };
}

const echo: Script = (reply) => {
  const text = reply.type === 'text' ? reply.text : JSON.stringify(reply);
  return [said(text), say(`You wrote **${text}**.`)];
};
