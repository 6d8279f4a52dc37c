import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { io, type Socket } from 'socket.io-client';

import {
  type Accepted,
  type Ack,
  type ClientEvents,
  type Entry,
  type Opened,
  type OpenRequest,
  type OperationView,
  PROTOCOL_VERSION,
  type Prompt,
  type Reply,
  type ServerEvents,
  type Turn,
} from '#src/protocol/index.ts';

/** A person at the web protocol: says things, sees what everybody sees, and can wait for it. */
export class WizardClient {
  readonly socket: Socket<ServerEvents, ClientEvents>;
  readonly turns: Turn[] = [];
  readonly operations = new Map<string, OperationView>();
  readonly #early: { conversation: string; turn: Turn }[] = [];
  conversation = '';
  /** Last error of a connection attempt. */
  refused = '';

  constructor(
    address: string,
    options: { token?: string; headers?: Record<string, string>; auth?: Record<string, unknown> } = {},
  ) {
    this.socket = io(address, {
      path: '/socket',
      transports: ['websocket'],
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      forceNew: true,
      ...(options.headers === undefined ? {} : { extraHeaders: options.headers }),
      auth: options.auth ?? {
        protocol: PROTOCOL_VERSION,
        client: 'test',
        ...(options.token === undefined ? {} : { token: options.token }),
      },
    });
    this.socket.on('turn', ({ conversation, turn }) => {
      if (conversation === this.conversation) this.#add(turn);
      // A read may be quicker than the answer to `open`.
      else if (this.conversation === '') this.#early.push({ conversation, turn });
    });
    this.socket.on('progress', ({ operation }) => this.#operation(operation));
    this.socket.on('connect_error', (error) => {
      this.refused = error.message;
    });
    // After a reconnection: exactly the turns that were missed.
    this.socket.io.on('reconnect', () => void this.open({ conversation: this.conversation }).catch(() => undefined));
  }

  get revision(): number {
    return this.turns.at(-1)?.revision ?? 0;
  }

  /** Everything said and shown so far, oldest first. */
  get entries(): Entry[] {
    return this.turns.flatMap(({ entries }) => entries);
  }

  /** The prompt that is open now. */
  get prompt(): Prompt | undefined {
    const open = this.turns.at(-1)?.open;
    const found = this.entries.findLast((entry) => entry.type === 'prompt' && entry.prompt.id === open);
    return found?.type === 'prompt' ? found.prompt : undefined;
  }

  async connected(): Promise<this> {
    await this.until(() => this.socket.connected, 'a connection');
    return this;
  }

  async open(request: OpenRequest = {}): Promise<Opened> {
    const after = request.conversation !== undefined && this.turns.length > 0 ? { after: this.revision } : {};
    const answer = (await this.socket.timeout(10_000).emitWithAck('open', { ...after, ...request })) as Ack<Opened>;
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    this.conversation = answer.conversation;
    for (const turn of answer.turns) this.#add(turn);
    for (const early of this.#early.splice(0)) if (early.conversation === this.conversation) this.#add(early.turn);
    for (const operation of answer.operations) this.#operation(operation);
    return answer;
  }

  /** Sends one reply; resolves with its acknowledgement, refused or not. */
  async send(reply: Reply, id: string = messageId()): Promise<Ack<Accepted>> {
    const message = { id, conversation: this.conversation, reply };
    const answer = (await this.socket.timeout(10_000).emitWithAck('message', message)) as Ack<Accepted>;
    if (answer.ok) this.#add(answer.turn);
    return answer;
  }

  /** Types a text; throws when it was refused. */
  async say(text: string): Promise<void> {
    const answer = await this.send({ type: 'text', text });
    if (!answer.ok) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  }

  /** Waits until a condition holds; fails with what is being waited for and the last lines of the transcript. */
  async until(condition: () => boolean, what: string, timeoutMs = 15_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!condition()) {
      if (Date.now() > end) throw new Error(`waited for ${what} in vain; last:\n${this.#tail()}`);
      await pause(5);
    }
  }

  /** Waits until something is asked. */
  async asked(slotOrKind?: string, timeoutMs?: number): Promise<Prompt> {
    const fits = (prompt: Prompt | undefined) =>
      prompt !== undefined &&
      (slotOrKind === undefined ||
        prompt.kind === slotOrKind ||
        (prompt.kind === 'ask' && prompt.question.slot === slotOrKind));
    await this.until(() => fits(this.prompt), `the question ${slotOrKind ?? ''}`, timeoutMs);
    if (!this.prompt) throw new Error('no prompt');
    return this.prompt;
  }

  close(): void {
    this.socket.disconnect();
  }

  #add(turn: Turn): void {
    if (this.turns.some(({ revision }) => revision === turn.revision)) return;
    this.turns.push(turn);
    this.turns.sort((one, other) => one.revision - other.revision);
    for (const entry of turn.entries) if (entry.type === 'operation') this.#operation(entry.operation);
  }

  #operation(operation: OperationView): void {
    const known = this.operations.get(operation.id);
    if (!known || known.sequence <= operation.sequence) this.operations.set(operation.id, operation);
  }

  #tail(): string {
    return JSON.stringify(this.entries.slice(-4), undefined, 1).slice(0, 2_000);
  }
}

/** A client-made message id: unguessable, never repeated. */
export function messageId(): string {
  return randomBytes(16).toString('base64url');
}
