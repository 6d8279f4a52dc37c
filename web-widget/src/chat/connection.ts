import type { ClientEvents, ServerEvents, WireError } from '#src/protocol/index.ts';

import { WireSocket } from './socket.ts';

/** How the line to the server stands. `refused`: the server does not let this client in, and said why. */
export type ConnectionState = 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'refused';

/** The version of the wire this client speaks, and where. */
const PROTOCOL_VERSION = 1;
const PATH = '/socket';

export type ConnectionEvents = {
  /** The socket is up: the conversation has to be opened on it. */
  up: () => void;
  state: (state: ConnectionState) => void;
  refused: (error: WireError) => void;
} & ServerEvents;

/** A request was not answered in time, or the line broke before the answer came. Safe to send again. */
export class NoAnswer extends Error {}

/** The line to the server as the chat sees it: how it stands, and requests that are answered. */
export class Connection {
  state: ConnectionState = 'idle';
  /** Whether it is the page that may not connect, whoever is in front of it. */
  barred: boolean | undefined;
  readonly #socket: WireSocket;
  readonly #events: ConnectionEvents;
  #token: string | undefined;
  #everUp = false;
  readonly #atOnce = (): void => this.retryNow();
  readonly #offline = (): void => this.#become('offline');

  constructor(server: URL, events: ConnectionEvents) {
    this.#events = events;
    const auth = (): object => ({
      protocol: PROTOCOL_VERSION,
      client: 'widget',
      ...(this.#token && { token: this.#token }),
    });
    this.#socket = new WireSocket(server, PATH, auth, {
      up: () => {
        this.#everUp = true;
        events.up();
      },
      down: () => this.#lost(),
      denied: (error) => this.#denied(error),
      event: (name, payload) => {
        if (name !== 'turn' && name !== 'progress' && name !== 'log' && name !== 'notice') return;
        (events[name] as (payload: unknown) => void)(payload);
      },
    });
  }

  /** Whether something that is sent now would get out. */
  get up(): boolean {
    return this.#socket.connected;
  }

  connect(): void {
    if (this.state !== 'idle') return;
    globalThis.addEventListener('online', this.#atOnce);
    globalThis.addEventListener('offline', this.#offline);
    this.#become(navigator.onLine ? 'connecting' : 'offline');
    this.#socket.connect();
  }

  close(): void {
    globalThis.removeEventListener('online', this.#atOnce);
    globalThis.removeEventListener('offline', this.#offline);
    this.#become('idle');
    this.#socket.close();
  }

  /** Signs in as somebody; takes effect at the next connect. */
  identify(token: string): void {
    this.#token = token;
    if (this.state !== 'idle') this.restart();
  }

  /** Do not wait for the next attempt. */
  retryNow(): void {
    if (this.state !== 'idle' && !this.#socket.connected) this.restart();
  }

  /** Drops the line and builds it anew: it may look alive and be dead. */
  restart(): void {
    this.#socket.close();
    this.#lost();
    this.#socket.connect();
  }

  /** The conversation is open on this line. */
  opened(): void {
    this.#become('online');
  }

  /** Sends a request and waits for its acknowledgement. Rejects with `NoAnswer`. */
  async request<E extends keyof ClientEvents>(
    event: E,
    payload: Parameters<ClientEvents[E]>[0],
    timeoutMs = 12_000,
  ): Promise<AnswerOf<E>> {
    const answer = await new Promise<unknown>((answered) => this.#socket.send(event, payload, timeoutMs, answered));
    if (typeof answer !== 'object' || answer === null) throw new NoAnswer(event);
    return answer as AnswerOf<E>;
  }

  #lost(): void {
    if (this.state === 'idle') return;
    if (!navigator.onLine) this.#become('offline');
    else this.#become(this.#everUp ? 'reconnecting' : 'connecting');
  }

  #denied({ message, data }: { message: string; data?: unknown }): void {
    const refusal: WireError = { code: 'REFUSED', message, ...(data as Partial<WireError> | undefined) };
    this.barred = refusal.code === 'PAGE';
    if (refusal.retryAfter === undefined) {
      this.#become('refused');
    } else {
      this.#lost();
      this.#socket.connectIn(refusal.retryAfter * (1 + Math.random() / 2));
    }
    this.#events.refused(refusal);
  }

  #become(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.#events.state(state);
  }
}

type AnswerOf<E extends keyof ClientEvents> = Parameters<Parameters<ClientEvents[E]>[1]>[0];
