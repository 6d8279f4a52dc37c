import type { Cluster, ClusterObject } from '#src/cluster/index.ts';
import { ClusterError, labelsAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import { allOf } from './all-of.ts';
import { endpointOf } from './endpoint.ts';
import type { Host } from './host.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type HostedMachine, machinesOf } from './machines.ts';
import { wait } from './wait.ts';

/** How long the apps on a machine that is to go may take to move. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Prepares machines to go: nothing new comes onto them, what runs there moves as its disruption budgets allow, and the host
 * is told that these are the ones to take.
 */
export async function drain(
  host: Host,
  vdc: HostedVdc,
  leaving: readonly HostedMachine[],
  context: ApplyContext,
): Promise<void> {
  const { signal } = context;
  if (leaving.length === 0) return;
  await inside(host, vdc, signal, async (cluster) => {
    const nodes = await allOf(cluster, NODES, { signal });
    for (const machine of leaving) {
      const node = nodes.find((one) => isNodeOf(one, machine));
      if (!node) continue;
      context.progress('workers', undefined, `${machine.name} is emptied: what runs there moves to the others`);
      await cluster.patch({ ...NODES, name: node.metadata.name }, { spec: { unschedulable: true } }, { signal });
      await empty(host, cluster, node.metadata.name, machine.name, context);
    }
  });
  const outside = await host.cluster();
  for (const { hostname } of leaving) {
    if (hostname === undefined) continue;
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: vdc.namespace.metadata.name, name: hostname };
    const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-1000' };
    await outside.patch(pod, { metadata: { annotations } }, { signal });
  }
}

/** Removes what Kubernetes inside remembers of machines that are gone: it keeps a node until somebody deletes it. */
export async function forgetGone(host: Host, vdc: HostedVdc, signal: AbortSignal): Promise<void> {
  const machines = machinesOf(vdc);
  await inside(host, vdc, signal, async (cluster) => {
    for (const node of await allOf(cluster, NODES, { signal })) {
      if (isReady(node) || machines.some((machine) => isNodeOf(node, machine))) continue;
      await cluster.delete({ ...NODES, name: node.metadata.name }, { signal });
    }
  });
}

const NODES = { apiVersion: 'v1', kind: 'Node' };

async function inside(
  host: Host,
  vdc: HostedVdc,
  signal: AbortSignal,
  work: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const endpoint = endpointOf(vdc, host.options);
  const kubeconfig = endpoint === undefined ? null : await readKubeconfig(await host.cluster(), vdc, endpoint, signal);
  if (kubeconfig === null)
    throw new ActionFailure('NOT_READY', 'The key to this VDC is not there yet.', { retryable: true });
  const cluster = await host.connect(kubeconfig);
  try {
    await work(cluster);
  } finally {
    cluster.close();
  }
}

async function empty(
  host: Host,
  cluster: Cluster,
  node: string,
  machine: string,
  { signal, progress, log }: ApplyContext,
): Promise<void> {
  const begin = host.now();
  let held = '';
  for (;;) {
    const pods = (
      await allOf(cluster, { apiVersion: 'v1', kind: 'Pod', fields: `spec.nodeName=${node}` }, { signal })
    ).filter(moves);
    if (pods.length === 0) return;
    for (const { metadata } of pods) {
      const { name, namespace = '' } = metadata;
      if (metadata.deletionTimestamp !== undefined) continue;
      try {
        await cluster.evict({ name, namespace }, { signal });
      } catch (error) {
        if (!(error instanceof ClusterError) || !['BUDGET', 'NOT_FOUND'].includes(error.code)) throw error;
        if (error.code === 'BUDGET') held = `${namespace}/${name}`;
      }
    }
    if (held !== '') log(`A disruption budget keeps ${held} where it is.`);
    if (host.now() - begin > PATIENCE_MS) {
      throw new ActionFailure(
        'NOT_READY',
        held === ''
          ? `What runs on ${machine} does not end: ${pods.length} pods are still there. Nothing was removed; try again later.`
          : `A disruption budget keeps ${held} on ${machine}: loosen it, or keep the worker. Nothing was removed.`,
        { retryable: true },
      );
    }
    progress('workers', undefined, `${machine} is emptied: ${pods.length} pods still run there`);
    await wait(host.pauseMs, signal);
  }
}

/** Pods of daemons belong to the node, mirrors to its kubelet, and what has ended needs no place. */
function moves(pod: ClusterObject): boolean {
  const ended = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
  const daemon = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') ?? false;
  const mirror = 'kubernetes.io/config.mirror' in labelsAt(pod, 'metadata', 'annotations');
  return !ended && !daemon && !mirror;
}

/** k3k's agents are nodes whose names go on after those of their pods. */
const isNodeOf = ({ metadata }: ClusterObject, { hostname, name }: HostedMachine): boolean =>
  `${metadata.name}-`.startsWith(`${hostname ?? name}-`);

const isReady = (node: ClusterObject): boolean =>
  objectsAt(node, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');
