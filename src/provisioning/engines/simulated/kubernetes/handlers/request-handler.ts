import type { IncomingMessage, ServerResponse } from 'node:http';

import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError, unauthorized, unknownPath } from '../api-error.ts';
import type { Clusters } from '../clusters.ts';
import type { Identity } from '../identity.ts';
import type { OpenCluster } from '../open-cluster.ts';
import { answer, isWrite } from './answer.ts';
import type { ApiReply, ApiRequest } from './api-request.ts';
import { authenticate, bearer } from './authenticate.ts';
import type { LogRequest } from './log.ts';
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
/** No body is longer. */
const MAX_BODY = 1_000_000;

/** Answers `/vdcs/<ref>/…` for whoever holds a token of that VDC, and `/livez` for everybody. */
export function requestHandler(surroundings: Surroundings) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(surroundings, request, response).catch((error: unknown) => {
      request.resume();
      if (response.headersSent) response.destroy();
      else refuse(response, error instanceof ApiError ? error : failureOf(error));
    });
  };
}

async function handle(surroundings: Surroundings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://grid');
  if (pathname === '/livez') return send(response, 200, 'text/plain', 'ok');
  const [, ref, rest] = /^\/vdcs\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
  const { identity, clusters } = surroundings;
  const token = bearer(request.headers);
  if (ref === undefined) throw token === undefined ? unauthorized() : unknownPath();
  // Nobody without a token of ours learns which VDCs there are.
  if (token === undefined || !(identity.opens(token, ref) || identity.claimsOf(token))) throw unauthorized();
  const body = await bytesOf(request);
  const open = await clusters.open(ref);
  if (!open) throw new ApiError(503, 'ServiceUnavailable', 'this VDC has no Kubernetes API yet, or no longer');

  const asked: ApiRequest = {
    method: request.method ?? 'GET',
    pathname: rest ?? '/',
    query: searchParams,
    accept: request.headers.accept,
    contentType: request.headers['content-type'],
    user: authenticate(identity, open.cluster, request.headers),
    agent: request.headers['user-agent'] ?? '',
    body,
  };
  const reply = answer({ cluster: open.cluster, identity, address: surroundings.address(), full: open.full }, asked);
  if (isWrite(asked)) await keep(clusters, open, ref);
  deliver(surroundings, response, reply, open, ref);
}

/** Nothing is acknowledged that is not kept. */
async function keep(clusters: Clusters, open: OpenCluster, ref: string): Promise<void> {
  try {
    open.touch();
    await open.save();
  } catch (error) {
    clusters.drop(ref);
    throw error;
  }
}

function deliver(
  { clusters, now }: Surroundings,
  response: ServerResponse,
  reply: ApiReply,
  open: OpenCluster,
  ref: string,
): void {
  // The same cluster still, with everything that has happened meanwhile.
  const stillThere = async () => (await clusters.open(ref)) === open;
  switch (reply.type) {
    case 'text':
      return send(response, 200, 'text/plain', reply.body);
    case 'json':
      for (const warning of reply.warnings ?? []) response.appendHeader('warning', `299 - ${JSON.stringify(warning)}`);
      send(response, reply.code, reply.contentType, `${JSON.stringify(reply.body)}\n`);
      open.stir(now, () => clusters.drop(ref));
      return;
    case 'watch': {
      if (response.destroyed) return;
      const leave = open.attend(now, () => clusters.drop(ref));
      response.once('close', leave);
      return streamWatch(response, reply.watch, stillThere);
    }
    default:
      if (response.destroyed) return;
      return streamLog(response, reply.log, stillThere);
  }
}

function send(response: ServerResponse, code: number, type: string, body: string): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-cache, private' });
  response.end(body);
}

function refuse(response: ServerResponse, refusal: ApiError): void {
  const after = refusal.details['retryAfterSeconds'];
  if (typeof after === 'number') response.setHeader('retry-after', after);
  send(response, refusal.code, 'application/json', `${JSON.stringify(refusal.toStatus())}\n`);
}

function failureOf(error: unknown): ApiError {
  const why = error instanceof Error ? error : new Error(String(error));
  process.emitWarning(why, { type: 'SimulatedKubernetes', ...(why.stack === undefined ? {} : { detail: why.stack }) });
  return new ApiError(500, 'InternalError', 'the simulated API failed');
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY)
      throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Sends a watch, one event a line, until its time is over, its VDC is gone, or the client leaves. */
function streamWatch(response: ServerResponse, watch: WatchRequest, stillThere: () => Promise<boolean>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  const stop = watch.begin((event: JsonObject) => write(response, JSON.stringify(event)));
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

/** Sends a log; a followed one until its container has ended, its VDC is gone, or the client leaves. */
function streamLog(response: ServerResponse, log: LogRequest, stillThere: () => Promise<boolean>): void {
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
  for (const line of log.first) write(response, line);
  if (!log.follow) return void response.end();
  response.flushHeaders();
  const refresh = setInterval(() => {
    stillThere()
      .then((there) => {
        const lines = there ? log.more() : null;
        for (const line of lines ?? []) write(response, line);
        if (lines === null) response.end();
      })
      .catch(() => response.end());
  }, REFRESH_MS);
  response.once('close', () => clearInterval(refresh));
}

function write(response: ServerResponse, line: string): void {
  response.write(`${line}\n`);
  if (response.writableLength > MAX_UNREAD) response.destroy();
}
