import { isDeepStrictEqual } from 'node:util';

import { admitUpdate } from '../admission/admit.ts';
import { ApiError } from '../api-error.ts';
import { ownable, placesOf } from '../apply/field-paths.ts';
import { afterUpdate, managedFieldsOf, ownersFrom } from '../apply/owners.ts';
import { setDefaults } from '../defaults/defaults.ts';
import type { Kind } from '../kinds/kind.ts';
import { apiVersionOf, resourceOf } from '../kinds/kind.ts';
import type { KubernetesObject, ManagedFields } from '../kubernetes-object.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { validate } from '../validation/validate.ts';
import type { ClusterState } from './cluster-state.ts';
import { stays } from './delete-object.ts';
import type { WriteOptions } from './write-options.ts';

/** Puts what somebody wrote in the place of what is there. */
export function replaceObject(
  cluster: ClusterState,
  kind: Kind,
  before: KubernetesObject,
  given: KubernetesObject,
  options: WriteOptions & { managedFields?: ManagedFields[] } = {},
): KubernetesObject {
  const { resourceVersion, uid } = given.metadata;
  if (resourceVersion !== '' && resourceVersion !== '0' && resourceVersion !== before.metadata.resourceVersion)
    throw modified(kind, before.metadata.name);
  if (uid !== '' && uid !== before.metadata.uid) throw otherUid(kind, before, uid);
  const after = structuredClone(combined(kind, before, given, options.subresource));
  setDefaults(kind, after);
  const admitted = admitUpdate(cluster, kind, before, after);
  if (isDeepStrictEqual(withoutFields(before), withoutFields(admitted)) && options.managedFields === undefined)
    return before;
  if (options.subresource !== 'status') validate(kind, admitted, before);
  const counted = { ...admitted, metadata: { ...admitted.metadata, ...generationOf(kind, before, admitted) } };
  const object = withOwners(cluster, kind, before, counted, options);
  if (options.dryRun) return object;
  return putOrFinish(cluster, kind, object);
}

/** Keeps a changed object; one that was only held by what has now been removed goes. */
export function putOrFinish(cluster: ClusterState, kind: Kind, object: KubernetesObject): KubernetesObject {
  if (stays(kind, object)) return cluster.store.put(kind, object);
  return cluster.store.remove(kind, object.metadata.namespace, object.metadata.name) ?? object;
}

/** `generation` counts the changes of everything but metadata and status. */
export function generationOf(
  kind: Kind,
  before: KubernetesObject,
  after: KubernetesObject,
): Pick<KubernetesObject['metadata'], 'generation'> {
  if (!kind.counted) return {};
  const wanted = ({ metadata: _metadata, status: _status, ...rest }: KubernetesObject) => rest;
  const grows = !isDeepStrictEqual(wanted(before), wanted(after));
  return { generation: (before.metadata.generation ?? 1) + (grows ? 1 : 0) };
}

/** What of the new belongs there: the status by its own door, everything else by the main one. */
function combined(
  kind: Kind,
  before: KubernetesObject,
  given: KubernetesObject,
  subresource: WriteOptions['subresource'],
): KubernetesObject {
  const { status: statusBefore, ...restBefore } = before;
  const { status: statusGiven, ...restGiven } = given;
  if (subresource === 'status') return { ...restBefore, ...(statusGiven === undefined ? {} : { status: statusGiven }) };
  const { name, namespace, uid, resourceVersion, creationTimestamp, generation, deletionTimestamp } = before.metadata;
  const { deletionGracePeriodSeconds, managedFields } = before.metadata;
  const status = kind.subresources.includes('status') ? statusBefore : statusGiven;
  const {
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    managedFields: _fields,
    namespace: _namespace,
    ...metadata
  } = restGiven.metadata;
  return {
    ...restGiven,
    metadata: {
      ...metadata,
      name,
      uid,
      resourceVersion,
      creationTimestamp,
      ...(namespace === undefined ? {} : { namespace }),
      ...(generation === undefined ? {} : { generation }),
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
      ...(managedFields === undefined ? {} : { managedFields }),
    },
    ...(status === undefined ? {} : { status }),
  };
}

function withOwners(
  cluster: ClusterState,
  kind: Kind,
  before: KubernetesObject,
  after: KubernetesObject,
  options: WriteOptions & { managedFields?: ManagedFields[] },
): KubernetesObject {
  if (options.managedFields) return { ...after, metadata: { ...after.metadata, managedFields: options.managedFields } };
  if (options.manager === undefined) return after;
  const { manager, subresource } = options;
  const who = { manager, operation: 'Update', apiVersion: apiVersionOf(kind), subresource } as const;
  const type = typeOfKind(kind);
  const places = {
    before: ownable(placesOf(type, before), subresource),
    after: ownable(placesOf(type, after), subresource),
  };
  const owners = afterUpdate(ownersFrom(before.metadata.managedFields), who, places, cluster.now);
  const { managedFields: _, ...metadata } = after.metadata;
  const managedFields = managedFieldsOf(owners);
  return { ...after, metadata: { ...metadata, ...(managedFields.length > 0 ? { managedFields } : {}) } };
}

function withoutFields(object: KubernetesObject): KubernetesObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

export function modified(kind: Kind, name: string): ApiError {
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceOf(kind)} ${JSON.stringify(name)}: the object has been modified; please apply your changes to the latest version and try again`,
    details,
  );
}

function otherUid(kind: Kind, before: KubernetesObject, uid: string): ApiError {
  const { name } = before.metadata;
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceOf(kind)} ${JSON.stringify(name)}: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`,
    details,
  );
}
