import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';

import { type Entry, type OperationView, type Prompt, replySchema } from '#src/protocol/index.ts';

import type { ChatFront, FrontEvents } from './chat-front.ts';

/** What `--json` writes, one object a line. */
export type ChatEvent =
  | { event: 'opened'; conversation: string }
  | { event: 'entry'; entry: Entry }
  | { event: 'prompt'; prompt: Prompt }
  | { event: 'operation'; operation: OperationView }
  | { event: 'note' | 'warning' | 'error'; message: string }
  | { event: 'end'; code: number; conversation: string };

/** A chat for programs: events out; lines in are text, or replies of the protocol as JSON. */
export class JsonFront implements ChatFront {
  readonly #lines: Interface | undefined;
  readonly #write: (event: ChatEvent) => void;

  constructor(options: { input: Readable | undefined; events: FrontEvents; write(event: ChatEvent): void }) {
    this.#write = options.write;
    this.#lines = options.input === undefined ? undefined : createInterface({ input: options.input });
    this.#lines?.on('line', (line) => this.#take(line, options.events));
    this.#lines?.on('close', () => options.events.ended());
  }

  opened(conversation: string): void {
    this.#write({ event: 'opened', conversation });
  }

  show(entry: Entry): void {
    this.#write({ event: 'entry', entry });
  }

  ask(prompt: Prompt): void {
    this.#write({ event: 'prompt', prompt });
  }

  rest(): void {}

  work(operation: OperationView): void {
    this.#write({ event: 'operation', operation });
  }

  tell(message: string, tone: 'note' | 'warning' | 'error'): void {
    this.#write({ event: tone, message });
  }

  close(): void {
    this.#lines?.close();
  }

  #take(line: string, events: FrontEvents): void {
    if (!line.trimStart().startsWith('{')) {
      events.line(line);
      return;
    }
    try {
      events.reply(replySchema.parse(JSON.parse(line)));
    } catch {
      this.tell(
        'This line is no reply: it should be text, or an object such as {"type":"text","text":"shop"}.',
        'error',
      );
    }
  }
}
