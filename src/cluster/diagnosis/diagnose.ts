import type { Cluster } from '../cluster.ts';
import { nameOf, type ObjectReference } from '../cluster-object.ts';
import { advisers, analyzers } from './analyzers/index.ts';
import type { Finding } from './finding.ts';
import { joinCauses } from './join-causes.ts';
import { readSnapshot, type SnapshotOptions } from './read-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** What is wrong, what was looked at, and what could not be. */
export interface Diagnosis {
  findings: Finding[];
  /** Names of the rules that were asked. */
  checked: string[];
  /** What could not be judged, and why: a rule that failed, a kind that may not be read. */
  unchecked: { what: string; reason: string }[];
}

export interface JudgeOptions {
  /** Also what works and could be better. Never mixed with trouble unless asked for. */
  advice?: boolean;
}

/** Reads a cluster once, and judges it by every rule. */
export async function diagnose(cluster: Cluster, options: SnapshotOptions): Promise<Diagnosis> {
  return judge(await readSnapshot(cluster, options));
}

/** Judges a snapshot by every rule. A rule that fails is said, and takes no other one with it. */
export function judge(snapshot: Snapshot, { advice = false }: JudgeOptions = {}): Diagnosis {
  const drafts: Parameters<typeof joinCauses>[0][number][] = [];
  const unchecked = snapshot.unread.map(({ kind, reason }) => ({ what: kind, reason }));
  const asked = { ...analyzers, ...(advice ? advisers : {}) };
  for (const [rule, analyzer] of Object.entries(asked)) {
    try {
      for (const draft of analyzer(snapshot)) drafts.push({ rule, ...draft });
    } catch {
      unchecked.push({ what: rule, reason: 'this check failed on what it saw' });
    }
  }
  const findings = joinCauses(drafts).filter(({ severity }) => advice || severity !== 'advice');
  return { findings, checked: Object.keys(asked), unchecked };
}

/** The finding that explains best why this object does not do what it should, if one does. */
export async function explain(
  cluster: Cluster,
  reference: ObjectReference,
  options: Omit<SnapshotOptions, 'namespace'>,
): Promise<Finding | undefined> {
  const { namespace } = reference;
  const { findings } = await diagnose(cluster, {
    ...options,
    about: reference,
    ...(namespace === undefined ? {} : { namespace }),
  });
  const name = nameOf(reference);
  return (
    findings.find(({ object }) => nameOf(object) === name) ??
    findings.find(({ breaks }) => breaks.some((broken) => nameOf(broken) === name))
  );
}
