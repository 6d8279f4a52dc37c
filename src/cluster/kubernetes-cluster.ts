import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { ApiRequest, ApiServer } from './api-server.ts';
import type {
  Access,
  CallOptions,
  Change,
  Cluster,
  DeleteOptions,
  LogRequest,
  Selection,
  ServedKind,
  WriteOptions,
} from './cluster.ts';
import { ClusterError } from './cluster-error.ts';
import {
  type ClusterObject,
  type KindName,
  type ObjectDraft,
  type ObjectReference,
  referenceTo,
} from './cluster-object.ts';
import { flagAt, objectAt, objectsAt, textAt } from './fields.ts';
import { readLines } from './read-lines.ts';
import { kindsIn, pathOfVersion, preferredVersions, ServedKinds } from './served-kinds.ts';
import { watchObjects } from './watch-objects.ts';

/** Objects in one page of a list. */
const PAGE = 250;
/** Seconds after which a server ends a watch by itself; the watch goes on with the next. */
const WATCH_SECONDS = 300;

/** A cluster behind an API server. */
export class KubernetesCluster implements Cluster {
  readonly name: string;
  readonly address: string;
  readonly #server: ApiServer;
  readonly #kinds: ServedKinds;
  readonly #manager: string;

  /** `manager` is what the API server calls the owner of the fields that are written here. */
  constructor(server: ApiServer, name: string, manager: string) {
    this.#server = server;
    this.name = name;
    this.#manager = manager;
    this.address = server.address;
    this.#kinds = new ServedKinds((apiVersion) => this.#kindsOf(apiVersion));
  }

  async version(options?: CallOptions): Promise<string> {
    const version = textAt(await this.raw('/version', options), 'gitVersion');
    if (version === undefined)
      throw new ClusterError('SERVER', `What answers at ${this.address} is not a Kubernetes API.`);
    return version;
  }

  async kind(name: KindName): Promise<ServedKind | null> {
    return await this.#kinds.find(name);
  }

  async kinds(options?: CallOptions): Promise<ServedKind[]> {
    const versions = ['v1', ...preferredVersions(await this.raw('/apis', options))];
    const kinds = await Promise.all(versions.map((version) => this.#kinds.ofVersion(version)));
    return kinds.flat();
  }

  async get(reference: ObjectReference, options?: CallOptions): Promise<ClusterObject | null> {
    const path = await this.#pathOf(reference);
    try {
      return asObject(await this.#server.json({ method: 'GET', path, repeatable: true }, options), reference);
    } catch (error) {
      if (error instanceof ClusterError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  async *list(selection: Selection, options?: CallOptions): AsyncGenerator<ClusterObject> {
    for await (const { objects } of this.#pages(selection, options)) yield* objects;
  }

  async *watch(selection: Selection, options: CallOptions = {}): AsyncGenerator<Change> {
    const path = await this.#pathOf(selection);
    yield* watchObjects({
      address: this.address,
      signal: options.signal,
      list: async (signal) => await this.#listAll(selection, { ...options, signal }),
      changes: async (version, signal) => {
        const query = {
          ...selectors(selection),
          watch: 'true',
          allowWatchBookmarks: 'true',
          resourceVersion: version,
          timeoutSeconds: String(WATCH_SECONDS),
        };
        return await this.#server.stream({ method: 'GET', path, query, repeatable: false }, { ...options, signal });
      },
      object: (value) => asObject(value, selection),
    });
  }

  async apply(object: ObjectDraft, options: WriteOptions & { force?: boolean } = {}): Promise<ClusterObject> {
    const path = await this.#pathOf(referenceTo(object));
    const send = async (force: boolean) => {
      const request: ApiRequest = {
        method: 'PATCH',
        path,
        query: { ...dryRun(options), fieldManager: this.#manager, force: String(force) },
        // JSON is YAML.
        contentType: 'application/apply-patch+yaml',
        body: withoutUndefined(object),
        repeatable: true,
      };
      return asObject(await this.#server.json(request, options), object);
    };
    try {
      return await send(options.force ?? false);
    } catch (error) {
      // What we patched or scaled counts as another owner's, and is ours all the same.
      if (error instanceof ClusterError && this.#onlyWithOurselves(error)) return await send(true);
      throw error;
    }
  }

  async create(object: ObjectDraft, options: WriteOptions = {}): Promise<ClusterObject> {
    const { apiVersion, kind, metadata } = object;
    const request: ApiRequest = {
      method: 'POST',
      path: await this.#pathOf({
        apiVersion,
        kind,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      }),
      query: { ...dryRun(options), fieldManager: this.#manager, fieldValidation: 'Strict' },
      body: withoutUndefined(object),
      repeatable: false,
    };
    return asObject(await this.#server.json(request, options), object);
  }

  async patch(
    reference: ObjectReference,
    change: JsonObject,
    options: WriteOptions & { subresource?: 'status' | 'scale' } = {},
  ): Promise<ClusterObject> {
    const path = await this.#pathOf(reference);
    const request: ApiRequest = {
      method: 'PATCH',
      path: options.subresource === undefined ? path : `${path}/${options.subresource}`,
      query: { ...dryRun(options), fieldManager: this.#manager },
      contentType: 'application/merge-patch+json',
      body: change,
      repeatable: true,
    };
    return asObject(await this.#server.json(request, options), reference);
  }

  async delete(reference: ObjectReference, options: DeleteOptions = {}): Promise<boolean> {
    const { uid, resourceVersion } = options;
    const preconditions = {
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    };
    const request: ApiRequest = {
      method: 'DELETE',
      path: await this.#pathOf(reference),
      query: dryRun(options),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: options.propagation ?? 'Background',
        // Beside a body the server does not look at the query: a trial that says so only there really deletes.
        ...(options.dryRun === true ? { dryRun: ['All'] } : {}),
        ...(options.graceSeconds === undefined ? {} : { gracePeriodSeconds: options.graceSeconds }),
        ...(Object.keys(preconditions).length === 0 ? {} : { preconditions }),
      },
      // Deleted by name alone, a second request could meet another object of that name.
      repeatable: uid !== undefined,
    };
    try {
      await this.#server.json(request, options);
      return true;
    } catch (error) {
      if (error instanceof ClusterError && error.code === 'NOT_FOUND') return false;
      throw error;
    }
  }

  async scale(reference: ObjectReference, replicas: number, options: WriteOptions = {}): Promise<void> {
    await this.patch(reference, { spec: { replicas } }, { ...options, subresource: 'scale' });
  }

  async evict({ namespace, name }: { namespace: string; name: string }, options: WriteOptions = {}): Promise<void> {
    const request: ApiRequest = {
      method: 'POST',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/eviction`,
      query: dryRun(options),
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { namespace, name } },
      repeatable: false,
    };
    await this.#server.json(request, options);
  }

  async *logs(request: LogRequest, options: CallOptions = {}): AsyncGenerator<string> {
    const { namespace, pod, container, previous, follow, tail, sinceSeconds } = request;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
    const query = {
      container,
      previous: previous === true ? 'true' : undefined,
      follow: follow === true ? 'true' : undefined,
      tailLines: tail === undefined ? undefined : String(tail),
      sinceSeconds: sinceSeconds === undefined ? undefined : String(sinceSeconds),
    };
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
    try {
      yield* readLines(
        await this.#server.stream({ method: 'GET', path, query, repeatable: true }, { ...options, signal }),
      );
    } catch (error) {
      if (options.signal?.aborted !== true) throw error;
    } finally {
      ended.abort();
    }
  }

  async token(
    account: { namespace: string; name: string },
    { seconds }: { seconds: number },
    options?: CallOptions,
  ): Promise<{ token: string; expiresAt: string }> {
    const path = `/api/v1/namespaces/${encodeURIComponent(account.namespace)}/serviceaccounts/${encodeURIComponent(account.name)}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: seconds } };
    const made = await this.#server.json({ method: 'POST', path, body, repeatable: true }, options);
    const token = textAt(made, 'status', 'token');
    const expiresAt = textAt(made, 'status', 'expirationTimestamp');
    if (token === undefined || expiresAt === undefined) throw new ClusterError('SERVER', 'The cluster gave no token.');
    return { token, expiresAt };
  }

  async may({ verb, group, resource, subresource, namespace, name }: Access, options?: CallOptions): Promise<boolean> {
    const resourceAttributes = Object.fromEntries(
      Object.entries({ verb, group, resource, subresource, namespace, name }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const review = await this.#server.json({ method: 'POST', path, body, repeatable: true }, options);
    return flagAt(review, 'status', 'allowed') ?? false;
  }

  async raw(path: string, options?: CallOptions): Promise<Json> {
    return await this.#server.json({ method: 'GET', path, repeatable: true }, options);
  }

  async *lines(path: string, options?: CallOptions): AsyncGenerator<string> {
    const [place = '', query = ''] = path.split('?');
    const request = { path: place, query: Object.fromEntries(new URLSearchParams(query)), repeatable: true };
    yield* readLines(await this.#server.stream({ method: 'GET', ...request }, options));
  }

  as(user: { name: string; groups?: readonly string[] }): Cluster {
    return new KubernetesCluster(this.#server.as(user), this.name, this.#manager);
  }

  close(): void {
    this.#server.close();
  }

  async #kindsOf(apiVersion: string): Promise<ServedKind[]> {
    try {
      return kindsIn(await this.raw(pathOfVersion(apiVersion)), apiVersion);
    } catch (error) {
      if (error instanceof ClusterError && ['UNKNOWN_KIND', 'NOT_FOUND'].includes(error.code)) return [];
      throw error;
    }
  }

  #onlyWithOurselves({ code, causes }: ClusterError): boolean {
    const owners = causes.filter(({ reason }) => reason === 'FieldManagerConflict').map(({ message }) => message);
    return code === 'CONFLICT' && owners.length > 0 && owners.every((owner) => owner.includes(`"${this.#manager}"`));
  }

  /** The path of an object, or without a name of all of its kind. */
  async #pathOf(reference: KindName & { namespace?: string; name?: string }): Promise<string> {
    const { apiVersion, kind, namespace, name } = reference;
    const served = await this.#kinds.find(reference);
    if (!served) {
      throw new ClusterError(
        'UNKNOWN_KIND',
        `The cluster does not know ${kind} (${apiVersion}): what brings this kind is not installed.`,
      );
    }
    const place = namespace !== undefined && served.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return `${pathOfVersion(apiVersion)}${place}/${served.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
  }

  async #listAll(selection: Selection, options: CallOptions): Promise<{ objects: ClusterObject[]; version: string }> {
    const all: ClusterObject[] = [];
    let version = '';
    for await (const page of this.#pages(selection, options)) {
      all.push(...page.objects);
      version = page.version;
    }
    return { objects: all, version };
  }

  async *#pages(
    selection: Selection,
    options?: CallOptions,
  ): AsyncGenerator<{ objects: ClusterObject[]; version: string }> {
    const path = await this.#pathOf(selection);
    let next: string | undefined;
    do {
      const query = { ...selectors(selection), limit: String(selection.page ?? PAGE), continue: next };
      const page: Json = await this.#server.json({ method: 'GET', path, query, repeatable: true }, options);
      yield {
        objects: objectsAt(page, 'items').map((item) => asObject(item, selection, selection.managers)),
        version: textAt(page, 'metadata', 'resourceVersion') ?? '',
      };
      next = textAt(page, 'metadata', 'continue') || undefined;
    } while (next !== undefined);
  }
}

/**
 * An answer as an object: kind and version are missing in lists. Nobody here reads which fields somebody manages, which is
 * much of what a server sends; `managers` keeps who they are.
 */
function asObject(value: Json | undefined, { apiVersion, kind }: KindName, managers = false): ClusterObject {
  const { managedFields, ...rest } = objectAt(value, 'metadata');
  const metadata = { ...rest, name: textAt(rest, 'name') ?? '' };
  const owners = managers
    ? { managedFields: objectsAt(managedFields).map(({ fieldsV1: _fields, ...owner }) => owner) }
    : {};
  return { apiVersion, kind, ...objectAt(value), metadata: { ...metadata, ...owners } };
}

const selectors = ({ labels, fields }: Selection) => ({ labelSelector: labels, fieldSelector: fields });

const dryRun = (options: WriteOptions) => ({ dryRun: options.dryRun === true ? 'All' : undefined });

/** A body without the fields that are undefined, which is how it is sent. */
function withoutUndefined(object: ObjectDraft): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject;
}
