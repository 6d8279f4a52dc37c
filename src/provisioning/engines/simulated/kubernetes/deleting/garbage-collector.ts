import type { ControlledCluster, Controller } from '../controllers/controller.ts';
import type { Kind } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';

/** Deletes what nobody owns any more, and ends the deletions that wait for what an object owns. */
export const garbageCollector: Controller = {
  name: 'garbage-collector',
  watches: 'all',
  reconcile(cluster) {
    const objects = allOf(cluster);
    const owners = new Map(objects.map((one) => [one.object.metadata.uid, one]));
    for (const { kind, object } of objects) {
      const references = object.metadata.ownerReferences ?? [];
      const there = references.filter(({ uid }) => owners.has(uid));
      if (references.length === 0 || object.metadata.deletionTimestamp !== undefined) continue;
      const letGo = there.filter(({ uid }) => holds(owners.get(uid), 'orphan'));
      if (letGo.length > 0) release(cluster, kind, object, new Set(letGo.map(({ uid }) => uid)));
      else if (there.every(({ uid }) => holds(owners.get(uid), 'foregroundDeletion')))
        cluster.delete(kind, object.metadata.namespace, object.metadata.name, {
          propagation: there.length === 0 ? 'Background' : 'Foreground',
        });
    }
    for (const { kind, object } of objects) finish(cluster, kind, object, objects);
    return undefined;
  },
};

interface Found {
  kind: Kind;
  object: KubernetesObject;
}

function allOf(cluster: ControlledCluster): Found[] {
  return cluster
    .served()
    .filter((kind) => !kind.storedAs)
    .flatMap((kind) => cluster.store.list(kind).map((object) => ({ kind, object })));
}

const holds = (found: Found | undefined, finalizer: string): boolean =>
  found?.object.metadata.deletionTimestamp !== undefined &&
  (found.object.metadata.finalizers ?? []).includes(finalizer);

function release(cluster: ControlledCluster, kind: Kind, object: KubernetesObject, uids: ReadonlySet<string>): void {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const rest = ownerReferences.filter(({ uid }) => !uids.has(uid));
  cluster.update(kind, {
    ...object,
    metadata: { ...metadata, ...(rest.length > 0 ? { ownerReferences: rest } : {}) },
  });
}

/** Takes the finalizer of the collector off when what it waited for is done. */
function finish(
  cluster: ControlledCluster,
  kind: Kind,
  { metadata }: KubernetesObject,
  objects: readonly Found[],
): void {
  if (metadata.deletionTimestamp === undefined) return;
  const object = cluster.store.get(kind, metadata.namespace, metadata.name);
  const finalizers = object?.metadata.finalizers ?? [];
  if (!object || !finalizers.some((one) => one === 'orphan' || one === 'foregroundDeletion')) return;
  const owned = objects.some(({ kind: ownedKind, object: { metadata: its } }) =>
    cluster.store
      .get(ownedKind, its.namespace, its.name)
      ?.metadata.ownerReferences?.some(
        ({ uid, blockOwnerDeletion }) =>
          uid === metadata.uid && (blockOwnerDeletion === true || finalizers.includes('orphan')),
      ),
  );
  if (owned) return;
  const rest = finalizers.filter((one) => one !== 'orphan' && one !== 'foregroundDeletion');
  const { finalizers: _, ...others } = object.metadata;
  cluster.update(kind, { ...object, metadata: { ...others, ...(rest.length > 0 ? { finalizers: rest } : {}) } });
}
