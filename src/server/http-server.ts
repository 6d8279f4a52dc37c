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
}

const MAX_PATH = 2_048;

/** A small HTTP server: exact routes, strict headers, no bodies. Whatever a route throws is a 500 with a reference. */
export function createHttpServer(routes: Routes, options: { onError(path: string, error: unknown): string }): Server {
  const exact = new Map(Object.entries(routes).filter(([route]) => !route.includes('/:')));
  const prefixes = Object.entries(routes)
    .filter(([route]) => route.includes('/:'))
    .map(([route, handle]) => ({ prefix: route.slice(0, route.indexOf(':')), handle }));
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
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
    if (url.length > MAX_PATH || !url.startsWith('/')) return send(response, { status: 414, body: 'Too long.\n' });
    const { pathname, searchParams: query } = new URL(url, 'http://localhost');
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    // No route reads a body: whatever comes is drained and forgotten.
    request.resume();
    const route = `${method} ${pathname}`;
    const handle = exact.get(route);
    if (handle) return send(response, await handle({ parameter: '', query, request }));
    for (const { prefix, handle } of prefixes) {
      if (!route.startsWith(prefix)) continue;
      const parameter = route.slice(prefix.length);
      if (!/^[\w.-]{1,200}$/.test(parameter)) break;
      return send(response, await handle({ parameter, query, request }));
    }
    send(response, { status: 404, body: 'There is nothing here. The wizard is at /.\n' });
  }

  function send(response: ServerResponse, answer: Answer): void {
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
