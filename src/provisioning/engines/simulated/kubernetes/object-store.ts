import { canonicalJson } from '../../../plan-hash.ts';
import { expired } from './api-error.ts';
import type { Kind } from './kinds.ts';
import type { KubernetesObject, ObjectDraft } from './kubernetes-object.ts';

/** A change as watchers see it. `previous` tells them whether the object was in their selection before. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  version: number;
  kind: Kind;
  object: KubernetesObject;
  previous?: KubernetesObject;
}

/** Changes that a watch can still go back to. Older ones end in 410, and the client lists again. */
const REMEMBERED = 1_000;

/** The objects of one cluster under one growing version, with the changes that led here: what the API's handlers stand on. */
export class ObjectStore {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #version: number;
  /** No change after this version has been forgotten. */
  #horizon: number;

  /** Versions begin at `first`; take a time in milliseconds, and they grow over restarts too. */
  constructor(first: number) {
    this.#version = first;
    this.#horizon = first;
  }

  get version(): number {
    return this.#version;
  }

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  get(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined {
    return this.#objects.get(keyOf(kind, namespace, name));
  }

  /** In the order of namespace and name, as etcd has it. */
  list(kind: Kind, namespace?: string): KubernetesObject[] {
    const prefix = namespace === undefined ? `${kind.group}/${kind.plural}/` : keyOf(kind, namespace, '');
    return [...this.#objects]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Creates or replaces; an object that did not change keeps its version. */
  put(kind: Kind, draft: ObjectDraft): KubernetesObject {
    const key = keyOf(kind, draft.metadata.namespace, draft.metadata.name);
    const previous = this.#objects.get(key);
    if (previous && sameContent(previous, draft)) return previous;
    this.#version += 1;
    const object = { ...draft, metadata: { ...draft.metadata, resourceVersion: String(this.#version) } };
    this.#objects.set(key, object);
    this.#tell({
      type: previous ? 'MODIFIED' : 'ADDED',
      version: this.#version,
      kind,
      object,
      ...(previous ? { previous } : {}),
    });
    return object;
  }

  remove(kind: Kind, namespace: string | undefined, name: string): KubernetesObject | undefined {
    const key = keyOf(kind, namespace, name);
    const previous = this.#objects.get(key);
    if (!previous) return undefined;
    this.#objects.delete(key);
    this.#version += 1;
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(this.#version) } };
    this.#tell({ type: 'DELETED', version: this.#version, kind, object, previous });
    return object;
  }

  /** All changes after a version; a forgotten one is `410 Expired`. */
  since(version: number): StoreEvent[] {
    if (version < this.#horizon || version > this.#version) throw expired();
    return this.#history.filter((event) => event.version > version);
  }

  /** Every change from now on, until the returned function is called. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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

const keyOf = (kind: Kind, namespace: string | undefined, name: string): string =>
  `${kind.group}/${kind.plural}/${namespace ?? ''}/${name}`;

function sameContent(stored: KubernetesObject, draft: ObjectDraft): boolean {
  const { resourceVersion: _, ...metadata } = stored.metadata;
  return canonicalJson({ ...stored, metadata }) === canonicalJson(draft);
}
