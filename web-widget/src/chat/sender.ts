import type { Ack, Turn, WireError } from '#src/protocol/index.ts';

import { cleanText } from './clean.ts';
import { type Connection, NoAnswer } from './connection.ts';
import type { Outbox } from './outbox.ts';

/** What sending needs of the conversation it sends for. */
export interface SenderOptions {
  outbox: Outbox;
  connection: Connection;
  conversation(): string | null;
  /** The server has it; `turn` is what it became. */
  accepted(revision: number, turn: Turn | undefined): void;
  /** The server will not have it. */
  refused(error: WireError): void;
  /** The server asks for patience, in a sentence. */
  delayed(message: string): void;
  /** Something about what is on its way has changed. */
  changed(): void;
}

/** Sends what waits in the outbox: one reply after the other, every attempt under the same id, until the server has it. */
export class Sender {
  readonly #options: SenderOptions;
  #sending = false;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (await this.#sendNext());
    } finally {
      this.#sending = false;
      this.#options.changed();
    }
  }

  stop(): void {
    clearTimeout(this.#pause);
  }

  /** Whether the next reply may follow at once. */
  async #sendNext(): Promise<boolean> {
    const { outbox, connection } = this.#options;
    const conversation = this.#options.conversation();
    const item = outbox.next();
    if (!item || conversation === null || connection.state !== 'online') return false;
    const { id, reply } = item;
    outbox.change(id, { state: 'sending' });
    this.#options.changed();
    try {
      const answer = await connection.request('message', { id, conversation, reply });
      // A new conversation was begun meanwhile: this reply went with the old one.
      if (conversation !== this.#options.conversation()) return true;
      return this.#answered(id, answer);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      outbox.change(id, { state: 'waiting' });
      // The line looks alive and nobody answers: build it anew.
      if (connection.up) connection.restart();
      return false;
    }
  }

  #answered(id: string, answer: Ack<{ revision: number; turn?: Turn }>): boolean {
    const { outbox } = this.#options;
    if (answer.ok) {
      outbox.change(id, { state: 'accepted', revision: answer.revision });
      this.#options.accepted(answer.revision, answer.turn);
      return true;
    }
    const { code, message, retryAfter } = answer.error;
    if (retryAfter !== undefined) {
      outbox.change(id, { state: 'waiting' });
      this.#options.delayed(cleanText(message));
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => void this.send(), retryAfter + Math.random() * 300);
      return false;
    }
    // It was taken so long ago that the server no longer has what it became.
    if (code === 'ALREADY_TAKEN') outbox.remove(id);
    else outbox.change(id, { state: 'refused', echoed: false, error: cleanText(message) });
    this.#options.refused(answer.error);
    return true;
  }
}
