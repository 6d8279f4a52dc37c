import { textAt } from '#src/cluster/index.ts';

import { nodes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { livePod } from './containers/live-pod.ts';
import { NodeContents } from './containers/node-contents.ts';
import { stopPod } from './containers/stop-pod.ts';
import type { Controller } from './controller.ts';
import { isDown } from './node-faults.ts';
import { isFinished, sooner } from './pods.ts';

/** What was found of a pod on a node, while neither changes: when it has to be looked at again. */
const looked = new WeakMap<KubernetesObject, { node: KubernetesObject; next: number | undefined }>();

/** Runs the pods of every node: images, containers, probes, restarts, ends. */
export const kubelet: Controller = {
  name: 'kubelet',
  watches: [pods, nodes],
  reconcile(cluster) {
    const machines = new Map(cluster.store.list(nodes).map((node) => [node.metadata.name, node]));
    const contents = new NodeContents(cluster);
    let next: number | undefined;
    for (const pod of cluster.store.list(pods)) {
      const node = machines.get(textAt(pod, 'spec', 'nodeName') ?? '');
      if (!node || isDown(node)) continue;
      const before = looked.get(pod);
      if (before?.node === node && (before.next === undefined || before.next > cluster.now)) {
        next = sooner(next, before.next);
        continue;
      }
      if (pod.metadata.deletionTimestamp === undefined && isFinished(pod)) {
        looked.set(pod, { node, next: undefined });
        continue;
      }
      const after =
        pod.metadata.deletionTimestamp === undefined
          ? livePod(cluster, pod, node, contents)
          : stopPod(cluster, pod, node);
      const known = cluster.store.get(pods, pod.metadata.namespace, pod.metadata.name);
      if (known) looked.set(known, { node, next: after });
      next = sooner(next, after);
    }
    // Nobody sees a tenth of a second: what is due within one is done together.
    const tick = Math.max(1, cluster.pace(100));
    return next === undefined ? undefined : Math.ceil(next / tick) * tick;
  },
};
