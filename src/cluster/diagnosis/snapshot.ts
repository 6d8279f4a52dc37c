import { type ClusterObject, nameOf, type ObjectReference, referenceTo } from '../cluster-object.ts';
import { textAt, valueAt } from '../fields.ts';
import { type ObservedKind, observedKinds } from './observed-kinds.ts';

export { type ObservedKind, observedKinds } from './observed-kinds.ts';

/** A kind that could not be read, and why. */
export interface Unread {
  kind: string;
  reason: string;
}

/** The last lines of containers, by `logKey`, oldest first. */
export type Logs = ReadonlyMap<string, readonly string[]>;

/** Names the container of a pod. */
export const logKey = ({ metadata: { namespace, name } }: ClusterObject, container: string): string =>
  `${namespace ?? ''}/${name}/${container}`;

/** Of which namespace a snapshot is, what it lacks, and what was read beside the objects. */
export interface SnapshotContents {
  /** Milliseconds since the epoch. */
  now: number;
  unread?: readonly Unread[];
  /** Only this namespace was read; absent: all of them. */
  namespace?: string;
  logs?: Logs;
}

/** A cluster at one moment, joined: who owns whom, which events are about what. Analyzers judge it and read nothing else. */
export class Snapshot {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly unread: readonly Unread[];
  /** The one namespace that was read; absent: all of them. */
  readonly namespace: string | undefined;
  readonly #logs: Logs;
  readonly #unreadKinds: ReadonlySet<string>;
  readonly #byKind = new Map<string, ClusterObject[]>();
  readonly #byName = new Map<string, ClusterObject>();
  readonly #byUid = new Map<string, ClusterObject>();
  readonly #computed = new Map<(snapshot: Snapshot) => unknown, unknown>();

  constructor(objects: readonly ClusterObject[], { now, unread = [], namespace, logs = new Map() }: SnapshotContents) {
    this.now = now;
    this.unread = unread;
    this.namespace = namespace;
    this.#logs = logs;
    this.#unreadKinds = new Set(unread.map(({ kind }) => kind));
    for (const object of objects) {
      const { kind, metadata } = object;
      push(this.#byKind, kind, object);
      this.#byName.set(keyOf(kind, metadata.namespace, metadata.name), object);
      if (metadata.uid !== undefined) this.#byUid.set(metadata.uid, object);
    }
  }

  /** How many objects there are. */
  get size(): number {
    return [...this.#byKind.values()].reduce((sum, objects) => sum + objects.length, 0);
  }

  all(kind: ObservedKind): readonly ClusterObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Those of one namespace. */
  in(kind: ObservedKind, namespace: string | undefined): readonly ClusterObject[] {
    return this.remember(groupByNamespace).get(`${kind}/${namespace ?? ''}`) ?? [];
  }

  /** Whether it can be said of this kind, in this namespace, that something is *not* there. */
  knows(kind: ObservedKind, namespace?: string): boolean {
    const looked = this.namespace === undefined || namespace === undefined || namespace === this.namespace;
    return looked && !this.#unreadKinds.has(kind);
  }

  /**
   * What a container said last before it ended, oldest first; nothing of those that are well. Of pods with one owner only
   * one is asked: it speaks for the others.
   */
  logOf(pod: ClusterObject, container: string): readonly string[] {
    if (this.#logs.size === 0) return [];
    const own = this.#logs.get(logKey(pod, container));
    return own ?? this.remember(logsByOwner).get(`${nameOf(this.topOwner(pod))} ${container}`) ?? [];
  }

  /** Every container of which something was read. */
  *logged(): Generator<{ pod: ClusterObject; container: string; lines: readonly string[] }> {
    for (const [key, lines] of this.#logs) {
      const [namespace = '', name = '', container = ''] = key.split('/');
      const pod = this.find('Pod', namespace === '' ? undefined : namespace, name);
      if (pod && lines.length > 0) yield { pod, container, lines };
    }
  }

  /** What is computed of the whole snapshot is computed once, however many rules ask for it. */
  remember<T>(compute: (snapshot: Snapshot) => T): T {
    if (!this.#computed.has(compute)) this.#computed.set(compute, compute(this));
    return this.#computed.get(compute) as T;
  }

  find(kind: ObservedKind, namespace: string | undefined, name: string): ClusterObject | undefined {
    return this.#byName.get(keyOf(kind, namespace, name));
  }

  /** What made this object, and what made that, up to the one that a person changes. */
  topOwner(object: ClusterObject): ObjectReference {
    let at: ClusterObject = object;
    for (let depth = 0; depth < 5; depth += 1) {
      const owner = at.metadata.ownerReferences?.find(({ controller }) => controller === true);
      if (!owner) break;
      const known =
        this.#byUid.get(owner.uid) ?? this.#byName.get(keyOf(owner.kind, at.metadata.namespace, owner.name));
      if (!known) {
        const { apiVersion, kind, name } = owner;
        const { namespace } = at.metadata;
        return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
      }
      at = known;
    }
    return referenceTo(at);
  }

  /** Events about an object, the latest first. */
  eventsOf(object: ClusterObject): readonly ClusterObject[] {
    const events = this.remember(groupEvents);
    const { kind, metadata } = object;
    const byUid = metadata.uid === undefined ? undefined : events.get(metadata.uid);
    return byUid ?? events.get(keyOf(kind, metadata.namespace, metadata.name)) ?? [];
  }

  /** Milliseconds since a time of the cluster; a missing one is long ago. */
  age(time: string | undefined): number {
    const at = time === undefined ? Number.NaN : Date.parse(time);
    return Number.isNaN(at) ? Number.POSITIVE_INFINITY : this.now - at;
  }
}

function logsByOwner(snapshot: Snapshot): Map<string, readonly string[]> {
  return new Map(
    [...snapshot.logged()].map(({ pod, container, lines }) => [
      `${nameOf(snapshot.topOwner(pod))} ${container}`,
      lines,
    ]),
  );
}

function groupByNamespace(snapshot: Snapshot): Map<string, ClusterObject[]> {
  const groups = new Map<string, ClusterObject[]>();
  for (const { kind } of observedKinds) {
    for (const object of snapshot.all(kind)) push(groups, `${kind}/${object.metadata.namespace ?? ''}`, object);
  }
  return groups;
}

function groupEvents(snapshot: Snapshot): Map<string, ClusterObject[]> {
  const groups = new Map<string, ClusterObject[]>();
  for (const event of snapshot.all('Event')) {
    const about = valueAt(event, 'involvedObject') ?? valueAt(event, 'regarding');
    const uid = textAt(about, 'uid');
    const key = keyOf(textAt(about, 'kind') ?? '', textAt(about, 'namespace'), textAt(about, 'name') ?? '');
    if (uid !== undefined && uid !== '') push(groups, uid, event);
    push(groups, key, event);
  }
  for (const group of groups.values()) {
    if (group.length > 1) group.sort((a, b) => (timeOfEvent(a) < timeOfEvent(b) ? 1 : -1));
  }
  return groups;
}

/** When an event was last seen, in either of the two shapes that events come in. */
export function timeOfEvent(event: ClusterObject): string {
  return (
    textAt(event, 'series', 'lastObservedTime') ??
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'eventTime') ??
    event.metadata.creationTimestamp ??
    ''
  );
}

/** What it says. */
export function messageOfEvent(event: ClusterObject): string {
  return textAt(event, 'message') ?? textAt(event, 'note') ?? '';
}

const keyOf = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind}/${namespace ?? ''}/${name}`;

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
