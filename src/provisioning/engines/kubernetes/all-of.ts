import type { CallOptions, Cluster, ClusterObject, Selection } from '#src/cluster/index.ts';

/** Every object of a selection, at once. For what is bounded by nature: the nodes of a host, the pods of a VDC. */
export async function allOf(cluster: Cluster, selection: Selection, options?: CallOptions): Promise<ClusterObject[]> {
  const objects: ClusterObject[] = [];
  for await (const object of cluster.list(selection, options)) objects.push(object);
  return objects;
}
