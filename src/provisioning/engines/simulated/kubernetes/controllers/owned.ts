import { objectsAt, textAt } from '#src/cluster/index.ts';

import type { Kind } from '../kinds/index.ts';
import type { KubernetesObject, OwnerReference } from '../kubernetes-object.ts';
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

/** The objects of a kind by the uid of who controls them. */
export function byController(cluster: ControlledCluster, kind: Kind): Map<string, KubernetesObject[]> {
  const owned = new Map<string, KubernetesObject[]>();
  for (const object of cluster.store.list(kind)) {
    const uid = controllerOf(object)?.uid;
    if (uid === undefined) continue;
    const list = owned.get(uid);
    if (list) list.push(object);
    else owned.set(uid, [object]);
  }
  return owned;
}
