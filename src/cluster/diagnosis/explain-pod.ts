import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { type ClusterObject, type KindName, nameOf, referenceTo } from '../cluster-object.ts';
import { objectsAt, textAt } from '../fields.ts';
import { judge } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { readLogs } from './read-logs.ts';
import { observedKinds, Snapshot } from './snapshot.ts';

/** For so long what stands on which node is good enough to reckon with: a pod is asked about every second. */
const NODES_MS = 10_000;

/**
 * Why one pod does not run, by the rules that judge a whole cluster, over the few objects that it takes: the pod, its
 * events, the log of what crashed, and nodes and claims where no node takes it.
 */
export async function explainPod(
  cluster: Cluster,
  pod: ClusterObject,
  { signal, now }: { signal?: AbortSignal; now(): number },
): Promise<Finding | undefined> {
  const { namespace, name } = pod.metadata;
  const place = namespace === undefined ? {} : { namespace };
  const scheduled = objectsAt(pod, 'status', 'conditions').find((one) => textAt(one, 'type') === 'PodScheduled');
  const placing = scheduled?.['status'] === 'False';
  const call = signal ? { signal } : {};
  const lists = await Promise.all([
    readSome(cluster, [{ ...EVENT, ...place, fields: `involvedObject.name=${name}` }], call),
    placing ? readSome(cluster, [{ ...CLAIM, ...place }], call) : NOTHING,
    placing ? readNodes(cluster, call, now) : NOTHING,
  ]);
  const read = new Set(lists.flatMap((one) => one.kinds));
  const unread = observedKinds
    .filter(({ kind }) => kind !== 'Pod' && !read.has(kind))
    .map(({ kind }) => ({ kind, reason: 'it is not asked about' }));
  const others = lists.flatMap((one) => one.objects).filter(({ metadata }) => metadata.uid !== pod.metadata.uid);
  const logs = new Map<string, readonly string[]>();
  const snapshot = new Snapshot([pod, ...others], { now: now(), unread, logs, ...place });
  const alone = new Snapshot([pod], { now: now(), ...place });
  for (const [key, lines] of await readLogs(cluster, alone, call)) logs.set(key, lines);
  const about = [nameOf(referenceTo(pod)), nameOf(snapshot.topOwner(pod))];
  const { findings } = judge(snapshot);
  return (
    findings.find(({ object }) => about.includes(nameOf(object))) ??
    findings.find(({ breaks }) => breaks.some((broken) => about.includes(nameOf(broken))))
  );
}

const EVENT = { apiVersion: 'v1', kind: 'Event' };
const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
const NOTHING: Read = { objects: [], kinds: [] };

interface Read {
  objects: ClusterObject[];
  kinds: string[];
}

const kept = new WeakMap<Cluster, { at: number; read: Promise<Read> }>();

/** The nodes, and what stands on them. */
async function readNodes(cluster: Cluster, call: { signal?: AbortSignal }, now: () => number): Promise<Read> {
  const before = kept.get(cluster);
  if (before && now() - before.at < NODES_MS) return await before.read;
  const read = readSome(
    cluster,
    [
      { apiVersion: 'v1', kind: 'Node' },
      { apiVersion: 'v1', kind: 'Pod' },
    ],
    call,
  );
  kept.set(cluster, { at: now(), read });
  // What was interrupted is no answer for the next one who asks.
  read.catch(() => kept.delete(cluster));
  return await read;
}

/** What may not be read is done without: it is a help, not a need. */
async function readSome(
  cluster: Cluster,
  selections: readonly (KindName & { namespace?: string; fields?: string })[],
  call: { signal?: AbortSignal },
): Promise<Read> {
  const read: Read = { objects: [], kinds: [] };
  for (const selection of selections) {
    try {
      for await (const object of cluster.list(selection, call)) read.objects.push(object);
      read.kinds.push(selection.kind);
    } catch (error) {
      if (!(error instanceof ClusterError) || call.signal?.aborted === true) throw error;
    }
  }
  return read;
}
