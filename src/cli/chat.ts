import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';

import { io, type Socket } from 'socket.io-client';

import {
  type Accepted,
  type Ack,
  type ClientEvents,
  commands,
  type Entry,
  idSchema,
  type Json,
  type JsonObject,
  type Opened,
  type OperationView,
  PROTOCOL_VERSION,
  type Prompt,
  plainText,
  type Reply,
  type ServerEvents,
  type Turn,
  type Watching,
} from '#src/protocol/index.ts';

import { AnswersFailure, ChatAnswers } from './chat-answers.ts';
import type { ChatFront, FrontEvents } from './chat-front.ts';
import { type ChatEvent, JsonFront } from './chat-json-front.ts';
import { ChatLogs } from './chat-logs.ts';
import { PlainFront } from './chat-plain-front.ts';
import { TerminalFront } from './chat-terminal-front.ts';
import { readable } from './readable.ts';
import { terminalLanguage } from './terminal-language.ts';
import { UsageError } from './usage-error.ts';

export const help = `3bot chat: talk to a running wizard in the terminal

  --server URL    where it is (default http://127.0.0.1:3000, or WIZARD_URL)
  --token TOKEN   a signed token, where the wizard asks for one (or WIZARD_TOKEN)
  --flow NAME     begin with this conversation
  --resume ID     go on with a conversation
  --language TAG  in this language, such as fr (default: that of the terminal, where somebody types)
  --answers FILE  answer from a YAML file, by slot; ends when the menu asks what is next
  --json          one JSON object a line instead of text; lines in are text, or replies as JSON

Arrows and Enter pick from a list, a number does too, and typing filters it; space ticks where several may be picked. A
secret is not shown. back, skip, help, cancel and menu always work. Ctrl-C or Ctrl-D leaves; the conversation stays.
While a log comes in, /pause holds it and /follow goes on. In a pipe, each line of the input answers one question, and
there are no colours (nor where NO_COLOR is set).

Exit codes: 0 done, 1 failed, 2 called in a wrong way, 3 the file has no answer, 4 an answer was not taken, 5 an
operation failed (with --answers), 130 left by Ctrl-C. More: docs/channels.md
`;

/** How long a program waits for a first question before it is told that there is none. */
const FIRST_QUESTION_MS = 5_000;

const MISSING = 3;
const REFUSED = 4;
const OPERATION_FAILED = 5;
const INTERRUPTED = 130;

/** Talks to a running wizard: a second client of the web protocol. Returns the exit code. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      server: { type: 'string', default: process.env['WIZARD_URL'] ?? 'http://127.0.0.1:3000' },
      token: { type: 'string', default: process.env['WIZARD_TOKEN'] ?? '' },
      flow: { type: 'string' },
      resume: { type: 'string' },
      language: { type: 'string' },
      answers: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  // Scripts say the same whoever runs them: only where somebody types, the language of the terminal counts.
  const typed = process.stdin.isTTY && !values.json && values.answers === undefined;
  const language = values.language ?? (typed ? terminalLanguage(process.env) : undefined);
  if (values.resume !== undefined && !idSchema.safeParse(values.resume).success) {
    throw new UsageError(
      `--resume takes what the chat named when you left it, but "${values.resume}" is no such name.`,
    );
  }
  const chat = new Chat({
    server: serverIn(values.server),
    token: values.token === '' ? undefined : values.token,
    answers: values.answers === undefined ? undefined : ChatAnswers.read(values.answers),
    json: values.json,
    language,
  });
  return await chat.run({
    ...(values.flow === undefined ? {} : { flow: values.flow }),
    ...(values.resume === undefined ? {} : { conversation: values.resume }),
  });
}

/** The address of a server as people write it: `localhost:3000` will do. */
function serverIn(text: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new UsageError(`--server should be an address such as http://127.0.0.1:3000, but is "${text}".`);
}

interface ChatOptions {
  server: string;
  token: string | undefined;
  answers: ChatAnswers | undefined;
  json: boolean;
  language: string | undefined;
}

class Chat {
  readonly #server: string;
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  readonly #front: ChatFront;
  readonly #interactive: boolean;
  readonly #json: boolean;
  readonly #answers: ChatAnswers | undefined;
  readonly #language: string | undefined;
  readonly #waiting: (string | { value: Json } | { reply: Reply })[] = [];
  readonly #operations = new Map<string, OperationView>();
  readonly #logs: ChatLogs;
  /** Turns that came before it is known which conversation this is. */
  readonly #early: { conversation: string; turn: Turn }[] = [];
  #conversation = '';
  #revision = 0;
  #prompt: Prompt | undefined;
  /** Fields of a form already answered; a terminal asks them one by one. */
  #form: JsonObject = {};
  /** The connection broke, and the person was told. */
  #lost = false;
  #ended = false;
  #everAsked = false;
  #unasked: NodeJS.Timeout | undefined;
  #busy = false;
  #finish: (code: number) => void = () => undefined;

  constructor({ server, token, answers, json, language }: ChatOptions) {
    this.#language = language;
    this.#server = server;
    this.#json = json;
    this.#answers = answers;
    this.#socket = io(server, {
      path: '/socket',
      transports: ['websocket'],
      auth: { protocol: PROTOCOL_VERSION, client: 'terminal', ...(token === undefined ? {} : { token }) },
      reconnectionDelayMax: 5_000,
    });
    const take = (one: string | { value: Json } | { reply: Reply }): void => {
      this.#waiting.push(one);
      void this.#next();
    };
    const events: FrontEvents = {
      line: take,
      value: (value) => take({ value }),
      reply: (reply) => take({ reply }),
      ended: () => {
        this.#ended = true;
        void this.#next();
      },
      interrupted: () => this.#leave(INTERRUPTED),
    };
    this.#interactive = process.stdin.isTTY && process.stdout.isTTY && !json && answers === undefined;
    // Answers come from the file: nothing is read.
    const input: Readable | undefined = answers === undefined ? process.stdin : undefined;
    this.#front = json
      ? new JsonFront({ input, events, write: writeEvent })
      : this.#interactive
        ? new TerminalFront({ server, input: process.stdin, output: process.stdout, events })
        : new PlainFront({ server, input, events });
    this.#logs = new ChatLogs({
      watch: async (request) =>
        this.#readable((await this.#socket.timeout(10_000).emitWithAck('watch', request)) as Ack<Watching>),
      print: (text) => this.#front.tell(text, 'note'),
    });
  }

  async run(start: { flow?: string; conversation?: string }): Promise<number> {
    const done = new Promise<number>((resolve) => {
      this.#finish = resolve;
    });
    const messageId = newId();
    if (start.conversation !== undefined) this.#conversation = start.conversation;
    // A reader that has gone away (`| head`) wants nothing more.
    process.stdout.once('error', () => this.#finish(0));
    const interrupted = (): void => this.#leave(INTERRUPTED);
    process.once('SIGINT', interrupted);
    this.#socket.on('connect', () => void this.#open(start.flow, messageId));
    let first = true;
    this.#socket.on('connect_error', (error) => {
      if (!first && this.#socket.active) return;
      first = false;
      if (this.#revision > 0) return;
      if (error.message.includes('websocket error')) {
        this.#leave(1, `There is no wizard at ${this.#server}. Start one with "npm start", or name it with --server.`);
      } else {
        this.#leave(1, this.#readable(error.message));
      }
    });
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return;
      this.#lost = true;
      this.#front.tell('… reconnecting', 'warning');
    });
    this.#socket.on('turn', ({ conversation, turn }) => {
      const shown = this.#readable(turn);
      if (conversation === this.#conversation) this.#show(shown);
      // What comes next may be quicker than the answer to `open`.
      else if (this.#conversation === '') this.#early.push({ conversation, turn: shown });
    });
    // What its conversation has not told of yet begins when it does.
    this.#socket.on('progress', ({ operation }) => {
      if (this.#operations.has(operation.id)) this.#progress(this.#readable(operation));
    });
    this.#socket.on('log', (event) => this.#logs.take(this.#readable(event)));
    this.#socket.on('notice', ({ message }) => this.#front.tell(this.#readable(message), 'warning'));
    const code = await done;
    clearTimeout(this.#unasked);
    process.off('SIGINT', interrupted);
    this.#front.close();
    this.#socket.disconnect();
    if (this.#json) writeEvent({ event: 'end', code, conversation: this.#conversation });
    else if ((this.#interactive || code === INTERRUPTED) && this.#conversation !== '' && code !== 1) {
      const say = this.#interactive ? process.stdout : process.stderr;
      say.write(`\nGo on any time with: npm run chat -- --resume ${this.#conversation}\n`);
    }
    return code;
  }

  async #open(flow: string | undefined, messageId: string): Promise<void> {
    const resuming = this.#conversation !== '';
    let answer: Ack<Opened>;
    try {
      const request = {
        ...(resuming ? { conversation: this.#conversation } : { messageId }),
        ...(resuming && this.#revision > 0 ? { after: this.#revision } : {}),
        ...(flow === undefined || resuming ? {} : { flow }),
        ...(this.#language === undefined || resuming ? {} : { locale: this.#language }),
      };
      answer = this.#readable((await this.#socket.timeout(15_000).emitWithAck('open', request)) as Ack<Opened>);
    } catch {
      // The connection broke, or the wizard is very busy: it is opened again when there is a connection.
      if (this.#socket.connected) void this.#open(flow, messageId);
      return;
    }
    if (!answer.ok) return this.#leave(1, answer.error.message);
    if (this.#lost) this.#front.tell('… connected again', 'note');
    this.#lost = false;
    this.#conversation = answer.conversation;
    this.#front.opened(answer.conversation);
    for (const turn of answer.turns) this.#show(turn, turn === answer.turns.at(-1));
    for (const early of this.#early.splice(0)) {
      if (early.conversation === this.#conversation) this.#show(early.turn);
    }
    for (const operation of answer.operations) this.#progress(operation);
    if (resuming) await this.#logs.resume(this.#conversation);
    await this.#next();
  }

  /** Sends what comes next, as soon as something is asked; ends when the input has and nothing runs. */
  async #next(): Promise<void> {
    if (this.#busy || this.#conversation === '' || this.#revision === 0) return;
    const asked = this.#prompt !== undefined || this.#interactive;
    if (this.#answers !== undefined && this.#prompt !== undefined && this.#waiting.length === 0) {
      if (!this.#answerByFile(this.#answers, this.#prompt)) return;
    }
    const given = asked ? this.#waiting.shift() : undefined;
    if (given === undefined) {
      if (
        this.#ended &&
        this.#waiting.length === 0 &&
        (asked || this.#interactive) &&
        (this.#interactive || !this.#isWorking)
      ) {
        this.#leave(0);
      }
      return;
    }
    this.#busy = true;
    try {
      const reply =
        typeof given === 'string' ? this.#replyTo(given) : 'reply' in given ? given.reply : this.#valueOf(given.value);
      if (reply) await this.#send(reply);
    } finally {
      this.#busy = false;
    }
    await this.#next();
  }

  /** A program gets what the server sends as it is. */
  #readable<T>(sent: T): T {
    return this.#json ? sent : readable(sent);
  }

  /** Puts the file's answer into the queue; false where the run is over, or has to wait. */
  #answerByFile(answers: ChatAnswers, prompt: Prompt): boolean {
    try {
      const reply = answers.replyTo(prompt);
      if (reply !== null) {
        this.#waiting.push({ reply });
        return true;
      }
      if (this.#isWorking) return false;
      const failed = [...this.#operations.values()].find(({ state }) => state === 'Failed' || state === 'Error');
      this.#leave(failed ? OPERATION_FAILED : 0, failed && `${failed.title}: ${failed.note?.text ?? 'it failed'}`);
    } catch (error) {
      if (!(error instanceof AnswersFailure)) throw error;
      this.#leave(error.code === 'ANSWER_MISSING' ? MISSING : REFUSED, error.message);
    }
    return false;
  }

  get #isWorking(): boolean {
    return [...this.#operations.values()].some(({ state }) => state === 'Pending' || state === 'Processing');
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
    if (prompt?.kind !== 'form' || commands.some((command) => command === text.toLowerCase())) {
      return { type: 'text', text };
    }
    return this.#valueOf(text === '-' ? null : text);
  }

  /** An answer to what is asked; of a form, once all its fields have one. */
  #valueOf(value: Json): Reply | undefined {
    const prompt = this.#prompt;
    if (prompt?.kind !== 'form') return prompt && { type: 'answer', prompt: prompt.id, value };
    const field = prompt.fields.find(({ slot }) => !Object.hasOwn(this.#form, slot));
    if (field) this.#form[field.slot] = value;
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
        const answer = this.#readable(
          (await this.#socket.timeout(10_000).emitWithAck('message', message)) as Ack<Accepted>,
        );
        if (answer.ok) {
          this.#show(answer.turn);
          return;
        }
        if (answer.error.code !== 'UNAVAILABLE' && answer.error.code !== 'SLOW_DOWN') {
          if (this.#answers !== undefined) this.#leave(REFUSED, answer.error.message);
          else this.#front.tell(answer.error.message, 'error');
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
    clearTimeout(this.#unasked);
    if (turn.open === null) {
      this.#prompt = undefined;
      this.#front.rest();
    }
    for (const entry of turn.entries) {
      if (entry.type === 'prompt' && entry.prompt.id === turn.open) prompt = entry.prompt;
      else this.#entry(entry, newest);
    }
    if (newest) void this.#logs.shown(this.#conversation, turn.entries);
    if (prompt) {
      this.#prompt = prompt;
      this.#everAsked = true;
      this.#form = {};
      this.#ask();
    } else if (!this.#everAsked && !this.#interactive) {
      // A conversation that does not exist asks nothing: a program would wait for ever.
      this.#unasked = setTimeout(() => {
        if (!this.#isWorking) this.#leave(1, 'Nothing is asked here.');
      }, FIRST_QUESTION_MS);
    }
    void this.#next();
  }

  #entry(entry: Entry, newest: boolean): void {
    if (entry.type === 'operation') {
      this.#progress(entry.operation);
      return;
    }
    // What was typed here stands here already.
    if (entry.by === 'person' && this.#interactive && newest && this.#revision > 1) return;
    this.#front.show(entry);
  }

  #progress(operation: OperationView): void {
    const known = this.#operations.get(operation.id);
    if (known && known.sequence >= operation.sequence) return;
    this.#operations.set(operation.id, operation);
    this.#front.work(operation, known);
    void this.#next();
  }

  #ask(): void {
    if (this.#prompt) this.#front.ask(this.#prompt, this.#form);
  }

  #leave(code: number, message?: string): void {
    if (message !== undefined) this.#front.tell(plainText(message).trimEnd(), 'error');
    this.#finish(code);
  }
}

function writeEvent(event: ChatEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Unguessable and safe to repeat. */
function newId(): string {
  return randomBytes(16).toString('base64url');
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
