import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { type ClusterObject, type KindName, type ObjectReference, referenceTo } from '../cluster-object.ts';
import { labelsAt, textAt, valueAt } from '../fields.ts';

/** The kinds that analyzers look at. One that the cluster does not know, or may not be read, is noted and done without. */
export const observedKinds = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'Node' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Event' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'v1', kind: 'ResourceQuota' },
  { apiVersion: 'v1', kind: 'LimitRange' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'batch/v1', kind: 'CronJob' },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
  { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration' },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' },
  { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' },
] as const satisfies readonly KindName[];

export type ObservedKind = (typeof observedKinds)[number]['kind'];

export interface SnapshotOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  /** Absent: all of them. */
  kinds?: readonly ObservedKind[];
  signal?: AbortSignal;
  /** After each kind: how many of how many have been read. */
  progress?(read: number, of: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Lists under way at the same time: enough to hide the way there, few enough for a small API server. */
const PARALLEL = 4;

/** Reads everything that is looked at, once, in pages. */
export async function readSnapshot(cluster: Cluster, options: SnapshotOptions): Promise<Snapshot> {
  const kinds = observedKinds.filter(({ kind }) => options.kinds?.includes(kind) ?? true);
  const objects: ClusterObject[] = [];
  const unread: Unread[] = [];
  const waiting = [...kinds];
  let read = 0;
  const reader = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      try {
        const served = await cluster.kind(name);
        if (!served) unread.push({ kind: name.kind, reason: 'the cluster does not have this kind' });
        else objects.push(...(await readAll(cluster, name, served.namespaced, options)));
      } catch (error) {
        if (!(error instanceof ClusterError) || !['FORBIDDEN', 'UNKNOWN_KIND'].includes(error.code)) throw error;
        unread.push({ kind: name.kind, reason: 'the credentials may not read it' });
      }
      read += 1;
      options.progress?.(read, kinds.length);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, reader));
  return new Snapshot(objects, { now: options.now(), unread });
}

async function readAll(
  cluster: Cluster,
  name: KindName,
  namespaced: boolean,
  { namespace, signal }: SnapshotOptions,
): Promise<ClusterObject[]> {
  const selection = { ...name, ...(namespaced && namespace !== undefined ? { namespace } : {}) };
  const objects: ClusterObject[] = [];
  for await (const object of cluster.list(selection, signal ? { signal } : {})) objects.push(withoutSecrets(object));
  return objects;
}

/** Of a Secret its keys and certificates are enough. */
function withoutSecrets(object: ClusterObject): ClusterObject {
  if (object.kind !== 'Secret') return object;
  const data = Object.keys(labelsAt(object, 'data')).map((key) => [
    key,
    key === 'tls.crt' ? textAt(object, 'data', key) : '',
  ]);
  return { ...object, data: Object.fromEntries(data) as { [key: string]: string } };
}

/** A kind that could not be read, and why. */
export interface Unread {
  kind: string;
  reason: string;
}

/** A cluster at one moment, joined: who owns whom, which events are about what. Analyzers judge it and read nothing else. */
export class Snapshot {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly unread: readonly Unread[];
  readonly #byKind = new Map<string, ClusterObject[]>();
  readonly #byName = new Map<string, ClusterObject>();
  readonly #byUid = new Map<string, ClusterObject>();
  #events: Map<string, ClusterObject[]> | undefined;

  constructor(objects: Iterable<ClusterObject>, { now, unread = [] }: { now: number; unread?: readonly Unread[] }) {
    this.now = now;
    this.unread = unread;
    for (const object of objects) {
      const { kind, metadata } = object;
      const list = this.#byKind.get(kind) ?? [];
      list.push(object);
      this.#byKind.set(kind, list);
      this.#byName.set(keyOf(kind, metadata.namespace, metadata.name), object);
      if (metadata.uid !== undefined) this.#byUid.set(metadata.uid, object);
    }
  }

  all(kind: ObservedKind): readonly ClusterObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Whether it can be said of this kind that something is *not* there. */
  knows(kind: ObservedKind): boolean {
    return !this.unread.some((unread) => unread.kind === kind);
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
    this.#events ??= this.#groupEvents();
    const { kind, metadata } = object;
    const byUid = metadata.uid === undefined ? undefined : this.#events.get(metadata.uid);
    return byUid ?? this.#events.get(keyOf(kind, metadata.namespace, metadata.name)) ?? [];
  }

  /** Milliseconds since a time of the cluster; a missing one is long ago. */
  age(time: string | undefined): number {
    const at = time === undefined ? Number.NaN : Date.parse(time);
    return Number.isNaN(at) ? Number.POSITIVE_INFINITY : this.now - at;
  }

  #groupEvents(): Map<string, ClusterObject[]> {
    const groups = new Map<string, ClusterObject[]>();
    for (const event of this.all('Event')) {
      const about = valueAt(event, 'involvedObject') ?? valueAt(event, 'regarding');
      const uid = textAt(about, 'uid');
      const key = keyOf(textAt(about, 'kind') ?? '', textAt(about, 'namespace'), textAt(about, 'name') ?? '');
      for (const name of uid === undefined || uid === '' ? [key] : [uid, key]) {
        const group = groups.get(name) ?? [];
        group.push(event);
        groups.set(name, group);
      }
    }
    for (const group of groups.values()) group.sort((a, b) => timeOfEvent(b).localeCompare(timeOfEvent(a)));
    return groups;
  }
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
