import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import type { ClusterObject, KindName } from '../cluster-object.ts';
import { readSnapshot } from '../diagnosis/read-snapshot.ts';
import { objectsAt, textAt } from '../fields.ts';
import { removalOf, removedApis, removedAt } from './facts/removed-apis.ts';
import { readReleases } from './helm-releases.ts';
import type { UpgradePath } from './path-to.ts';
import {
  type DeprecatedRequest,
  type OtherKind,
  otherKinds,
  type Preflight,
  type ReadyPart,
  type Reason,
  type Source,
} from './preflight.ts';
import type { UpgradeWish } from './report.ts';
import { minorOf } from './version.ts';

/** Reads everything that an upgrade is judged by, once, in pages. What may not be read is noted and done without. */
export async function readPreflight(cluster: Cluster, path: UpgradePath, wish: UpgradeWish): Promise<Preflight> {
  const options = wish.signal ? { signal: wish.signal } : {};
  const now = wish.now.getTime();
  const unread = new Map<Source, Reason>();
  /** Reads one source; where it cannot be had, that is noted and nothing is known of it. */
  const attempt = async <T>(source: Source, nothing: T, read: () => Promise<T | Reason>): Promise<T> => {
    try {
      const found = await read();
      if (!isReason(found)) return found;
      unread.set(source, found);
    } catch (error) {
      if (!(error instanceof ClusterError) || ['ABORTED', 'UNREACHABLE', 'UNAUTHORIZED'].includes(error.code))
        throw error;
      unread.set(source, error.code === 'FORBIDDEN' ? 'forbidden' : absences.has(error.code) ? 'absent' : 'failed');
    }
    return nothing;
  };

  const snapshot = await readSnapshot(cluster, {
    ...options,
    now: () => now,
    ...(wish.progress ? { progress: wish.progress } : {}),
  });
  const others = new Map<OtherKind, readonly ClusterObject[]>();
  for (const { kind, reason } of snapshot.unread) {
    // Those are read here, with more care for what a cluster need not have.
    if (otherKinds.some((other) => other.kind === kind)) continue;
    unread.set(kind as Source, reason.includes('does not have') ? 'absent' : 'forbidden');
  }

  for (const { apiVersion, kind, brought } of otherKinds) {
    const nothing: ClusterObject[] = [];
    const found = await attempt(kind, nothing, async () => {
      const served = await cluster.kind({ apiVersion, kind });
      if (served) return await all(cluster, { apiVersion, kind }, options);
      return brought ? nothing : 'absent';
    });
    others.set(kind, found);
  }
  const [releases, requests, readiness, writers] = [
    await attempt('releases', [], async () => await readReleases(cluster, options)),
    await attempt('requests', [], async () => await readRequests(cluster, options)),
    await attempt('readiness', [], async () => await readReadiness(cluster, options)),
    await attempt('writers', [], async () => await readWriters(cluster, path, options)),
  ];
  const backup = wish.backups === undefined ? {} : { backup: wish.backups.newest ?? null };
  return { path, now, snapshot, others, releases, requests, readiness, writers, ...backup, unread };
}

const absences: ReadonlySet<string> = new Set(['UNKNOWN_KIND', 'NOT_FOUND']);

const isReason = (value: unknown): value is Reason => value === 'absent' || value === 'forbidden' || value === 'failed';

async function all(cluster: Cluster, kind: KindName, options: { signal?: AbortSignal }): Promise<ClusterObject[]> {
  const objects: ClusterObject[] = [];
  for await (const object of cluster.list(kind, options)) objects.push(object);
  return objects;
}

const METRIC = 'apiserver_requested_deprecated_apis';

/** What the API server counts of requests for versions that go: lines of `/metrics`, of which there may be a hundred thousand. */
async function readRequests(
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<DeprecatedRequest[] | Reason> {
  const found: DeprecatedRequest[] = [];
  let metrics = false;
  for await (const line of cluster.lines('/metrics', options)) {
    metrics ||= line.startsWith('apiserver_');
    if (line.startsWith(METRIC)) found.push(...requestIn(line));
    // They are in the order of their names.
    else if (found.length > 0 && !line.startsWith('#')) break;
  }
  return metrics ? found : 'absent';
}

/** One line of that metric; none where it counts nothing. */
export function requestIn(line: string): DeprecatedRequest[] {
  const [, labels = '', value = '0'] = /^\w+\{(.*)\}\s+([\d.e+]+)/.exec(line) ?? [];
  const label = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
  const group = label('group');
  const apiVersion = group === '' ? label('version') : `${group}/${label('version')}`;
  if (apiVersion === '' || Number(value) === 0) return [];
  return [
    { apiVersion, resource: label('resource'), subresource: label('subresource'), removed: label('removed_release') },
  ];
}

/** What the API server says of its own parts. Where one is not well, only that is asked again: the answer then is an error. */
async function readReadiness(cluster: Cluster, options: { signal?: AbortSignal }): Promise<ReadyPart[] | Reason> {
  try {
    const parts: ReadyPart[] = [];
    for await (const line of cluster.lines('/readyz?verbose', options)) {
      const [, sign, name] = /^\[([+-])\]([\w/.-]+)/.exec(line) ?? [];
      if (name !== undefined) parts.push({ name, well: sign === '+' });
    }
    return parts.length === 0 ? 'absent' : parts;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 500) throw error;
    const well = await answers(cluster, '/readyz/etcd', options);
    return [{ name: well ? 'readyz' : 'etcd', well: false }];
  }
}

async function answers(cluster: Cluster, path: string, options: { signal?: AbortSignal }): Promise<boolean> {
  try {
    for await (const _ of cluster.lines(path, options)) break;
    return true;
  } catch (error) {
    if (error instanceof ClusterError && error.status === 500) return false;
    throw error;
  }
}

/** Objects of every kind that loses a version on the way, under the version that stays. */
async function readWriters(
  cluster: Cluster,
  { from, to }: UpgradePath,
  options: { signal?: AbortSignal },
): Promise<ClusterObject[]> {
  const kinds = new Map<string, KindName>();
  for (const api of removedApis) {
    const at = removedAt(api);
    if (api.request || at <= minorOf(from) || at > minorOf(to)) continue;
    const apiVersion = api.replacement ?? api.apiVersion;
    kinds.set(`${apiVersion} ${api.kind}`, { apiVersion, kind: api.kind });
  }
  const objects: ClusterObject[] = [];
  for (const kind of kinds.values()) {
    const served = await cluster.kind(kind);
    if (!served?.verbs.includes('list')) continue;
    // Kinds may have very many objects, of which hardly any tell of a version that goes.
    for await (const object of cluster.list({ ...kind, managers: true }, options)) {
      if (tellsOfRemoval(object)) objects.push(object);
    }
  }
  return objects;
}

/** Whether its past names a version that goes: who wrote it, or the file that was applied last. */
function tellsOfRemoval({ kind, metadata }: ClusterObject): boolean {
  const written = objectsAt(metadata, 'managedFields').some((owner) =>
    removalOf(textAt(owner, 'apiVersion') ?? '', kind),
  );
  return written || metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration'] !== undefined;
}
