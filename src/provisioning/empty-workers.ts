import { setTimeout as pause } from 'node:timers/promises';

import type { Cluster, ClusterObject } from '#src/cluster/index.ts';

import { ActionFailure } from './action.ts';
import type { MachineStatus } from './engine.ts';
import { nodeOf } from './node-rules/node-need.ts';
import { type DrainRound, drainRound } from './upgrade/drain-round.ts';

export interface EmptyOptions {
  signal: AbortSignal;
  say(text: string): void;
  now(): number;
  pauseMs?: number;
  patienceMs?: number;
}

/** How long the apps on a worker that is to go may take to move. */
const PATIENCE_MS = 5 * 60_000;
const PAUSE_MS = 1_000;

/**
 * Empties workers before they are taken away: nothing new comes onto them, and what runs there is asked to leave as its
 * disruption budgets allow. Where it may not, or nobody would make it anew, the workers are given back to Kubernetes and
 * the reason is told. Again goes on.
 */
export async function emptyWorkers(
  cluster: Cluster,
  leaving: readonly MachineStatus[],
  options: EmptyOptions,
): Promise<void> {
  const nodes: { machine: MachineStatus; node: ClusterObject }[] = [];
  for (const machine of leaving) {
    const node = await nodeOf(cluster, machine, options.signal);
    if (node) nodes.push({ machine, node });
  }
  try {
    // All of them first: what leaves one must not come to the next.
    for (const { node } of nodes) await cordon(cluster, node, true, options.signal);
    for (const { machine, node } of nodes) await emptyOne(cluster, node.metadata.name, machine.name, options);
  } catch (error) {
    if (error instanceof ActionFailure) {
      for (const { node } of nodes) await cordon(cluster, node, false, options.signal);
    }
    throw error;
  }
}

async function emptyOne(
  cluster: Cluster,
  node: string,
  machine: string,
  { signal, say, now, pauseMs = PAUSE_MS, patienceMs = PATIENCE_MS }: EmptyOptions,
): Promise<void> {
  const end = now() + patienceMs;
  for (;;) {
    const round = await drainRound(cluster, node, { signal });
    if (round.left === 0) return;
    const [bare] = round.bare;
    if (bare) {
      throw new ActionFailure(
        'NOT_READY',
        `${bare.namespace}/${bare.name} on ${machine} belongs to nobody who would make it anew elsewhere: delete it, or keep the worker. Nothing was removed.`,
      );
    }
    if (now() > end) throw new ActionFailure('NOT_READY', whyNotEmpty(machine, round), { retryable: true });
    say(`${machine} is emptied: ${round.left} ${round.left === 1 ? 'pod still runs' : 'pods still run'} there`);
    await pause(pauseMs, undefined, { signal }).catch(() => {
      throw new ActionFailure('ABORTED', 'It was stopped before it was done.');
    });
  }
}

function whyNotEmpty(machine: string, { left, held }: DrainRound): string {
  return held
    ? `The disruption budget ${held.budget} keeps ${held.namespace}/${held.pod} on ${machine}: loosen it, or keep the worker. Nothing was removed.`
    : `What runs on ${machine} does not end: ${left} pods are still there. Nothing was removed; try again later.`;
}

async function cordon(cluster: Cluster, node: ClusterObject, closed: boolean, signal: AbortSignal): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'Node', name: node.metadata.name };
  await cluster.patch(reference, { spec: { unschedulable: closed ? true : null } }, { signal });
}
