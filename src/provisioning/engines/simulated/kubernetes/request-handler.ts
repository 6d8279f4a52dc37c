import type { IncomingMessage, ServerResponse } from 'node:http';

import type { JsonObject } from '#src/protocol/index.ts';

import { answer } from './api.ts';
import { ApiError, unauthorized, unknownPath } from './api-error.ts';
import type { Clusters } from './clusters.ts';
import type { Identity } from './identity.ts';
import type { WatchRequest } from './watch.ts';

interface Surroundings {
  identity: Identity;
  clusters: Clusters;
  address(): string;
  now(): number;
}

/** How often a watched VDC is looked at for changes. */
const REFRESH_MS = 500;
/** A client that does not read what it watches is cut off at this many bytes. */
const MAX_UNREAD = 1_000_000;

/** Answers `/vdcs/<ref>/…` for whoever holds that VDC's token, and `/livez` for everybody. */
export function requestHandler(surroundings: Surroundings) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    handle(surroundings, request, response).catch((error: unknown) => {
      const refusal =
        error instanceof ApiError ? error : new ApiError(500, 'InternalError', 'the simulated API failed');
      if (response.headersSent) response.destroy();
      else send(response, refusal.code, 'application/json', `${JSON.stringify(refusal.toStatus())}\n`);
    });
  };
}

async function handle(surroundings: Surroundings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://grid');
  if (pathname === '/livez') return send(response, 200, 'text/plain', 'ok');
  const [, ref, rest] = /^\/vdcs\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (ref === undefined) throw token === undefined ? unauthorized() : unknownPath();
  if (token === undefined || !surroundings.identity.opens(token, ref)) throw unauthorized();
  const cluster = await surroundings.clusters.open(ref);
  if (!cluster) throw new ApiError(503, 'ServiceUnavailable', 'this VDC has no Kubernetes API yet, or no longer');

  const reply = answer(
    { ...cluster, address: surroundings.address() },
    { method: request.method ?? 'GET', pathname: rest ?? '/', query: searchParams, accept: request.headers.accept },
    surroundings.now(),
  );
  if (reply.type === 'text') return send(response, 200, 'text/plain', reply.body);
  if (reply.type === 'json') return send(response, 200, reply.contentType, `${JSON.stringify(reply.body)}\n`);
  stream(response, reply.watch, async () => (await surroundings.clusters.open(ref)) !== null);
}

function send(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-cache, private' });
  response.end(body);
}

/** Sends a watch, one event a line, until its time is over, its VDC is gone, or the client leaves. */
function stream(response: ServerResponse, watch: WatchRequest, stillThere: () => Promise<boolean>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  const stop = watch.begin((event: JsonObject) => {
    response.write(`${JSON.stringify(event)}\n`);
    if (response.writableLength > MAX_UNREAD) response.destroy();
  });
  if (stop === false) return void response.end();
  const end = setTimeout(() => response.end(), watch.timeoutMs);
  const refresh = setInterval(() => {
    stillThere()
      .then((there) => (there ? undefined : response.end()))
      .catch(() => response.end());
  }, REFRESH_MS);
  response.once('close', () => {
    clearTimeout(end);
    clearInterval(refresh);
    stop();
  });
}
