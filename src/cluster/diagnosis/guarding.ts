import type { ClusterObject } from '../cluster-object.ts';
import { objectAt, textsAt, valueAt } from '../fields.ts';
import { livePods } from './containers.ts';
import { takes } from './selecting.ts';
import type { Snapshot } from './snapshot.ts';

/** The two ways that a network policy may speak of. */
export const directions = [
  { type: 'Ingress', field: 'ingress', peers: 'from', word: 'in' },
  { type: 'Egress', field: 'egress', peers: 'to', word: 'out' },
] as const;
export type Direction = (typeof directions)[number];

/** One pod of each owner where there are policies at all: the others have the same labels. */
export function* guardedPods(snapshot: Snapshot): Generator<ClusterObject> {
  const seen = new Set<string>();
  for (const pod of snapshot.all('NetworkPolicy').length === 0 ? [] : livePods(snapshot)) {
    const owner = pod.metadata.ownerReferences?.[0]?.uid;
    if (owner !== undefined && seen.has(owner)) continue;
    if (owner !== undefined) seen.add(owner);
    if (snapshot.in('NetworkPolicy', pod.metadata.namespace).length > 0) yield pod;
  }
}

/** The policies that a pod is subject to, one way. */
export function policiesFor(snapshot: Snapshot, pod: ClusterObject, direction: Direction): ClusterObject[] {
  return snapshot
    .in('NetworkPolicy', pod.metadata.namespace)
    .filter(
      (policy) =>
        directionsOf(policy).includes(direction) && takes(objectAt(policy, 'spec', 'podSelector'), pod.metadata.labels),
    );
}

/** Without types, a policy is about what comes in, and about what goes out where it has rules for that. */
export function directionsOf(policy: ClusterObject): readonly Direction[] {
  const types = textsAt(policy, 'spec', 'policyTypes');
  const implied = ['Ingress', ...(valueAt(policy, 'spec', 'egress') === undefined ? [] : ['Egress'])];
  return directions.filter(({ type }) => (types.length > 0 ? types : implied).includes(type));
}
