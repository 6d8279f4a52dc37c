import { type Cluster, ClusterError, numberAt } from '#src/cluster/index.ts';

import type { LiveRun } from './live-run.ts';

/** Gives a workload one copy more for a while, so that its disruption budget lets one go. `owner`: `Deployment shop/web`. */
export async function addCopy(live: LiveRun, cluster: Cluster, owner: string): Promise<void> {
  const { signal } = live.context;
  const [kind = '', path = ''] = owner.split(' ');
  const [namespace = '', name = ''] = path.split('/');
  const { scaled } = live.run;
  if (scaled.some((one) => one.kind === kind && one.namespace === namespace && one.name === name)) return;
  const reference = { apiVersion: 'apps/v1', kind, namespace, name };
  const replicas = numberAt(await cluster.get(reference, { signal }), 'spec', 'replicas') ?? 1;
  // Written down first: whoever goes on after a crash knows the number to go back to.
  await live.write({ scaled: [...scaled, { kind, namespace, name, replicas }] });
  await cluster.scale(reference, replicas + 1, { signal });
  await live.say(`${kind} ${namespace}/${name} has ${replicas + 1} copies for a while`);
}

/** Gives workloads the number of copies back that they had. What somebody else has set meanwhile stays. */
export async function takeCopiesBack(live: LiveRun, cluster: Cluster): Promise<void> {
  const { signal } = live.context;
  for (const { kind, namespace, name, replicas } of live.run.scaled) {
    const reference = { apiVersion: 'apps/v1', kind, namespace, name };
    try {
      const now = numberAt(await cluster.get(reference, { signal }), 'spec', 'replicas');
      if (now === replicas + 1) await cluster.scale(reference, replicas, { signal });
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== 'NOT_FOUND') throw error;
    }
  }
  if (live.run.scaled.length > 0) await live.write({ scaled: [] });
}
