import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import type { ClusterObject, KindName } from '../cluster-object.ts';
import { labelsAt, objectsAt, textAt } from '../fields.ts';
import { type ObservedKind, observedKinds } from './observed-kinds.ts';
import { type Asked, readLogs } from './read-logs.ts';
import { Snapshot, type Unread } from './snapshot.ts';

export interface SnapshotOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  /** Absent: all of them. */
  kinds?: readonly ObservedKind[];
  /** What is asked about by name: of this, the log is read also where it is well. */
  about?: Asked;
  signal?: AbortSignal;
  /** After each kind: how many of how many have been read, and which one it was. */
  progress?(read: number, of: number, kind: string): void;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Lists under way at the same time: enough to hide the way there, few enough for a small API server. */
const PARALLEL = 4;

/** Reads everything that is looked at, once, in pages; then the last lines of what crashes. */
export async function readSnapshot(cluster: Cluster, options: SnapshotOptions): Promise<Snapshot> {
  const kinds = observedKinds.filter(({ kind }) => options.kinds?.includes(kind) ?? true);
  const objects: ClusterObject[] = [];
  const unread: Unread[] = [];
  const waiting = [...kinds];
  const served = await servedVersions(cluster, options.signal);
  let read = 0;
  const reader = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      try {
        const kind = served?.has(name.apiVersion) === false ? null : await cluster.kind(name);
        if (!kind) unread.push({ kind: name.kind, reason: 'the cluster does not have this kind' });
        else await readAll(cluster, name, kind.namespaced, options, objects);
      } catch (error) {
        if (!(error instanceof ClusterError) || !['FORBIDDEN', 'UNKNOWN_KIND'].includes(error.code)) throw error;
        unread.push({ kind: name.kind, reason: 'the credentials may not read it' });
      }
      read += 1;
      options.progress?.(read, kinds.length, name.kind);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, reader));
  const { namespace } = options;
  const logs = new Map<string, readonly string[]>();
  const snapshot = new Snapshot(objects, {
    now: options.now(),
    unread,
    logs,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const { about, signal } = options;
  // Which logs are worth reading, the snapshot itself says.
  for (const [key, lines] of await readLogs(cluster, snapshot, {
    ...(about ? { about } : {}),
    ...(signal ? { signal } : {}),
  }))
    logs.set(key, lines);
  return snapshot;
}

/**
 * The versions of groups that the cluster serves: asked once, so that it is not asked for each kind that it does not have.
 * Absent where it does not say.
 */
async function servedVersions(
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const groups = objectsAt(await cluster.raw('/apis', signal ? { signal } : {}), 'groups');
    const versions = groups.flatMap((group) => objectsAt(group, 'versions'));
    return new Set(['v1', ...versions.flatMap((version) => textAt(version, 'groupVersion') ?? [])]);
  } catch (error) {
    if (error instanceof ClusterError && ['FORBIDDEN', 'NOT_FOUND', 'UNKNOWN_KIND'].includes(error.code))
      return undefined;
    throw error;
  }
}

async function readAll(
  cluster: Cluster,
  name: KindName,
  namespaced: boolean,
  { namespace, signal }: SnapshotOptions,
  objects: ClusterObject[],
): Promise<void> {
  const selection = { ...name, ...(namespaced && namespace !== undefined ? { namespace } : {}) };
  const take = name.kind === 'Secret' ? withoutSecrets : undefined;
  for await (const object of cluster.list(selection, signal ? { signal } : {}))
    objects.push(take ? take(object) : object);
}

/** Of a Secret its keys and certificates are enough. */
function withoutSecrets(object: ClusterObject): ClusterObject {
  const data = Object.keys(labelsAt(object, 'data')).map((key) => [
    key,
    key === 'tls.crt' ? textAt(object, 'data', key) : '',
  ]);
  return { ...object, data: Object.fromEntries(data) as { [key: string]: string } };
}
