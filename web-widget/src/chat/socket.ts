/** What the line tells its owner. */
export interface SocketEvents {
  up(): void;
  /** The line is down, and comes back by itself. */
  down(): void;
  /** The server does not let this client in. */
  denied(error: { message: string; data?: unknown }): void;
  event(name: string, payload: unknown): void;
}

const PAUSE = { first: 400, longest: 10_000 };
const HANDSHAKE_MS = 10_000;

/**
 * A socket.io client, protocol 5 over engine.io 4: the part of it that this wire uses, which is text over one websocket,
 * on one namespace, with acknowledgements. A tenth of the size of the general one, and in every page that shows the chat.
 */
export class WireSocket {
  connected = false;
  readonly #address: string;
  readonly #auth: () => object;
  readonly #events: SocketEvents;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #socket: WebSocket | null = null;
  #lastId = 0;
  #tries = 0;
  /** Ends a line on which nothing was heard for too long. */
  #silence: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #patience = HANDSHAKE_MS;

  constructor(server: URL, path: string, auth: () => object, events: SocketEvents) {
    const address = new URL(`${server.pathname.replace(/\/$/u, '')}${path}/?EIO=4&transport=websocket`, server);
    address.protocol = address.protocol.replace('http', 'ws');
    this.#address = address.href;
    this.#auth = auth;
    this.#events = events;
  }

  connect(): void {
    clearTimeout(this.#pause);
    if (this.#socket) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#patience = HANDSHAKE_MS;
    this.#heard();
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === 'string') this.#receive(data);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lost();
    };
  }

  /** Ends the line; it stays down until `connect`. */
  close(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#silence);
    this.connected = false;
    const socket = this.#socket;
    this.#socket = null;
    if (socket?.readyState === WebSocket.OPEN) socket.send('41');
    socket?.close();
    this.#giveUp();
  }

  /** Connects again after a pause of this length. */
  connectIn(milliseconds: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.connect(), milliseconds);
  }

  /** Sends an event and calls back with its acknowledgement, or with undefined when none came in time. */
  send(event: string, payload: unknown, timeoutMs: number, answered: (answer: unknown) => void): void {
    if (!this.connected) {
      answered(undefined);
      return;
    }
    const id = (this.#lastId += 1);
    const timer = setTimeout(() => settle(undefined), timeoutMs);
    const settle = (answer: unknown): void => {
      clearTimeout(timer);
      this.#answers.delete(id);
      answered(answer);
    };
    this.#answers.set(id, settle);
    this.#socket?.send(`42${id}${JSON.stringify([event, payload])}`);
  }

  #receive(packet: string): void {
    this.#heard();
    // The first digit is engine.io's packet type, the second one socket.io's.
    if (packet.startsWith('0')) {
      const { pingInterval, pingTimeout } = parse(packet.slice(1)) as { pingInterval: number; pingTimeout: number };
      this.#patience = pingInterval + pingTimeout;
      this.#socket?.send(`40${JSON.stringify(this.#auth())}`);
    } else if (packet === '2') {
      this.#socket?.send('3');
    } else if (packet.startsWith('40')) {
      this.connected = true;
      this.#tries = 0;
      this.#heard();
      this.#events.up();
    } else if (packet.startsWith('42')) {
      const [name, payload] = parse(packet.slice(packet.indexOf('['))) as [string, unknown];
      this.#events.event(name, payload);
    } else if (packet.startsWith('43')) {
      const start = packet.indexOf('[');
      const [answer] = parse(packet.slice(start)) as [unknown];
      this.#answers.get(Number(packet.slice(2, start)))?.(answer);
    } else if (packet.startsWith('44')) {
      const error = parse(packet.slice(2)) as { message: string; data?: unknown };
      this.close();
      this.#events.denied(error);
    } else if (packet.startsWith('41') || packet === '1') {
      this.#socket?.close();
      this.#lost();
    }
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#socket?.close();
      this.#lost();
    }, this.#patience);
  }

  #lost(): void {
    clearTimeout(this.#silence);
    this.#socket = null;
    this.connected = false;
    const pause = Math.min(PAUSE.longest, PAUSE.first * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 10);
    // Clients that lost their server together must not all come back together.
    this.connectIn(pause * (0.5 + Math.random()));
    this.#events.down();
    this.#giveUp();
  }

  #giveUp(): void {
    for (const settle of this.#answers.values()) settle(undefined);
  }
}

/** What our own server wrote; a packet that cannot be read counts as an empty one. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
