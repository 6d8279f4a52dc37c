import type { OwnerReference } from '#src/cluster/cluster-object.ts';
import { objectsAt, textAt } from '#src/cluster/index.ts';

import type { Kind } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';

/** The reference that makes `owner` the controller of what carries it. */
export function ownerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Who controls the object. */
export function controllerOf(object: KubernetesObject): { kind: string; name: string; uid: string } | undefined {
  const owner = objectsAt(object, 'metadata', 'ownerReferences').find(({ controller }) => controller === true);
  const [kind, name, uid] = [textAt(owner, 'kind'), textAt(owner, 'name'), textAt(owner, 'uid')];
  return kind === undefined || name === undefined || uid === undefined ? undefined : { kind, name, uid };
}

/** By the list that was grouped: it is another one as soon as one object changes. */
const grouped = new WeakMap<readonly KubernetesObject[], Map<string, KubernetesObject[]>>();

/** The objects of a kind by the uid of who controls them. */
export function byController(cluster: ControlledCluster, kind: Kind): ReadonlyMap<string, KubernetesObject[]> {
  const all = cluster.store.list(kind);
  const known = grouped.get(all);
  if (known) return known;
  const owned = new Map<string, KubernetesObject[]>();
  for (const object of all) {
    const uid = controllerOf(object)?.uid;
    if (uid === undefined) continue;
    const list = owned.get(uid);
    if (list) list.push(object);
    else owned.set(uid, [object]);
  }
  grouped.set(all, owned);
  return owned;
}
