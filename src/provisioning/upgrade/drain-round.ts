import type { CallOptions, Cluster, ClusterObject } from '#src/cluster/index.ts';
import { ClusterError, labelsAt, objectAt, textAt } from '#src/cluster/index.ts';

import { ownerOf } from './workloads.ts';

/** What one try to empty a node came to. */
export interface DrainRound {
  /** Pods that still have to go. */
  left: number;
  /** Kept by a disruption budget: which pod, by which budget, and the workload that it belongs to. */
  held?: { pod: string; namespace: string; budget: string; owner?: string };
  /** Pods that nobody would make anew: evicting them is losing them. */
  bare: { namespace: string; name: string }[];
}

/**
 * Asks everything on a node to leave once, as disruption budgets allow. Again and again until nothing is left. What
 * belongs to the node itself stays, and so do pods without an owner unless `force` says that they may be lost.
 */
export async function drainRound(
  cluster: Cluster,
  node: string,
  options: CallOptions & { force?: boolean },
): Promise<DrainRound> {
  const { force = false, ...call } = options;
  const pods: ClusterObject[] = [];
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${node}` }, call)) {
    if (moves(pod)) pods.push(pod);
  }
  const round: DrainRound = { left: pods.length, bare: [] };
  for (const pod of pods) {
    const { name, namespace = '' } = pod.metadata;
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (!force && !pod.metadata.ownerReferences?.some(({ controller }) => controller === true)) {
      round.bare.push({ namespace, name });
      continue;
    }
    try {
      await cluster.evict({ namespace, name }, call);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.code === 'NOT_FOUND') continue;
      if (error.code !== 'BUDGET') throw error;
      const owner = ownerOf(pod);
      const budget = await budgetOf(cluster, pod, call);
      round.held ??= { pod: name, namespace, budget, ...(owner === undefined ? {} : { owner }) };
    }
  }
  return round;
}

/** Pods of daemons belong to the node, mirrors to its kubelet, and what has ended needs no place. */
export function moves(pod: ClusterObject): boolean {
  const ended = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
  const daemon = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') ?? false;
  const mirror = 'kubernetes.io/config.mirror' in labelsAt(pod, 'metadata', 'annotations');
  // What carries out an upgrade must not be sent away by it.
  const ours = 'upgrade.cattle.io/controller' in labelsAt(pod, 'metadata', 'labels');
  return !ended && !daemon && !mirror && !ours;
}

/** The budget that holds a pod, by name. */
async function budgetOf(cluster: Cluster, pod: ClusterObject, call: CallOptions): Promise<string> {
  const { namespace = '', labels = {} } = pod.metadata;
  const budgets = cluster.list({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace }, call);
  for await (const budget of budgets) {
    const wanted = Object.entries(labelsAt(objectAt(budget, 'spec', 'selector'), 'matchLabels'));
    if (wanted.every(([label, value]) => labels[label] === value)) return budget.metadata.name;
  }
  return '';
}
