import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

import { type CallOptions, type Cluster, ClusterError, type ClusterObject, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { rest } from '../changes/patiently.ts';
import type { Secrets } from '../services.ts';
import type { BackupWay } from './upgrade-plan.ts';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Packed bytes that an export may have: beyond it a backup tool is the right one. */
const MOST_BYTES = 24 * 1024 * 1024;
/** Velero may take so long. */
const VELERO_MS = 45 * 60_000;
const LOOK_MS = 2_000;

/** What is made anew by itself, or is of the moment: nobody restores it. Pods without a maker are kept. */
const momentary = new Set([
  'Event',
  'Lease',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'PodMetrics',
  'NodeMetrics',
  'ComponentStatus',
  'Node',
]);

/** What was kept, and that it is really there. */
export type Backup = { way: BackupWay; name: string; objects: number };

/** The way that fits this cluster best: Velero where it is set up, otherwise an export of all objects. */
export async function backupWayOf(cluster: Cluster, options: CallOptions = {}): Promise<'velero' | 'export'> {
  return (await storageLocation(cluster, options)) === undefined ? 'export' : 'velero';
}

/** Keeps every object of a cluster, sealed under its owner's key, and reads it back to be sure. Again replaces it. */
export async function exportObjects(
  cluster: Cluster,
  keep: { secrets: Secrets; owner: string; name: string },
  options: CallOptions & { progress(text: string): void },
): Promise<Backup> {
  const { progress, ...call } = options;
  const objects: ClusterObject[] = [];
  for (const kind of await cluster.kinds(call)) {
    if (!kind.verbs.includes('list') || momentary.has(kind.kind)) continue;
    try {
      for await (const object of cluster.list(kind, call))
        if (!isMade(object) && !isOver(object)) objects.push(bare(object));
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      // What cannot be listed is no object that could be lost: an aggregated API that is away, or a review.
      if (!['FORBIDDEN', 'UNKNOWN_KIND', 'NOT_FOUND', 'INVALID'].includes(error.code) && error.status !== 405)
        throw error;
      if (error.code === 'FORBIDDEN') {
        throw new ActionFailure(
          'BACKUP_FAILED',
          `The key of this cluster may not read every ${kind.kind}: ${error.message}`,
        );
      }
    }
    progress(`${objects.length} objects kept so far`);
  }
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const packed = await zip(text);
  if (packed.byteLength > MOST_BYTES) {
    throw new ActionFailure(
      'BACKUP_FAILED',
      `This cluster is too big to be exported (${objects.length} objects). Use Velero.`,
    );
  }
  const handle = await keep.secrets.keep(keep.owner, keep.name, packed.toString('base64'));
  const back = await readExport(keep.secrets, keep.owner, handle);
  if (digest(back) !== digest(text))
    throw new ActionFailure('BACKUP_FAILED', 'What was kept is not what was read back.');
  return { way: 'export', name: handle, objects: objects.length };
}

/** The exported objects as one JSON list, which `kubectl apply -f` takes. */
export async function readExport(secrets: Secrets, owner: string, handle: string): Promise<string> {
  const packed = Buffer.from(await secrets.open(owner, handle), 'base64');
  return (await unzip(packed)).toString('utf8');
}

/** Has Velero make a backup of everything, volumes too where it can, and waits until it is complete. */
export async function backUpWithVelero(
  cluster: Cluster,
  name: string,
  options: CallOptions & { signal: AbortSignal; progress(text: string): void },
): Promise<Backup> {
  const { progress, ...call } = options;
  const location = await storageLocation(cluster, call);
  if (location === undefined) throw new ActionFailure('BACKUP_FAILED', 'Velero has no storage that is available now.');
  const { namespace } = location;
  const reference = { apiVersion: 'velero.io/v1', kind: 'Backup', namespace, name };
  await cluster.apply(
    {
      apiVersion: reference.apiVersion,
      kind: reference.kind,
      metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': '3bot-wizard' } },
      spec: { includedNamespaces: ['*'], ttl: '720h0m0s', storageLocation: location.name },
    },
    call,
  );
  const deadline = Date.now() + VELERO_MS;
  for (;;) {
    const backup = await cluster.get(reference, call);
    const phase = textAt(backup, 'status', 'phase') ?? 'New';
    if (phase === 'Completed') {
      const items = backup?.status?.['progress'];
      const count = typeof items === 'object' && items !== null && !Array.isArray(items) ? items['itemsBackedUp'] : 0;
      return { way: 'velero', name: `${namespace}/${name}`, objects: typeof count === 'number' ? count : 0 };
    }
    if (/Failed/.test(phase) || Date.now() > deadline) {
      const why = textAt(backup, 'status', 'failureReason') ?? phase;
      throw new ActionFailure('BACKUP_FAILED', `Velero did not complete the backup ${name}: ${why}.`);
    }
    progress(`Velero: ${phase}`);
    await rest(LOOK_MS, options.signal);
  }
}

/** The newest snapshot of etcd that k3s tells of, if it tells of any. */
export async function newestSnapshot(
  cluster: Cluster,
  options: CallOptions = {},
): Promise<{ name: string; at: number } | undefined> {
  const found: { name: string; at: number }[] = [];
  try {
    for await (const file of cluster.list({ apiVersion: 'k3s.cattle.io/v1', kind: 'ETCDSnapshotFile' }, options)) {
      if (file.status?.['readyToUse'] !== true) continue;
      const at = Date.parse(textAt(file, 'status', 'creationTime') ?? file.metadata.creationTimestamp ?? '');
      if (!Number.isNaN(at)) found.push({ name: textAt(file, 'spec', 'snapshotName') ?? file.metadata.name, at });
    }
  } catch (error) {
    if (!(error instanceof ClusterError) || !['UNKNOWN_KIND', 'FORBIDDEN', 'NOT_FOUND'].includes(error.code))
      throw error;
  }
  return found.toSorted((a, b) => b.at - a.at)[0];
}

async function storageLocation(
  cluster: Cluster,
  options: CallOptions,
): Promise<{ namespace: string; name: string } | undefined> {
  try {
    const kind = { apiVersion: 'velero.io/v1', kind: 'BackupStorageLocation' };
    for await (const { metadata, status } of cluster.list(kind, options)) {
      if (status?.['phase'] === 'Available') return { namespace: metadata.namespace ?? 'velero', name: metadata.name };
    }
  } catch (error) {
    if (!(error instanceof ClusterError) || !['UNKNOWN_KIND', 'FORBIDDEN', 'NOT_FOUND'].includes(error.code))
      throw error;
  }
  return undefined;
}

/** What a controller made, it makes again. */
function isMade({ metadata }: ClusterObject): boolean {
  return metadata.ownerReferences?.some(({ controller }) => controller === true) ?? false;
}

/** A pod that has ended: brought back, it would run again. */
function isOver(object: ClusterObject): boolean {
  return object.kind === 'Pod' && ['Succeeded', 'Failed'].includes(textAt(object, 'status', 'phase') ?? '');
}

/** Without what only the server may write. */
function bare(object: ClusterObject): ClusterObject {
  const { status: _, ...rest } = object;
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _created,
    ...metadata
  } = object.metadata;
  const { managedFields: _fields, ...plain } = metadata as typeof metadata & { managedFields?: unknown };
  return { ...rest, metadata: plain };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
