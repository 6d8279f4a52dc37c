import type { Cluster } from '#src/cluster/index.ts';

import { NODE } from './read-nodes.ts';

/** Says which upgrade closed a node: what others have closed stays closed. */
export const CLOSED_BY = '3bot.io/upgrade';

/** Closes a node for new pods. One that is closed already stays as it is. */
export async function cordon(cluster: Cluster, name: string, effect: string, signal: AbortSignal): Promise<void> {
  const node = await cluster.get({ ...NODE, name }, { signal });
  if (!node || node.spec?.['unschedulable'] === true) return;
  await cluster.patch(
    { ...NODE, name },
    { metadata: { annotations: { [CLOSED_BY]: effect } }, spec: { unschedulable: true } },
    { signal },
  );
}

/** Opens a node that this upgrade has closed. */
export async function uncordon(cluster: Cluster, name: string, effect: string, signal: AbortSignal): Promise<void> {
  const node = await cluster.get({ ...NODE, name }, { signal });
  if (node?.metadata.annotations?.[CLOSED_BY] !== effect) return;
  await cluster.patch(
    { ...NODE, name },
    { metadata: { annotations: { [CLOSED_BY]: null } }, spec: { unschedulable: null } },
    { signal },
  );
}

/** Opens every node that this upgrade has closed. */
export async function uncordonAll(cluster: Cluster, effect: string, signal: AbortSignal): Promise<void> {
  const closed: string[] = [];
  for await (const node of cluster.list(NODE, { signal })) {
    if (node.metadata.annotations?.[CLOSED_BY] === effect) closed.push(node.metadata.name);
  }
  for (const name of closed) await uncordon(cluster, name, effect, signal);
}
