import { setTimeout as pause } from 'node:timers/promises';
import type * as Client from '@kubernetes/client-node';

import type { Json } from '#src/protocol/index.ts';

import { answerError } from './answer-error.ts';
import type { CallOptions } from './cluster.ts';
import { ClusterError } from './cluster-error.ts';
import { networkError } from './network-error.ts';

/** A request to an API server. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/api/v1/nodes` */
  path: string;
  query?: { readonly [name: string]: string | undefined };
  body?: Json;
  /** Of the body; JSON without one. */
  contentType?: string;
  /** Whether sending it twice does no more than sending it once. Without, it is sent again only if it cannot have arrived. */
  repeatable: boolean;
}

const TIMEOUT_MS = 20_000;
/** So long after it was away, a server may not know yet who may do what. */
const COMING_BACK_MS = 20_000;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 150;
/** A server that asks for more patience than this is answered by an error that passes its wish on. */
const MAX_PAUSE_MS = 5_000;

/** The way to one API server as one user: credentials, encryption, time limits, patience. */
export class ApiServer {
  readonly address: string;
  readonly #client: typeof Client;
  readonly #cluster: Client.Cluster;
  readonly #user: Client.User;
  readonly #config: Client.KubeConfig;
  readonly #library: Client.IsomorphicFetchHttpLibrary;
  readonly #headers: { readonly [name: string]: string };
  /** Connections are kept in it: the client itself would open new ones for every request. */
  #dispatcher: ReturnType<Client.RequestContext['getDispatcher']>;
  readonly #open = new AbortController();
  /** When it was last away, by the process's clock. */
  #awayAt = Number.NEGATIVE_INFINITY;

  constructor(
    client: typeof Client,
    cluster: Client.Cluster,
    user: Client.User,
    headers: { readonly [name: string]: string } = {},
  ) {
    this.#client = client;
    this.#cluster = cluster;
    this.#user = user;
    this.#headers = headers;
    this.address = cluster.server.replace(/\/+$/, '');
    this.#config = new client.KubeConfig();
    this.#config.loadFromClusterAndUser(cluster, user);
    this.#library = new client.IsomorphicFetchHttpLibrary();
  }

  /** The same server as somebody else. */
  as(user: { name: string; groups?: readonly string[] }): ApiServer {
    const groups = user.groups ?? [];
    if (groups.length > 1) throw new ClusterError('INVALID', 'Only one group can be impersonated at a time.');
    const [group] = groups;
    return new ApiServer(this.#client, this.#cluster, this.#user, {
      'Impersonate-User': user.name,
      ...(group === undefined ? {} : { 'Impersonate-Group': group }),
    });
  }

  /** The JSON of a successful answer. Asks again where that helps and does no harm. */
  async json(request: ApiRequest, options: CallOptions = {}): Promise<Json> {
    return await this.#patiently(request, options, async () => {
      const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
      const answer = await this.#send(request, options.signal, [timeout]);
      try {
        return JSON.parse(await answer.body.text()) as Json;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw networkError(this.address, error, options.signal);
        throw new ClusterError('SERVER', `What answers at ${this.address} is not a Kubernetes API.`);
      }
    });
  }

  /** The body of a successful answer as it arrives. The time limit is for its beginning; the signal ends it. */
  async stream(request: ApiRequest, options: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    return await this.#patiently(request, options, async () => {
      const begun = new AbortController();
      const limit = setTimeout(
        () => begun.abort(new DOMException('too late', 'TimeoutError')),
        options.timeoutMs ?? TIMEOUT_MS,
      );
      try {
        const { body } = await this.#send(request, options.signal, [begun.signal]);
        return body.stream() ?? emptyStream();
      } finally {
        clearTimeout(limit);
      }
    });
  }

  /** Ends what is under way, and everything to come. */
  close(): void {
    this.#open.abort(new DOMException('closed', 'AbortError'));
    void this.#dispatcher?.close().catch(() => undefined);
  }

  async #patiently<T>(request: ApiRequest, { signal }: CallOptions, send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        const wait = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2);
        if (attempt === ATTEMPTS || wait > MAX_PAUSE_MS || !mayRepeat(request, error)) throw error;
        // Whoever waits here has nothing else to keep the process alive; what is closed waits no longer.
        const ends = signal ? AbortSignal.any([this.#open.signal, signal]) : this.#open.signal;
        await pause(wait, undefined, { signal: ends }).catch(() => {
          throw new ClusterError('ABORTED', 'It was stopped.');
        });
      }
    }
  }

  async #send(
    request: ApiRequest,
    caller: AbortSignal | undefined,
    ends: AbortSignal[],
  ): Promise<Client.ResponseContext> {
    const context = new this.#client.RequestContext(`${this.address}${request.path}`, request.method);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) context.setQueryParam(name, value);
    }
    context.setHeaderParam('Accept', 'application/json');
    if (request.body !== undefined) {
      context.setHeaderParam('Content-Type', request.contentType ?? 'application/json');
      context.setBody(JSON.stringify(request.body));
    }
    context.setSignal(AbortSignal.any([this.#open.signal, ...ends, ...(caller ? [caller] : [])]));
    try {
      await this.#config.applySecurityAuthentication(context);
      for (const [name, value] of Object.entries(this.#headers)) context.setHeaderParam(name, value);
      this.#dispatcher ??= context.getDispatcher();
      if (this.#dispatcher) context.setDispatcher(this.#dispatcher);
      const answer = await this.#library.send(context).toPromise();
      if (answer.httpStatusCode < 300) return answer;
      const body = await answer.body.text();
      throw answerError(request, {
        status: answer.httpStatusCode,
        body,
        retryAfter: answer.headers['retry-after'],
      });
    } catch (error) {
      throw this.#inItsMoment(networkError(this.address, error, caller));
    }
  }

  /** A server that has just come back refuses what it will allow as soon as it has read its own rules. */
  #inItsMoment(error: ClusterError): ClusterError {
    if (error.code === 'UNREACHABLE') this.#awayAt = performance.now();
    if (error.code !== 'FORBIDDEN' || performance.now() - this.#awayAt > COMING_BACK_MS) return error;
    return new ClusterError('BUSY', `The Kubernetes API at ${this.address} has just come back, and is not ready yet.`, {
      status: 403,
      cause: error,
    });
  }
}

/** Whether it is right, and of use, to send a request again after this error. */
function mayRepeat(request: ApiRequest, error: ClusterError): boolean {
  switch (error.code) {
    case 'BUSY':
      // Refused at the door, it has not been done.
      return error.status !== 503 || request.repeatable;
    case 'UNREACHABLE':
    case 'SERVER':
      return request.repeatable;
    default:
      return false;
  }
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
