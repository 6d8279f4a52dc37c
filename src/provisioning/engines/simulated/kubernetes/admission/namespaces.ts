import { ApiError } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import { namespaces, resourceOf } from '../kinds/index.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

/** Nothing is made in a namespace that is not there, or is leaving. */
export function requireNamespace(cluster: ClusterState, kind: Kind, namespace: string, name: string): void {
  const found = cluster.store.get(namespaces, undefined, namespace);
  if (!found)
    throw new ApiError(404, 'NotFound', `namespaces ${JSON.stringify(namespace)} not found`, {
      name: namespace,
      kind: 'namespaces',
    });
  if (found.metadata.deletionTimestamp === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  throw new ApiError(403, 'Forbidden', `${resourceOf(kind)} ${JSON.stringify(name)} is forbidden: ${why}`, {
    name,
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.plural,
    causes: [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }],
  });
}
