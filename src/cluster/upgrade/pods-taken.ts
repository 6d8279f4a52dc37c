import type { ClusterObject } from '../cluster-object.ts';
import { podsSelected, takes } from '../diagnosis/selecting.ts';
import type { Snapshot } from '../diagnosis/snapshot.ts';
import { labelsAt, objectsAt } from '../fields.ts';

/**
 * The pods in a namespace that a selector takes; an absent one takes none, an empty one all. By the index of labels where it
 * can be: a cluster has hundreds of selectors, and thousands of pods.
 */
export function podsTaken(
  snapshot: Snapshot,
  namespace: string | undefined,
  selector: unknown,
): readonly ClusterObject[] {
  if (selector === undefined || selector === null) return [];
  const labels = labelsAt(selector, 'matchLabels');
  const near =
    Object.keys(labels).length > 0 ? podsSelected(snapshot, namespace, labels) : snapshot.in('Pod', namespace);
  if (objectsAt(selector, 'matchExpressions').length === 0) return near;
  return near.filter((pod) => takes(selector, pod.metadata.labels));
}
