import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../cluster-object.ts';
import type { Evidence, FindingDraft } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

/** What a rule says of one pod. */
export type PodFinding = Omit<FindingDraft, 'object' | 'breaks'> & { pod: ClusterObject };

/** How many pods of one owner are shown as evidence. */
const SHOWN = 3;

/** Pods of one owner with one cause are one finding, about the owner: that is what one changes. */
export function* groupByOwner(snapshot: Snapshot, findings: Iterable<PodFinding>): Generator<FindingDraft> {
  const groups = new Map<string, { owner: ObjectReference; all: PodFinding[] }>();
  for (const finding of findings) {
    const owner = snapshot.topOwner(finding.pod);
    const { container = '' } = finding.facts as { container?: string };
    const key = JSON.stringify([owner.kind, owner.namespace, owner.name, finding.cause, container]);
    const group = groups.get(key) ?? { owner, all: [] };
    group.all.push(finding);
    groups.set(key, group);
  }
  for (const { owner, all } of groups.values()) {
    const [first] = all;
    if (!first) continue;
    const { pod: _, ...finding } = first;
    const since = all.flatMap((one) => one.since ?? []).sort()[0];
    const pods = all.map(({ pod }) => pod.metadata.name);
    const facts: JsonObject = { ...finding.facts, pods: pods.slice(0, 10), podCount: pods.length };
    yield {
      ...finding,
      object: owner,
      facts,
      evidence: distinct(all.slice(0, SHOWN).flatMap(({ evidence }) => evidence)),
      ...(since === undefined ? {} : { since }),
      breaks: all
        .map(({ pod }) => referenceTo(pod))
        .filter(({ kind, name }) => kind !== owner.kind || name !== owner.name),
    };
  }
}

/** The same of another pod shows nothing new. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  const first = new Map<string, Evidence>();
  for (const one of evidence) {
    const key = `${one.field}\n${one.value}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
