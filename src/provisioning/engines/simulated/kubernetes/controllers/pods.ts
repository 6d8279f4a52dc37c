import { labelsAt, numberAt, textAt } from '#src/cluster/index.ts';
import { holds } from '#src/cluster/label-expression.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import { conditionOf, isTrue } from './conditions.ts';
import type { ControlledCluster } from './controller.ts';
import { memoryOf } from './memory.ts';

/** Whether it counts for who wants copies: neither going nor ended. */
export function isActive(pod: KubernetesObject): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isFinished(pod);
}

export function isFinished(pod: KubernetesObject): boolean {
  const phase = phaseOf(pod);
  return phase === 'Succeeded' || phase === 'Failed';
}

export function phaseOf(pod: KubernetesObject): string {
  return textAt(pod, 'status', 'phase') ?? 'Pending';
}

export function isReady(pod: KubernetesObject): boolean {
  return isTrue(pod, 'Ready');
}

/** When it became ready, in milliseconds. */
export function readySince(pod: KubernetesObject): number | undefined {
  if (!isReady(pod)) return undefined;
  return numberAt(memoryOf(pod), 'readyAt') ?? timeOf(textAt(conditionOf(pod, 'Ready'), 'lastTransitionTime'));
}

/** The moment from which it counts as available; undefined while it is not ready. */
export function availableFrom(
  pod: KubernetesObject,
  minReadySeconds: number,
  cluster: ControlledCluster,
): number | undefined {
  const since = readySince(pod);
  return since === undefined ? undefined : since + cluster.pace(minReadySeconds * 1_000);
}

export function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether labels satisfy a `{matchLabels, matchExpressions}`; an absent selector matches nothing. */
export function selects(selector: unknown, labels: { [label: string]: string }): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const equal = Object.entries(labelsAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value);
  return equal && expressionsHold(Reflect.get(selector, 'matchExpressions'), labels);
}

/** `matchExpressions` of label selectors and of node selectors: all must hold, and one that nobody knows does not. */
export function expressionsHold(expressions: unknown, labels: { [label: string]: string }): boolean {
  if (!Array.isArray(expressions)) return true;
  return expressions.every((expression: unknown) => holds(expression, labels) ?? false);
}

/** The earlier of two moments, where there are any. */
export function sooner(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
