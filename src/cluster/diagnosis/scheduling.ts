import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../cluster-object.ts';
import { flagAt, labelsAt, objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { quantity } from '../quantity.ts';
import { fulfils } from './selecting.ts';
import type { Snapshot } from './snapshot.ts';

/** Why a node does not take a pod; several reasons may hold at once. */
export interface Refusal {
  node: string;
  /** `cpu`, `memory` …: how much is free of what is asked for. */
  short: { resource: string; asked: number; free: number; allocatable: number }[];
  /** `disk=ssd`: labels that the pod wants and the node does not have. */
  labels: string[];
  /** `key=value:NoSchedule` that the pod does not tolerate. */
  taints: string[];
  cordoned: boolean;
}

/** Computes anew what the scheduler decided, with the numbers that its message leaves out. Empty lists: this node would do. */
export function refusals(snapshot: Snapshot, pod: ClusterObject): Refusal[] {
  const asked = requestsOf(pod);
  const used = snapshot.remember(requestsByNode);
  return snapshot.all('Node').map((node) => {
    const { name } = node.metadata;
    const mine = used.get(name) ?? {};
    const short = Object.entries(asked).flatMap(([resource, amount]) => {
      const allocatable = quantity(objectAt(node, 'status', 'allocatable')[resource] ?? 0);
      const free = allocatable - (mine[resource] ?? 0);
      return amount > free ? [{ resource, asked: amount, free, allocatable }] : [];
    });
    return {
      node: name,
      short,
      labels: missingLabels(pod, node),
      taints: refusingTaints(pod, node),
      cordoned: flagAt(node, 'spec', 'unschedulable') === true,
    };
  });
}

/**
 * What a pod asks for, or may use at most: the sum of its containers, or more where one that runs before them needs more.
 * One that asks for nothing and has a limit asks for that.
 */
export function requestsOf(
  pod: { readonly spec?: unknown },
  which: 'requests' | 'limits' = 'requests',
): { [resource: string]: number } {
  const total: { [resource: string]: number } = { pods: 1 };
  for (const container of objectsAt(pod, 'spec', 'containers')) {
    for (const [resource, amount] of amounts(container, which)) total[resource] = (total[resource] ?? 0) + amount;
  }
  for (const container of objectsAt(pod, 'spec', 'initContainers')) {
    for (const [resource, amount] of amounts(container, which))
      total[resource] = Math.max(total[resource] ?? 0, amount);
  }
  return total;
}

function amounts(container: JsonObject, which: 'requests' | 'limits'): [string, number][] {
  const limits = objectAt(container, 'resources', 'limits');
  const asked = which === 'limits' ? limits : { ...limits, ...objectAt(container, 'resources', 'requests') };
  return Object.entries(asked)
    .map(([resource, amount]): [string, number] => [resource, quantity(amount)])
    .filter(([, amount]) => amount > 0);
}

function requestsByNode(snapshot: Snapshot): Map<string, { [resource: string]: number }> {
  const byNode = new Map<string, { [resource: string]: number }>();
  for (const pod of snapshot.all('Pod')) {
    const node = textAt(pod, 'spec', 'nodeName');
    if (node === undefined || ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '')) continue;
    const sum = byNode.get(node) ?? {};
    for (const [resource, amount] of Object.entries(requestsOf(pod))) sum[resource] = (sum[resource] ?? 0) + amount;
    byNode.set(node, sum);
  }
  return byNode;
}

function missingLabels(pod: ClusterObject, node: ClusterObject): string[] {
  const labels = node.metadata.labels ?? {};
  const selector = Object.entries(labelsAt(pod, 'spec', 'nodeSelector'))
    .filter(([label, value]) => labels[label] !== value)
    .map(([label, value]) => `${label}=${value}`);
  const terms = objectsAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const unmet = terms.map((term) =>
    objectsAt(term, 'matchExpressions').filter((expression) => !fulfils(expression, labels)),
  );
  const nearest = unmet.sort((a, b) => a.length - b.length)[0] ?? [];
  return [
    ...selector,
    ...nearest.map((expression) =>
      `${textAt(expression, 'key')} ${textAt(expression, 'operator')} ${textsAt(expression, 'values').join(',')}`.trim(),
    ),
  ];
}

function refusingTaints(pod: ClusterObject, node: ClusterObject): string[] {
  const tolerations = objectsAt(pod, 'spec', 'tolerations');
  return objectsAt(node, 'spec', 'taints')
    .filter((taint) => textAt(taint, 'effect') !== 'PreferNoSchedule')
    .filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)))
    .map((taint) => {
      const value = textAt(taint, 'value');
      return `${textAt(taint, 'key')}${value === undefined ? '' : `=${value}`}:${textAt(taint, 'effect')}`;
    });
}

function tolerates(toleration: JsonObject, taint: JsonObject): boolean {
  const effect = textAt(toleration, 'effect') ?? '';
  const key = textAt(toleration, 'key') ?? '';
  if (effect !== '' && effect !== textAt(taint, 'effect')) return false;
  if (key === '') return textAt(toleration, 'operator') === 'Exists';
  if (key !== textAt(taint, 'key')) return false;
  return (
    textAt(toleration, 'operator') === 'Exists' ||
    (textAt(toleration, 'value') ?? '') === (textAt(taint, 'value') ?? '')
  );
}
