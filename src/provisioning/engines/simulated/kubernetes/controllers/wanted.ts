import { numberAt } from '#src/cluster/index.ts';

import { replicaSets, statefulSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { controllerOf } from './owned.ts';

/** How many pods the owners of these want together; pods of nobody count for themselves. */
export function wantedOf(cluster: ControlledCluster, covered: readonly KubernetesObject[]): number {
  const owners = new Set<string>();
  let wanted = 0;
  for (const pod of covered) {
    const owner = controllerOf(pod);
    const kind = owner?.kind === 'ReplicaSet' ? replicaSets : owner?.kind === 'StatefulSet' ? statefulSets : undefined;
    const found = owner && kind && cluster.store.get(kind, pod.metadata.namespace, owner.name);
    if (!found) {
      wanted += 1;
      continue;
    }
    // During a rollout the ReplicaSets of one Deployment want what it wants.
    const top = controllerOf(found)?.uid ?? found.metadata.uid;
    if (owners.has(top)) continue;
    owners.add(top);
    wanted += Number(
      found.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] ??
        numberAt(found, 'spec', 'replicas') ??
        1,
    );
  }
  return wanted;
}
