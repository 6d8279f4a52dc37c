import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { pods } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';
import { tell } from '../events.ts';
import { memoryOf, withMemory } from '../memory.ts';
import { isFinished } from '../pods.ts';
import { behaviourOf } from './behaviour.ts';

/** Ends a pod that was asked to go: with its grace where its processes do not heed signals. */
export function stopPod(cluster: ControlledCluster, pod: KubernetesObject, node: KubernetesObject): number | undefined {
  const memory = memoryOf(pod);
  const stopAt = numberAt(memory, 'stopAt');
  if (stopAt !== undefined && cluster.now >= stopAt) {
    cluster.delete(pods, pod.metadata.namespace, pod.metadata.name, { graceSeconds: 0 });
    return undefined;
  }
  if (stopAt !== undefined) return stopAt;
  if (isFinished(pod)) {
    cluster.delete(pods, pod.metadata.namespace, pod.metadata.name, { graceSeconds: 0 });
    return undefined;
  }
  const grace =
    (pod.metadata.deletionGracePeriodSeconds ?? numberAt(pod, 'spec', 'terminationGracePeriodSeconds') ?? 30) * 1_000;
  let longest = 100;
  for (const container of objectsAt(pod, 'spec', 'containers')) {
    const name = textAt(container, 'name') ?? '';
    const status = objectsAt(pod, 'status', 'containerStatuses').find((each) => each['name'] === name);
    if (Object.keys(objectAt(status, 'state', 'running')).length === 0) continue;
    tell(cluster, pod, {
      component: 'kubelet',
      host: node.metadata.name,
      fieldPath: `spec.containers{${name}}`,
      reason: 'Killing',
      message: `Stopping container ${name}`,
    });
    const { heedsSignals } = behaviourOf(pod, container);
    const soon = 300 + 1_200 * cluster.chance('stop', pod.metadata.uid, name);
    longest = Math.max(longest, heedsSignals ? Math.min(grace, soon) : grace);
  }
  const at = cluster.now + cluster.pace(longest);
  cluster.update(pods, withMemory(pod, { ...memory, stopAt: at }));
  return at;
}
