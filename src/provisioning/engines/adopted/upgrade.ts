import { setTimeout as pause } from 'node:timers/promises';

import {
  type CallOptions,
  type Cluster,
  ClusterError,
  type ClusterObject,
  labelsAt,
  numberAt,
  objectsAt,
  textAt,
  textsAt,
} from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext, UpgradeNeeds } from '../../engine.ts';
import { controllerManifests, PLAN, planDefinition, plansOf, RELEASED, SPACE } from './upgrade-manifests.ts';

/** One node may take so long to be replaced. */
const NODE_MS = 15 * 60_000;
/** What is installed may take so long to run. */
const INSTALL_MS = 5 * 60_000;
const LOOK_MS = 1_000;
const NODE = { apiVersion: 'v1', kind: 'Node' };

/** k3s nodes are upgraded by Rancher's system-upgrade-controller; another cluster by whoever made it. */
export async function upgradeNeeds(cluster: Cluster, name: string): Promise<UpgradeNeeds> {
  for await (const node of cluster.list(NODE)) {
    const version = textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '';
    if (/\+k3s\d+$/.test(version)) continue;
    return {
      type: 'refused',
      why: `"${name}" is no k3s cluster (${node.metadata.name} runs ${version}): upgrade it with what it was made with.`,
    };
  }
  if ((await cluster.kind(PLAN)) && (await controllerOf(cluster))) return { type: 'nothing' };
  return {
    type: 'install',
    what:
      `Nodes of k3s are upgraded by Rancher's system-upgrade-controller, which "${name}" does not have yet. It gets a ` +
      `namespace ${SPACE} of its own and may change nodes.`,
  };
}

/** Installs the controller, and waits until it runs. Again finds it done. */
export async function installController(cluster: Cluster, { signal, progress }: ApplyContext): Promise<void> {
  const deadline = Date.now() + INSTALL_MS;
  progress('reserve', undefined, 'Installing the system-upgrade-controller');
  const definition = (await cluster.kind(PLAN, { signal })) ? [] : [planDefinition];
  for (const manifest of [...definition, ...controllerManifests()])
    await cluster.apply(manifest, { signal, force: true });
  for (;;) {
    const controller = await controllerOf(cluster, { signal });
    if (controller && (numberAt(controller, 'status', 'readyReplicas') ?? 0) > 0) return;
    if (Date.now() > deadline) {
      throw new ActionFailure(
        'UPGRADE_FAILED',
        'The system-upgrade-controller does not come to run. Its pods say why.',
      );
    }
    await rest(signal);
  }
}

/**
 * Lets the Plans have one node, and waits until it runs the version. The Plans are those everybody writes: servers first,
 * then agents that wait for them; which node may go is a label, so that we say when.
 */
export async function upgradeMachine(
  cluster: Cluster,
  name: string,
  version: string,
  { signal, progress }: ApplyContext,
): Promise<void> {
  const node = await cluster.get({ ...NODE, name }, { signal });
  if (!node) throw new ActionFailure('NOT_FOUND', `There is no node "${name}" in this cluster.`);
  const space = (await controllerOf(cluster, { signal }))?.metadata.namespace ?? SPACE;
  const role = 'node-role.kubernetes.io/control-plane' in labelsAt(node, 'metadata', 'labels') ? 'server' : 'agent';
  const plans = plansOf(space, version);
  const plan = { ...PLAN, namespace: space, name: plans[role].metadata.name };
  // One that has failed would not try again by itself.
  if (failureOf(await cluster.get(plan, { signal })) !== undefined) {
    await cluster.delete(plan, { signal, propagation: 'Foreground' });
    while (await cluster.get(plan, { signal })) await rest(signal);
  }
  for (const manifest of [plans.server, plans.agent]) await cluster.apply(manifest, { signal, force: true });
  await cluster.patch(
    { ...NODE, name },
    { metadata: { labels: { [RELEASED]: version.replace('+', '-') } } },
    { signal },
  );
  const deadline = Date.now() + NODE_MS;
  for (;;) {
    const [now, state] = await orAway(
      () => Promise.all([cluster.get({ ...NODE, name }, { signal }), cluster.get(plan, { signal })]),
      signal,
    );
    if (textAt(now, 'status', 'nodeInfo', 'kubeletVersion') === version && isLeft(state, name)) return;
    const failure = failureOf(state);
    if (failure !== undefined) throw new ActionFailure('NODE_FAILED', `${name}: ${failure}`);
    if (Date.now() > deadline) {
      throw new ActionFailure('NODE_FAILED', `${name} was not upgraded within ${NODE_MS / 60_000} minutes.`);
    }
    progress(role === 'server' ? 'controllers' : 'workers', undefined, `${name} starts again with ${version}`);
    await rest(signal);
  }
}

/** Takes the Plans and our labels away again; the controller stays. */
export async function finishUpgrade(cluster: Cluster, { signal }: ApplyContext): Promise<void> {
  if (!(await cluster.kind(PLAN, { signal }))) return;
  const space = (await controllerOf(cluster, { signal }))?.metadata.namespace ?? SPACE;
  for (const { metadata } of Object.values(plansOf(space, 'v0.0.0')))
    await cluster.delete({ ...PLAN, namespace: space, name: metadata.name }, { signal });
  for await (const { metadata } of cluster.list({ ...NODE, labels: RELEASED }, { signal }))
    await cluster.patch({ ...NODE, name: metadata.name }, { metadata: { labels: { [RELEASED]: null } } }, { signal });
}

/** The controller, in whatever namespace somebody put it. */
async function controllerOf(cluster: Cluster, options: CallOptions = {}): Promise<ClusterObject | undefined> {
  for await (const deployment of cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment' }, options)) {
    if (deployment.metadata.name === 'system-upgrade-controller') return deployment;
  }
  return undefined;
}

/** Why a Plan gave up on a node. */
function failureOf(plan: ClusterObject | null): string | undefined {
  const complete = objectsAt(plan, 'status', 'conditions').find(({ type }) => type === 'Complete');
  return complete?.['reason'] === 'JobFailed' ? (textAt(complete, 'message') ?? 'its job failed') : undefined;
}

/** The Plan has done with a node. */
const isLeft = (plan: ClusterObject | null, name: string): boolean =>
  !textsAt(plan, 'status', 'applying').includes(name);

/** While a server is replaced, its API is away. */
async function orAway<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | [null, null]> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || !(error instanceof ClusterError) || !error.retryable) throw error;
    return [null, null];
  }
}

async function rest(signal: AbortSignal): Promise<void> {
  await pause(LOOK_MS, undefined, { signal }).catch(() => {
    throw new ActionFailure('ABORTED', 'It was stopped before it was done.');
  });
}
