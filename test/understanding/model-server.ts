import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the server behaves for one request. */
export type Behaviour =
  /** Answers with this text as the message's content. */
  | { say: string }
  | { refuse: string }
  /** An HTTP status, as an overloaded or broken endpoint gives it. */
  | { status: number; body?: string }
  /** Answers after this many milliseconds. */
  | { slow: number; say: string }
  /** Ends the connection in the middle of the answer. */
  | { cut: string }
  /** Says that it ran out of tokens. */
  | { long: string };

/** A language model that does exactly what it is told to, behind the OpenAI protocol, on loopback. */
export class ModelServer {
  /** Bodies of the requests so far. */
  readonly requests: string[] = [];
  /** What the next request gets; by default whatever the attacker or the test wants, asked of this function. */
  behave: (body: string) => Behaviour = () => ({ status: 500 });
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.requests.push(body);
    const behaviour = this.behave(body);
    const streams = (JSON.parse(body) as { stream?: boolean }).stream === true;
    if ('status' in behaviour) {
      response.writeHead(behaviour.status, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(behaviour.body ?? JSON.stringify({ error: { message: 'no', type: 'server_error' } }));
      return;
    }
    if ('slow' in behaviour) await new Promise((resolve) => setTimeout(resolve, behaviour.slow));
    if ('cut' in behaviour) {
      response.writeHead(200, {
        'content-type': streams ? 'text/event-stream' : 'application/json',
        'content-length': '99999',
      });
      response.write(streams ? piece(behaviour.cut) : completion(behaviour.cut).slice(0, 60));
      setTimeout(() => response.destroy(), 20);
      return;
    }
    const content = 'say' in behaviour ? behaviour.say : 'long' in behaviour ? behaviour.long : '';
    if (streams) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const part of content.match(/[\s\S]{1,12}/g) ?? []) response.write(piece(part));
      response.end(`${piece('', 'long' in behaviour ? 'length' : 'stop')}data: [DONE]\n\n`);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      completion(content, 'refuse' in behaviour ? behaviour.refuse : null, 'long' in behaviour ? 'length' : 'stop'),
    );
  }
}

function completion(content: string, refusal: string | null = null, reason = 'stop'): string {
  const message = { role: 'assistant', content: refusal === null ? content : null, refusal };
  return JSON.stringify({
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, message, finish_reason: reason, logprobs: null }],
    usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 },
  });
}

function piece(content: string, reason: string | null = null): string {
  const chunk = {
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, delta: { content }, finish_reason: reason }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** One command in the form a model is held to. */
export function proposal(
  ...commands: {
    type: string;
    flow?: string;
    subject?: string;
    slots?: { [slot: string]: string };
    options?: string[];
  }[]
): string {
  return JSON.stringify({
    commands: commands.map(({ type, flow = '', subject = '', slots = {}, options = [] }) => ({
      type,
      flow,
      subject,
      slots: Object.entries(slots).map(([slot, value]) => ({ slot, value })),
      options,
    })),
  });
}
