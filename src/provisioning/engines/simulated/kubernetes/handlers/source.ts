import { objectNotFound } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import { nodeMetrics, podMetrics } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { measuredNodes, measuredPods } from '../measurements.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';

/** The objects of a kind as its readers see them: kept, another view of what is kept, or measured now. */
export function listed(cluster: SimulatedCluster, kind: Kind, namespace?: string): KubernetesObject[] {
  if (kind === podMetrics) return measuredPods(cluster.store, cluster.now, namespace);
  if (kind === nodeMetrics) return measuredNodes(cluster.store, cluster.now);
  return cluster.store.list(kind, namespace).map((object) => seen(kind, object));
}

/** One of them; 404 when there is none. */
export function found(
  cluster: SimulatedCluster,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): KubernetesObject {
  const computed = kind === podMetrics || kind === nodeMetrics;
  const object = computed
    ? listed(cluster, kind, namespace).find(({ metadata }) => metadata.name === name)
    : cluster.store.get(kind, namespace, name);
  if (!object) throw objectNotFound(kind, name);
  return computed ? object : seen(kind, object);
}

/** An object in the view of a kind. */
export function seen(kind: Kind, object: KubernetesObject): KubernetesObject {
  if (kind.storedAs) return kind.storedAs.fromStored(object);
  return object;
}
