import type { JsonObject } from '#src/protocol/index.ts';

import type { ControlledCluster, Controller } from '../controllers/controller.ts';
import { namespaces, resourceOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';

/** Empties namespaces that are leaving, and lets them go when nothing is left. */
export const namespaceEmptying: Controller = {
  name: 'namespace-emptying',
  watches: 'all',
  reconcile(cluster) {
    for (const namespace of cluster.store.list(namespaces)) {
      if (namespace.metadata.deletionTimestamp !== undefined) empty(cluster, namespace);
    }
    return undefined;
  },
};

function empty(cluster: ControlledCluster, namespace: KubernetesObject): void {
  const { name } = namespace.metadata;
  const kinds = cluster.served().filter((kind) => kind.namespaced && !kind.storedAs);
  for (const kind of kinds) {
    for (const object of cluster.store.list(kind, name)) {
      if (object.metadata.deletionTimestamp === undefined)
        cluster.delete(kind, name, object.metadata.name, { propagation: 'Background' });
    }
  }
  const left = kinds.flatMap((kind) => cluster.store.list(kind, name).map((object) => ({ kind, object })));
  if (left.length === 0) return cluster.update(namespaces, { ...namespace, spec: { finalizers: [] } }) && undefined;
  const counts = new Map<string, number>();
  for (const { kind } of left) counts.set(`${resourceOf(kind)}.`, (counts.get(`${resourceOf(kind)}.`) ?? 0) + 1);
  const finalizers = new Map<string, number>();
  for (const { object } of left)
    for (const one of object.metadata.finalizers ?? []) finalizers.set(one, (finalizers.get(one) ?? 0) + 1);
  const resources = [...counts].map(([resource, count]) => `${resource} has ${count} resource instances`).join(', ');
  const holders = [...finalizers].map(([one, count]) => `${one} in ${count} resource instances`).join(', ');
  const conditions = [
    condition(
      namespace,
      'NamespaceDeletionDiscoveryFailure',
      false,
      'ResourcesDiscovered',
      'All resources successfully discovered',
      cluster.now,
    ),
    condition(
      namespace,
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
      cluster.now,
    ),
    condition(
      namespace,
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
      cluster.now,
    ),
    condition(
      namespace,
      'NamespaceContentRemaining',
      true,
      'SomeResourcesRemain',
      `Some resources are remaining: ${resources}`,
      cluster.now,
    ),
    finalizers.size > 0
      ? condition(
          namespace,
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holders}`,
          cluster.now,
        )
      : condition(
          namespace,
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
          cluster.now,
        ),
  ];
  cluster.update(namespaces, { ...namespace, status: { ...namespace.status, phase: 'Terminating', conditions } });
}

function condition(
  namespace: KubernetesObject,
  type: string,
  holds: boolean,
  reason: string,
  message: string,
  now: number,
): JsonObject {
  const known = namespace.status?.['conditions'];
  const status = holds ? 'True' : 'False';
  const before = Array.isArray(known)
    ? known.find(
        (one) =>
          typeof one === 'object' &&
          one !== null &&
          !Array.isArray(one) &&
          one['type'] === type &&
          one['status'] === status,
      )
    : undefined;
  const since =
    typeof before === 'object' && before !== null && !Array.isArray(before) ? before['lastTransitionTime'] : undefined;
  return { type, status, lastTransitionTime: since ?? kubernetesTime(now), reason, message };
}
