import { isDeepStrictEqual } from 'node:util';

import { expired } from './api-error.ts';
import type { Kind } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** A change as watchers see it. `previous` tells them whether the object was in their selection before. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  version: number;
  /** Of the kind: `apps/deployments`. */
  collection: string;
  object: KubernetesObject;
  previous?: KubernetesObject;
}

/** Looking at the objects of a cluster. What it gives is shared with everybody: never changed, only replaced. */
export interface StoreReader {
  get(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** In the order of namespace and name. */
  list(kind: Kind, namespace?: string): readonly KubernetesObject[];
}

/** Changes that a watch can still go back to. Older ones end in 410, and the client lists again. */
const REMEMBERED = 1_000;

/** The objects of one cluster under one growing version, with the changes that led here: what the API's handlers stand on. */
export class ObjectStore implements StoreReader {
  readonly #collections = new Map<string, Map<string, KubernetesObject>>();
  /** What `list` gave, by collection and namespace, until the collection changes: whoever watches a big cluster asks often. */
  readonly #listed = new Map<string, Map<string, readonly KubernetesObject[]>>();
  /** The names of a collection in order, until one comes or goes. */
  readonly #ordered = new Map<string, string[]>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #version: number;
  /** No change after this version has been forgotten. */
  #horizon: number;
  #size = 0;

  /** Versions begin at `first`; take a time in milliseconds, and they grow over restarts too. */
  constructor(first: number) {
    this.#version = first;
    this.#horizon = first;
  }

  get version(): number {
    return this.#version;
  }

  /** How many objects there are. */
  get size(): number {
    return this.#size;
  }

  get(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#collections.get(collectionOf(kind))?.get(`${namespace ?? ''}/${name}`);
  }

  list(kind: Kind, namespace?: string): readonly KubernetesObject[] {
    const name = collectionOf(kind);
    const collection = this.#collections.get(name);
    if (!collection) return [];
    const lists = this.#listed.get(name) ?? new Map<string, readonly KubernetesObject[]>();
    const known = lists.get(namespace ?? '');
    if (known) return known;
    const keys = this.#ordered.get(name) ?? [...collection.keys()].sort();
    const prefix = namespace === undefined ? '' : `${namespace}/`;
    const list = keys.flatMap((key) => (key.startsWith(prefix) ? (collection.get(key) ?? []) : []));
    this.#ordered.set(name, keys);
    this.#listed.set(name, lists.set(namespace ?? '', list));
    return list;
  }

  /** Every object of every kind, with its collection. */
  *all(): Generator<[collection: string, object: KubernetesObject]> {
    for (const [name, collection] of this.#collections) for (const object of collection.values()) yield [name, object];
  }

  /** Puts back what was kept: no change, nobody is told. */
  restore(collection: string, object: KubernetesObject): void {
    this.#put(collection, object);
  }

  /** Creates or replaces; an object that did not change keeps its version. */
  put(kind: Kind, draft: KubernetesObject): KubernetesObject {
    const collection = collectionOf(kind);
    const previous = this.get(kind, draft.metadata.namespace, draft.metadata.name);
    if (previous) {
      const same = { ...draft, metadata: { ...draft.metadata, resourceVersion: previous.metadata.resourceVersion } };
      if (isDeepStrictEqual(previous, same)) return previous;
    }
    this.#version += 1;
    const object = { ...draft, metadata: { ...draft.metadata, resourceVersion: String(this.#version) } };
    this.#put(collection, object);
    const type = previous ? 'MODIFIED' : 'ADDED';
    this.#tell({ type, version: this.#version, collection, object, ...(previous ? { previous } : {}) });
    return object;
  }

  remove(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined {
    const collection = collectionOf(kind);
    const previous = this.get(kind, namespace, name);
    if (!previous) return undefined;
    this.#collections.get(collection)?.delete(`${namespace ?? ''}/${name}`);
    this.#listed.delete(collection);
    this.#ordered.delete(collection);
    this.#size -= 1;
    this.#version += 1;
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(this.#version) } };
    this.#tell({ type: 'DELETED', version: this.#version, collection, object, previous });
    return object;
  }

  /** Whether every change since a version is still known. */
  remembers(version: number): boolean {
    return version >= this.#horizon && version <= this.#version;
  }

  /** All changes after a version; a forgotten one is `410 Expired`. */
  since(version: number): StoreEvent[] {
    if (!this.remembers(version)) throw expired();
    return this.#history.filter((event) => event.version > version);
  }

  /** Every change from now on, until the returned function is called. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #put(collection: string, object: KubernetesObject): void {
    const members = this.#collections.get(collection) ?? new Map<string, KubernetesObject>();
    const before = members.size;
    members.set(`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object);
    this.#size += members.size - before;
    this.#listed.delete(collection);
    if (members.size !== before) this.#ordered.delete(collection);
    this.#collections.set(collection, members);
  }

  #tell(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > 2 * REMEMBERED) {
      this.#history = this.#history.slice(-REMEMBERED);
      this.#horizon = (this.#history[0]?.version ?? this.#version) - 1;
    }
    for (const listener of this.#listeners) listener(event);
  }
}

/** Where the objects of a kind are kept: two views of the same objects share a place. */
export function collectionOf(kind: Kind): string {
  const kept = kind.storedAs?.kind ?? kind;
  return `${kept.group}/${kept.plural}`;
}
