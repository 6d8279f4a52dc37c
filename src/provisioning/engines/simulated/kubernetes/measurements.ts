import { textAt } from '#src/cluster/fields.ts';

import { podUsage } from './controllers/usage.ts';
import { apiVersionOf, nodeMetrics, nodes, podMetrics, pods } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { kubernetesTime } from './kubernetes-object.ts';
import type { StoreReader } from './object-store.ts';

/** How long a measurement took: metrics-server's own window. */
const WINDOW = '15.021s';
/** What a node uses for itself. */
const NODE_OVERHEAD = { cpuMillis: 60, memoryBytes: 620 * 1_024 ** 2 };

/** What metrics-server says of the running pods at a moment. */
export function measuredPods(store: StoreReader, now: number, namespace?: string): KubernetesObject[] {
  return store.list(pods, namespace).flatMap((pod) => {
    const { containers } = podUsage(pod, now);
    if (containers.length === 0) return [];
    const usage = containers.map(({ name, ...amounts }) => ({ name, usage: amountsOf(amounts) }));
    return [{ ...measured(podMetrics, pod, now), containers: usage }];
  });
}

/** What it says of the nodes: what their pods use, and they themselves. */
export function measuredNodes(store: StoreReader, now: number): KubernetesObject[] {
  const all = store.list(pods);
  return store.list(nodes).map((node) => {
    const own = all.filter((pod) => textAt(pod, 'spec', 'nodeName') === node.metadata.name);
    const used = own.flatMap((pod) => podUsage(pod, now).containers);
    const sum = used.reduce(
      (total, one) => ({
        cpuMillis: total.cpuMillis + one.cpuMillis,
        memoryBytes: total.memoryBytes + one.memoryBytes,
      }),
      NODE_OVERHEAD,
    );
    return { ...measured(nodeMetrics, node, now), usage: amountsOf(sum) };
  });
}

function measured(kind: typeof nodeMetrics, { metadata }: KubernetesObject, now: number): KubernetesObject {
  const { name, namespace, labels } = metadata;
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels ? { labels } : {}),
      uid: '',
      resourceVersion: '',
      creationTimestamp: kubernetesTime(now),
    },
    timestamp: kubernetesTime(now),
    window: WINDOW,
  };
}

const amountsOf = ({ cpuMillis, memoryBytes }: { cpuMillis: number; memoryBytes: number }) => ({
  cpu: `${Math.round(cpuMillis * 1_000_000)}n`,
  memory: `${Math.round(memoryBytes / 1_024)}Ki`,
});
