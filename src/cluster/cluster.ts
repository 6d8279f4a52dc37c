import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject, KindName, ObjectDraft, ObjectReference } from './cluster-object.ts';

/**
 * One Kubernetes cluster: all that this product asks of an API server. Every method rejects with a `ClusterError`, ends at
 * its time limit, and asks again by itself, with growing pauses or as the server's Retry-After says, where asking twice
 * cannot do anything twice.
 */
export interface Cluster {
  /** How the kubeconfig calls it. */
  readonly name: string;
  /** The address of its API server. */
  readonly address: string;
  /** What runs there: `v1.36.3+k3s1`. */
  version(options?: CallOptions): Promise<string>;
  /** What the server serves of this kind, or null when it does not know it. Remembered for a minute. */
  kind(name: KindName, options?: CallOptions): Promise<ServedKind | null>;
  /** Every kind that the server serves in its preferred version. */
  kinds(options?: CallOptions): Promise<ServedKind[]>;

  /** The object, or null when there is none. A kind that the server does not know is `UNKNOWN_KIND`. */
  get(reference: ObjectReference, options?: CallOptions): Promise<ClusterObject | null>;
  /** Every object of the selection, fetched in pages: memory stays bounded, however many there are. */
  list(selection: Selection, options?: CallOptions): AsyncIterable<ClusterObject>;
  /**
   * What there is, then each change to it, for as long as one reads on. Survives errors, forgotten versions, servers that
   * die, half-dead ones and silence: it lists again and says so by another `all`. Rejects only where going on is useless
   * (`UNAUTHORIZED`, `FORBIDDEN`, `UNKNOWN_KIND`). Ends when the signal says so.
   */
  watch(selection: Selection, options?: CallOptions): AsyncIterable<Change>;

  /**
   * Server-side apply as `FIELD_MANAGER`. A field that somebody else owns is `CONFLICT` with that owner in `causes`;
   * `force` takes it over.
   */
  apply(object: ObjectDraft, options?: WriteOptions & { force?: boolean }): Promise<ClusterObject>;
  /** For what cannot be applied: access reviews, objects with `generateName`. Never repeated by itself. */
  create(object: ObjectDraft, options?: WriteOptions): Promise<ClusterObject>;
  /** A merge patch (RFC 7386): null removes. With `resourceVersion` in it, a change by others is `CONFLICT`. */
  patch(
    reference: ObjectReference,
    change: JsonObject,
    options?: WriteOptions & { subresource?: 'status' | 'scale' },
  ): Promise<ClusterObject>;
  /** Resolves when the server has accepted it; false when there was nothing. Finalizers may still hold it: watch. */
  delete(reference: ObjectReference, options?: DeleteOptions): Promise<boolean>;
  /** Sets the wanted number of copies of anything that scales. */
  scale(reference: ObjectReference, replicas: number, options?: WriteOptions): Promise<void>;
  /** Asks a pod to leave, respecting disruption budgets: `BUDGET` when they do not allow it now. */
  evict(pod: { namespace: string; name: string }, options?: WriteOptions): Promise<void>;

  /** The lines of a container's log, oldest first; with `follow`, those to come. */
  logs(request: LogRequest, options?: CallOptions): AsyncIterable<string>;
  /** A short-lived token of a service account (at least 600 seconds). */
  token(
    account: { namespace: string; name: string },
    lifetime: { seconds: number },
    options?: CallOptions,
  ): Promise<{ token: string; expiresAt: string }>;
  /** Whether these credentials may do this. */
  may(access: Access, options?: CallOptions): Promise<boolean>;
  /** What metrics-server knows and the like: a GET of a path that is no object. */
  raw(path: string, options?: CallOptions): Promise<Json>;
  /** The lines of an answer that is text: `/metrics`, `/readyz?verbose`. */
  lines(path: string, options?: CallOptions): AsyncIterable<string>;

  /** The same cluster, seen and changed as somebody else. */
  as(user: { name: string; groups?: readonly string[] }): Cluster;
  /** Ends every watch and log, and gives back the connections. */
  close(): void;
}

/** Who we are to the API server: the owner of what we apply. */
export const FIELD_MANAGER = '3bot-wizard';

export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds for one request. */
  timeoutMs?: number;
}

export interface WriteOptions extends CallOptions {
  /** The server checks it, runs its webhooks, and says what would become of it, but keeps nothing. */
  dryRun?: boolean;
}

export interface DeleteOptions extends WriteOptions {
  /** `Foreground` waits for what it owns; `Orphan` leaves that alone. */
  propagation?: 'Foreground' | 'Background' | 'Orphan';
  graceSeconds?: number;
  /** Only this very object: another one of the same name is `CONFLICT`. */
  uid?: string;
  resourceVersion?: string;
}

export interface Selection extends KindName {
  /** Absent: all namespaces. */
  namespace?: string;
  /** `app=web,tier!=cache` */
  labels?: string;
  /** `status.phase=Pending`, as far as the kind knows the field. */
  fields?: string;
  /** With `metadata.managedFields`: who writes the objects, and in which version of their kind; not which fields. */
  managers?: boolean;
  /** Objects in one page, fewer where they are big: 250 unless given. */
  page?: number;
}

/** `all`: everything there is now, in place of what was known before. */
export type Change =
  | { type: 'all'; objects: ClusterObject[] }
  | { type: 'added' | 'changed' | 'removed'; object: ClusterObject };

export interface LogRequest {
  namespace: string;
  pod: string;
  container?: string;
  /** Of the container that ran before this one. */
  previous?: boolean;
  follow?: boolean;
  /** The last lines only. */
  tail?: number;
  sinceSeconds?: number;
}

export interface Access {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

export interface ServedKind extends KindName {
  plural: string;
  namespaced: boolean;
  verbs: readonly string[];
  subresources: readonly string[];
}
