import type { Cluster } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { type ClusterObject, nameOf, type ObjectReference, referenceTo } from '../cluster-object.ts';
import { numberAt, textAt, valueAt } from '../fields.ts';
import { containersOf } from './containers.ts';
import { maskLog } from './mask-log.ts';
import { type Logs, logKey, type Snapshot } from './snapshot.ts';

/** Containers whose lines are read, at most; one of each kind is enough. */
const MOST = 20;
const LINES = 40;
/** Of what was asked about by name, whether it is well or not: more of it, of a few pods. */
const ASKED_LINES = 200;
const ASKED_PODS = 3;
const LINE_LENGTH = 400;
const PARALLEL = 4;
/** Of one log; a node that is gone would keep everybody waiting. */
const PATIENCE_MS = 5_000;
const RECENT_MS = 3_600_000;

interface Wanted {
  pod: ClusterObject;
  container: string;
  previous: boolean;
  lines: number;
}

/** Something that a person asks about by its name. */
export interface Asked {
  kind: string;
  name: string;
  namespace?: string;
}

/**
 * The last lines of containers that crash, and of what somebody asks about; never of all the others. Secrets in them are
 * masked at once.
 */
export async function readLogs(
  cluster: Cluster,
  snapshot: Snapshot,
  { about, signal }: { about?: Asked; signal?: AbortSignal },
): Promise<Logs> {
  const logs = new Map<string, readonly string[]>();
  const waiting = [...crashing(snapshot), ...(about ? running(snapshot, about) : [])];
  const reader = async () => {
    for (let wanted = waiting.shift(); wanted; wanted = waiting.shift()) {
      const lines = await lastLines(cluster, wanted, signal);
      if (lines.length > 0) logs.set(logKey(wanted.pod, wanted.container), lines);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, reader));
  return logs;
}

function crashing(snapshot: Snapshot): Wanted[] {
  const seen = new Set<string>();
  const found: Wanted[] = [];
  for (const pod of snapshot.all('Pod')) {
    if (found.length >= MOST) break;
    if (textAt(pod, 'status', 'phase') === 'Succeeded' || pod.metadata.deletionTimestamp !== undefined) continue;
    for (const { name, status } of containersOf(pod)) {
      const now = numberAt(status, 'state', 'terminated', 'exitCode');
      const before = numberAt(status, 'lastState', 'terminated', 'exitCode');
      const crashed =
        textAt(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff' ||
        (now !== undefined && now !== 0) ||
        (before !== undefined &&
          before !== 0 &&
          snapshot.age(textAt(status, 'lastState', 'terminated', 'finishedAt')) < RECENT_MS);
      const key = `${nameOf(snapshot.topOwner(pod))} ${name}`;
      if (!crashed || seen.has(key)) continue;
      seen.add(key);
      // Where the container runs again, what it said before it ended is in the log before this one.
      const previous = valueAt(status, 'state', 'running') !== undefined;
      found.push({ pod, container: name, previous, lines: LINES });
    }
  }
  return found.slice(0, MOST);
}

function running(snapshot: Snapshot, about: Asked): Wanted[] {
  return snapshot
    .all('Pod')
    .filter((pod) => [referenceTo(pod), snapshot.topOwner(pod)].some((one) => isThis(one, about)))
    .slice(0, ASKED_PODS)
    .flatMap((pod) =>
      containersOf(pod)
        .filter(({ status }) => valueAt(status, 'state', 'running') !== undefined)
        .map(({ name }) => ({ pod, container: name, previous: false, lines: ASKED_LINES })),
    );
}

function isThis({ kind, name, namespace }: ObjectReference, about: Asked): boolean {
  return (
    kind.toLowerCase() === about.kind.toLowerCase() &&
    name === about.name &&
    (about.namespace === undefined || about.namespace === namespace)
  );
}

async function lastLines(
  cluster: Cluster,
  { pod, container, previous, lines: most }: Wanted,
  signal?: AbortSignal,
): Promise<string[]> {
  const { namespace = 'default', name } = pod.metadata;
  const ends = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]);
  const lines: string[] = [];
  try {
    const request = { namespace, pod: name, container, previous, tail: most };
    for await (const line of cluster.logs(request, { signal: ends, timeoutMs: PATIENCE_MS })) {
      lines.push(maskLog(line.slice(0, LINE_LENGTH)));
      if (lines.length > most) lines.shift();
    }
  } catch (error) {
    // A log is evidence more, never a condition: it may be gone, or its node, or the right to read it.
    if (!(error instanceof ClusterError)) throw error;
  }
  return lines;
}
