import { type Cluster, ClusterError, nameOf, type ObjectReference } from '#src/cluster/index.ts';

import { readinessOf } from '../changes/readiness/index.ts';

/** What serves, and so shows whether a repair has helped; a job may run for hours and be well. */
const serving: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What is still missing before these workloads do what they should; empty where nothing is. What is gone is nobody's trouble. */
export async function stillMissing(
  cluster: Cluster,
  references: readonly ObjectReference[],
  signal: AbortSignal,
): Promise<string> {
  const workloads = new Map(references.filter(({ kind }) => serving.has(kind)).map((one) => [nameOf(one), one]));
  for (const reference of workloads.values()) {
    try {
      if (!(await cluster.get(reference, { signal }))) continue;
      const { ready, trouble, waitingFor } = await readinessOf(cluster, reference, { signal });
      if (!ready) return trouble?.reason ?? `${waitingFor}.`;
    } catch (error) {
      if (!(error instanceof ClusterError) || signal.aborted) throw error;
      return `${nameOf(reference)} cannot be looked at now.`;
    }
  }
  return '';
}
