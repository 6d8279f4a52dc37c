import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Entry, JsonObject, OperationView, Prompt } from '#src/protocol/index.ts';
import type { ChatFront, FrontEvents } from './chat-front.ts';
import { renderEntry, renderPrompt, renderStage } from './chat-render.ts';
import { colors } from './colors.ts';

/** A chat in a pipe: plain lines out, and each line of the input answers one question. */
export class PlainFront implements ChatFront {
  readonly #server: string;
  readonly #lines: Interface | undefined;

  constructor(options: { server: string; input: Readable | undefined; events: FrontEvents }) {
    this.#server = options.server;
    this.#lines = options.input === undefined ? undefined : createInterface({ input: options.input });
    this.#lines?.on('line', (line) => options.events.line(line));
    this.#lines?.on('close', () => options.events.ended());
  }

  opened(): void {}

  show(entry: Entry): void {
    const text = renderEntry(entry, this.#server);
    if (text !== '') this.#print(text);
  }

  ask(prompt: Prompt, form: JsonObject): void {
    this.#print(renderPrompt(prompt, form));
  }

  rest(): void {}

  work(operation: OperationView, before: OperationView | undefined): void {
    if (before === undefined) {
      this.#print(colors.bold(`▸ ${operation.title}${operation.badge ? ` (${operation.badge})` : ''}`));
    }
    for (const line of renderStage(before, operation)) this.#print(line);
  }

  tell(text: string, tone: 'note' | 'warning' | 'error'): void {
    if (tone === 'error') process.stderr.write(`${text}\n`);
    else this.#print(text);
  }

  close(): void {
    this.#lines?.close();
  }

  #print(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}
