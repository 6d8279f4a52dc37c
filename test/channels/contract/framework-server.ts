import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a person in Teams sees of the bot. */
export interface ShownActivity {
  id: string;
  text: string;
  choices: string[];
}

/** The Bot Framework's service as an adapter meets it: conversations that activities are sent to, changed and taken away in. */
export class FrameworkServer {
  readonly #http: Server;
  readonly #shown = new Map<string, ShownActivity[]>();
  /** How often it asked for a pause. */
  refused = 0;
  #refusals = 0;
  #last = 0;

  private constructor(http: Server) {
    this.#http = http;
  }

  static async start(): Promise<FrameworkServer> {
    const http = createServer();
    const server = new FrameworkServer(http);
    http.on('request', (request, response) => {
      void server.#serve(request).then(({ status, body, headers = {} }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  shown(conversation: string): readonly ShownActivity[] {
    return this.#shown.get(conversation) ?? [];
  }

  /** The next messages are refused: 429, and wait a second. */
  refuse(count: number): void {
    this.#refusals = count;
  }

  /** An activity as the service brings it to the bot. */
  activity(conversation: string, person: string, more: object): object {
    this.#last += 1;
    return {
      type: 'message',
      id: `in-${this.#last}`,
      channelId: 'msteams',
      serviceUrl: this.address,
      from: { id: person, name: person },
      recipient: { id: 'bot', name: 'Wizard' },
      conversation: { id: conversation },
      timestamp: new Date().toISOString(),
      ...more,
    };
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }

  async #serve(request: IncomingMessage): Promise<{ status: number; body: object; headers?: Record<string, string> }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [, conversation = '', id = ''] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(request.url ?? '') ?? [];
    if (conversation === '') return { status: 404, body: { error: { code: 'NotFound', message: 'no such thing' } } };
    const text = Buffer.concat(chunks).toString('utf8');
    const sent = (text === '' ? {} : JSON.parse(text)) as {
      type?: string;
      text?: string;
      suggestedActions?: { actions: { title: string }[] };
    };
    if (sent.type === 'typing') return { status: 200, body: { id: 'typing' } };
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      this.refused += 1;
      const body = { error: { code: 'TooManyRequests', message: 'Too many requests' } };
      return { status: 429, body, headers: { 'retry-after': '1' } };
    }
    const all = this.#shown.get(decodeURIComponent(conversation)) ?? [];
    this.#shown.set(decodeURIComponent(conversation), all);
    const choices = sent.suggestedActions?.actions.map(({ title }) => title) ?? [];
    const known = all.find((one) => one.id === decodeURIComponent(id));
    if (request.method === 'PUT') {
      if (!known) return { status: 404, body: { error: { code: 'NotFound', message: 'no such activity' } } };
      Object.assign(known, { text: sent.text ?? '', choices });
      return { status: 200, body: { id: known.id } };
    }
    if (request.method === 'DELETE') {
      if (known) all.splice(all.indexOf(known), 1);
      return { status: 200, body: {} };
    }
    this.#last += 1;
    all.push({ id: `out-${this.#last}`, text: sent.text ?? '', choices });
    return { status: 200, body: { id: `out-${this.#last}` } };
  }
}
