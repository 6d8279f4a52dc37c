import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../cluster-object.ts';
import { labelsAt, objectsAt, textAt } from '../fields.ts';
import { holds } from '../label-expression.ts';
import type { Snapshot } from './snapshot.ts';

type Labels = { readonly [label: string]: string };

/** Whether labels have all that a map selector asks for; an empty one selects nothing here. */
export function selects(selector: Labels, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([label, value]) => labels?.[label] === value);
}

/** Whether a `matchLabels` and `matchExpressions` selector takes these labels; an empty one takes all. */
export function takes(selector: unknown, labels: Labels = {}): boolean {
  const exact = Object.entries(labelsAt(selector, 'matchLabels')).every(([label, value]) => labels[label] === value);
  return exact && objectsAt(selector, 'matchExpressions').every((expression) => fulfils(expression, labels));
}

/** Whether labels fulfil one expression of a selector or an affinity. An operator that nobody knows keeps nobody away. */
export function fulfils(expression: JsonObject, labels: Labels): boolean {
  return holds(expression, labels) ?? true;
}

/** The pods in the namespace of an object that a map selector takes. */
export function podsSelected(
  snapshot: Snapshot,
  namespace: string | undefined,
  selector: Labels,
): readonly ClusterObject[] {
  const index = snapshot.remember(podsByLabel);
  let fewest: readonly ClusterObject[] | undefined;
  for (const [label, value] of Object.entries(selector)) {
    const pods = index.get(`${namespace ?? ''}/${label}=${value}`) ?? [];
    if (!fewest || pods.length < fewest.length) fewest = pods;
  }
  return (fewest ?? []).filter(({ metadata }) => selects(selector, metadata.labels));
}

function podsByLabel(snapshot: Snapshot): Map<string, ClusterObject[]> {
  const index = new Map<string, ClusterObject[]>();
  for (const pod of snapshot.all('Pod')) {
    for (const [label, value] of Object.entries(pod.metadata.labels ?? {})) {
      const key = `${pod.metadata.namespace ?? ''}/${label}=${value}`;
      const pods = index.get(key);
      if (pods) pods.push(pod);
      else index.set(key, [pod]);
    }
  }
  return index;
}

/** Whether a pod answers: running, with all of its containers ready. */
export function isReady(pod: ClusterObject): boolean {
  const known = ready.get(pod);
  if (known !== undefined) return known;
  const found = saysReady(pod);
  ready.set(pod, found);
  return found;
}

/** Asked for again and again: by services, ingresses, webhooks, budgets. */
const ready = new WeakMap<ClusterObject, boolean>();

function saysReady(pod: ClusterObject): boolean {
  return objectsAt(pod, 'status', 'conditions').some(
    (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
  );
}

/** What of an object is between these names, nearest first: at most a third of the letters differ. */
export function similar(wanted: string, names: Iterable<string>): string[] {
  return [...names]
    .map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .filter(({ name, distance }) => distance > 0 && distance <= Math.max(1, Math.min(wanted.length, name.length) / 3))
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

/** How many letters one would have to change, add, leave out, or swap with their neighbour. */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(replaced, swapped, at(i - 1, j) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return at(a.length, b.length);
}
