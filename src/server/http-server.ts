import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What a route answers. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Routes read as the list of what the server answers: `GET /healthz`. A trailing `/:name` takes the rest of the path. */
export type Routes = Readonly<Record<string, (request: RouteRequest) => Answer | Promise<Answer>>>;

export interface RouteRequest {
  parameter: string;
  query: URLSearchParams;
  request: IncomingMessage;
  /** What was sent along, as text. Rejects when it is more than `most` bytes. */
  body(most: number): Promise<string>;
}

const MAX_PATH = 2_048;

/** A small HTTP server: exact routes, strict headers, bodies only where a route reads one. Whatever a route throws is a 500 with a reference. */
export function createHttpServer(routes: Routes, options: { onError(path: string, error: unknown): string }): Server {
  const exact = new Map(Object.entries(routes).filter(([route]) => !route.includes('/:')));
  const prefixes = Object.entries(routes)
    .filter(([route]) => route.includes('/:'))
    .map(([route, handle]) => ({ prefix: route.slice(0, route.indexOf(':')), handle }));
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      if (error instanceof TooLarge) return send(response, { status: 413, body: 'That is more than is taken here.\n' });
      // Whoever went away before everything was sent waits for no answer.
      if (request.destroyed && !request.complete) return;
      const reference = options.onError(request.url ?? '', error);
      send(response, { status: 500, body: `Something went wrong. Reference: ${reference}.\n` });
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  server.maxHeadersCount = 60;
  return server;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    if (url.length > MAX_PATH) return send(response, { status: 414, body: 'This address is too long.\n' });
    if (!url.startsWith('/')) return send(response, { status: 400, body: 'An address here begins with /.\n' });
    const { pathname, searchParams: query } = new URL(`http://localhost${url}`);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const body = (most: number) => bodyOf(request, most);
    const route = `${method} ${pathname}`;
    const handle = exact.get(route);
    if (handle) return send(response, await handle({ parameter: '', query, request, body }));
    for (const { prefix, handle } of prefixes) {
      if (!route.startsWith(prefix)) continue;
      const parameter = route.slice(prefix.length);
      if (!/^[\w.-]{1,200}$/.test(parameter)) break;
      return send(response, await handle({ parameter, query, request, body }));
    }
    send(response, { status: 404, body: 'There is nothing here. The wizard is at /.\n' });
  }

  function send(response: ServerResponse, answer: Answer): void {
    // What no route has read is drained and forgotten.
    response.req.resume();
    const body = answer.body ?? '';
    response.writeHead(answer.status, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      ...answer.headers,
    });
    response.end(response.req.method === 'HEAD' ? undefined : body);
  }
}

/** More was sent than is read here. */
class TooLarge extends Error {}

async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  // Not destroyed when it is too much: that would take the connection away before the answer.
  const incoming: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const part of incoming) {
    length += part.length;
    if (length > most) throw new TooLarge(`more than ${most} bytes were sent`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Nothing from elsewhere, no inline script or style; pictures the server drew itself travel as data. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
