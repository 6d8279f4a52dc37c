import { randomBytes } from 'node:crypto';
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import { parseArgs } from 'node:util';

import colors from 'picocolors';
import { io, type Socket } from 'socket.io-client';

import {
  type Accepted,
  type Ack,
  type ClientEvents,
  type Entry,
  type JsonObject,
  type Opened,
  type OperationView,
  PROTOCOL_VERSION,
  type Prompt,
  type Reply,
  type ServerEvents,
  type Turn,
  type Watching,
} from '#src/protocol/index.ts';

import { ChatLogs } from './chat-logs.ts';
import { renderEntry, renderPrompt, renderStage, stripMarkdown } from './chat-render.ts';

export const help = `3bot chat: talk to a running wizard in the terminal

  --server URL    where it is (default http://127.0.0.1:3000, or WIZARD_URL)
  --token TOKEN   a signed token, where the wizard asks for one (or WIZARD_TOKEN)
  --flow NAME     begin with this conversation
  --resume ID     go on with a conversation

Type an answer, or the number of a choice. back, skip, help, cancel and menu always work. Ctrl-D leaves; the
conversation stays. While a log comes in, /pause holds it and /follow goes on. In a pipe, each line of the input answers
one question.
`;

/** Talks to a running wizard: a second client of the web protocol. Returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: 'string', default: process.env['WIZARD_URL'] ?? 'http://127.0.0.1:3000' },
      token: { type: 'string', default: process.env['WIZARD_TOKEN'] ?? '' },
      flow: { type: 'string' },
      resume: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const chat = new Chat(values.server, values.token === '' ? undefined : values.token);
  return await chat.run({
    ...(values.flow === undefined ? {} : { flow: values.flow }),
    ...(values.resume === undefined ? {} : { conversation: values.resume }),
  });
}

class Chat {
  readonly #server: string;
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  readonly #lines: Interface;
  readonly #interactive = process.stdin.isTTY;
  readonly #waiting: string[] = [];
  readonly #operations = new Map<string, OperationView>();
  readonly #logs: ChatLogs;
  #conversation = '';
  #revision = 0;
  #prompt: Prompt | undefined;
  /** Fields of a form already answered; a terminal asks them one by one. */
  #form: JsonObject = {};
  #ended = false;
  #busy = false;
  #finish: (code: number) => void = () => undefined;

  constructor(server: string, token: string | undefined) {
    this.#server = server;
    this.#socket = io(server, {
      path: '/socket',
      transports: ['websocket'],
      auth: { protocol: PROTOCOL_VERSION, client: 'terminal', ...(token === undefined ? {} : { token }) },
      reconnectionDelayMax: 5_000,
    });
    this.#logs = new ChatLogs({
      watch: async (request) => (await this.#socket.timeout(10_000).emitWithAck('watch', request)) as Ack<Watching>,
      print: (text) => this.#print(text),
    });
    this.#lines = createInterface({ input: process.stdin, ...(this.#interactive ? { output: process.stdout } : {}) });
  }

  async run(start: { flow?: string; conversation?: string }): Promise<number> {
    const done = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const messageId = newId();
    if (start.conversation !== undefined) this.#conversation = start.conversation;
    this.#socket.on('connect', () => void this.#open(start.flow, messageId));
    let first = true;
    this.#socket.on('connect_error', (error) => {
      if (!first && this.#socket.active) return;
      first = false;
      if (this.#conversation === '' && !error.message.includes('websocket error')) {
        this.#leave(1, `${error.message}\n`);
      } else if (this.#conversation === '') {
        this.#leave(
          1,
          `There is no wizard at ${this.#server}. Start one with "npm start", or name it with --server.\n`,
        );
      }
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#print(colors.yellow('… reconnecting'));
    });
    this.#socket.on('turn', ({ conversation, turn }) => {
      if (conversation === this.#conversation) this.#show(turn);
    });
    this.#socket.on('progress', ({ operation }) => this.#progress(operation));
    this.#socket.on('log', (event) => this.#logs.take(event));
    this.#socket.on('notice', ({ message }) => this.#print(colors.yellow(message)));
    this.#lines.on('line', (line) => {
      this.#waiting.push(line);
      void this.#next();
    });
    this.#lines.on('close', () => {
      this.#ended = true;
      void this.#next();
    });
    const code = await done;
    this.#lines.close();
    this.#socket.disconnect();
    return code;
  }

  async #open(flow: string | undefined, messageId: string): Promise<void> {
    const resuming = this.#conversation !== '';
    const answer = (await this.#socket.timeout(15_000).emitWithAck('open', {
      ...(resuming ? { conversation: this.#conversation } : { messageId }),
      ...(resuming && this.#revision > 0 ? { after: this.#revision } : {}),
      ...(flow === undefined || resuming ? {} : { flow }),
    })) as Ack<Opened>;
    if (!answer.ok) return this.#leave(1, `${answer.error.message}\n`);
    this.#conversation = answer.conversation;
    for (const turn of answer.turns) this.#show(turn, turn === answer.turns.at(-1));
    for (const operation of answer.operations) this.#progress(operation);
    if (resuming) await this.#logs.resume(this.#conversation);
    await this.#next();
  }

  /** Sends the next line of the input, as soon as something is asked; ends when the input has and nothing runs. */
  async #next(): Promise<void> {
    if (this.#busy || this.#conversation === '') return;
    const asked = this.#prompt !== undefined || (this.#interactive && this.#revision > 0);
    const line = asked ? this.#waiting.shift() : undefined;
    if (line === undefined) {
      const running = [...this.#operations.values()].some(({ state }) => state === 'Pending' || state === 'Processing');
      if (this.#ended && this.#waiting.length === 0 && (asked || this.#interactive) && !running) this.#leave(0);
      return;
    }
    this.#busy = true;
    try {
      const reply = this.#replyTo(line);
      if (reply) await this.#send(reply);
    } finally {
      this.#busy = false;
    }
    await this.#next();
  }

  #replyTo(line: string): Reply | undefined {
    const text = line.trim();
    if (this.#logs.command(text)) return undefined;
    const prompt = this.#prompt;
    if (text === '' && !(prompt?.kind === 'ask' && prompt.commands.includes('skip'))) {
      this.#ask();
      return undefined;
    }
    if (text === '') return { type: 'command', command: 'skip' };
    if (prompt?.kind !== 'form' || prompt.commands.some((command) => command === text.toLowerCase())) {
      return { type: 'text', text };
    }
    const field = prompt.fields.find(({ slot }) => !Object.hasOwn(this.#form, slot));
    if (field) this.#form[field.slot] = text === '-' ? null : text;
    if (prompt.fields.some(({ slot }) => !Object.hasOwn(this.#form, slot))) {
      this.#ask();
      return undefined;
    }
    const values = this.#form;
    this.#form = {};
    return { type: 'form', prompt: prompt.id, values };
  }

  /** Sends until it is acknowledged: the same id again is taken once. */
  async #send(reply: Reply): Promise<void> {
    const id = newId();
    for (;;) {
      try {
        const message = { id, conversation: this.#conversation, reply };
        const answer = (await this.#socket.timeout(10_000).emitWithAck('message', message)) as Ack<Accepted>;
        if (answer.ok) {
          this.#show(answer.turn);
          return;
        }
        if (answer.error.code !== 'UNAVAILABLE' && answer.error.code !== 'SLOW_DOWN') {
          this.#print(colors.red(answer.error.message));
          return;
        }
        await pause(answer.error.retryAfter ?? 1_000);
      } catch {
        if (!this.#socket.active) return;
        await pause(1_000);
      }
    }
  }

  #show(turn: Turn, newest = true): void {
    if (turn.revision <= this.#revision) return;
    if (this.#revision > 0 && turn.revision > this.#revision + 1) {
      void this.#open(undefined, newId());
      return;
    }
    this.#revision = turn.revision;
    let prompt: Prompt | undefined;
    for (const entry of turn.entries) {
      if (entry.type === 'prompt' && entry.prompt.id === turn.open) prompt = entry.prompt;
      else this.#entry(entry);
    }
    if (newest) void this.#logs.shown(this.#conversation, turn.entries);
    if (turn.open === null) this.#prompt = undefined;
    if (prompt) {
      this.#prompt = prompt;
      this.#form = {};
      this.#ask();
    }
    void this.#next();
  }

  #entry(entry: Entry): void {
    if (entry.type === 'operation') {
      this.#progress(entry.operation);
      return;
    }
    if (entry.by === 'person' && this.#interactive && this.#revision > 1) return;
    const text = renderEntry(entry, this.#server);
    if (text !== '') this.#print(text);
  }

  #progress(operation: OperationView): void {
    const known = this.#operations.get(operation.id);
    if (known && known.sequence >= operation.sequence) return;
    if (!known) this.#print(colors.bold(`▸ ${operation.title}${operation.badge ? ` (${operation.badge})` : ''}`));
    for (const line of renderStage(known, operation)) this.#print(line);
    this.#operations.set(operation.id, operation);
    void this.#next();
  }

  #ask(): void {
    if (!this.#prompt) return;
    this.#print(renderPrompt(this.#prompt, this.#form));
    if (this.#interactive) {
      this.#lines.setPrompt(colors.cyan('› '));
      this.#lines.prompt();
    }
  }

  /** Below what is being typed nothing is lost: the line is drawn again. */
  #print(text: string): void {
    if (this.#interactive) {
      clearLine(process.stdout, 0);
      cursorTo(process.stdout, 0);
    }
    process.stdout.write(`${text}\n`);
    if (this.#interactive && this.#prompt && this.#lines.line !== '') this.#lines.prompt(true);
  }

  #leave(code: number, message?: string): void {
    if (message !== undefined) process.stderr.write(stripMarkdown(message));
    if (this.#interactive && code === 0 && this.#conversation !== '') {
      process.stdout.write(`\nGo on any time with: npm run chat -- --resume ${this.#conversation}\n`);
    }
    this.#finish(code);
  }
}

/** Unguessable and safe to repeat. */
function newId(): string {
  return randomBytes(16).toString('base64url');
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
