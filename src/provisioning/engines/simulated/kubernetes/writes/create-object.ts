import type { JsonObject } from '#src/protocol/index.ts';

import { admitCreate } from '../admission/admit.ts';
import { requireNamespace } from '../admission/namespaces.ts';
import { ApiError, badRequest } from '../api-error.ts';
import { ownable, placesOf } from '../apply/field-paths.ts';
import { afterUpdate, managedFieldsOf } from '../apply/owners.ts';
import { setDefaults } from '../defaults/defaults.ts';
import type { Kind } from '../kinds/kind.ts';
import { apiVersionOf, resourceOf } from '../kinds/kind.ts';
import type { KubernetesObject, ManagedFields, ObjectMeta } from '../kubernetes-object.ts';
import { kubernetesTime, uidOf } from '../kubernetes-object.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { validate } from '../validation/validate.ts';
import type { ClusterState } from './cluster-state.ts';
import type { WriteOptions } from './write-options.ts';

/** Makes an object from what its author wrote, which is of the kind's shape. */
export function createObject(
  cluster: ClusterState,
  kind: Kind,
  given: KubernetesObject,
  options: WriteOptions & { managedFields?: ManagedFields[] } = {},
): KubernetesObject {
  if ((given.metadata.resourceVersion ?? '') !== '')
    throw badRequest('resourceVersion should not be set on objects to be created');
  const metadata = newMetadata(cluster, kind, given);
  const { name, namespace } = metadata;
  if (namespace !== undefined) requireNamespace(cluster, kind, namespace, name);
  if (cluster.store.get(kind, namespace, name)) throw alreadyExists(kind, name);
  const draft: KubernetesObject = { ...structuredClone(given), metadata };
  setDefaults(kind, draft);
  if (kind.subresources.includes('status') && !kind.custom)
    draft.status ??= structuredClone(firstStatus[kind.kind] ?? {});
  // Whoever makes an object owns what the server sets for it too, but not what the cluster adds.
  const managedFields = options.managedFields ?? trackedFields(cluster, kind, draft, options.manager);
  const admitted = admitCreate(cluster, kind, draft);
  validate(kind, admitted);
  const object = managedFields ? { ...admitted, metadata: { ...admitted.metadata, managedFields } } : admitted;
  return options.dryRun ? object : cluster.store.put(kind, object);
}

function newMetadata(cluster: ClusterState, kind: Kind, given: KubernetesObject): ObjectMeta {
  const {
    managedFields: _fields,
    generation: _generation,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    ...metadata
  } = given.metadata;
  const name = metadata.name === '' ? generatedName(cluster, kind, given) : metadata.name;
  return {
    ...metadata,
    name,
    uid: uidOf(cluster.ref, kind.group, kind.plural, metadata.namespace ?? '', name, String(cluster.now)),
    creationTimestamp: kubernetesTime(cluster.now),
    ...(kind.counted ? { generation: 1 } : {}),
  };
}

/** What the status of a new object says before anybody has looked at it. */
const firstStatus: { [kind: string]: JsonObject } = {
  StatefulSet: { availableReplicas: 0, replicas: 0 },
  ReplicaSet: { replicas: 0 },
  DaemonSet: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  PodDisruptionBudget: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  HorizontalPodAutoscaler: { currentMetrics: null, desiredReplicas: 0 },
  Ingress: { loadBalancer: {} },
};

/** Letters and digits that make no words. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';
const MAX_TRIES = 8;

function generatedName(cluster: ClusterState, kind: Kind, { metadata }: KubernetesObject): string {
  const start = metadata.generateName ?? '';
  if (start === '') return '';
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const key = uidOf(
      cluster.ref,
      kind.plural,
      start,
      String(cluster.now),
      String(cluster.store.size),
      String(attempt),
    );
    let rest = Number.parseInt(key.slice(0, 8), 16);
    let suffix = '';
    for (let length = 0; length < 5; length += 1) {
      suffix += letters[rest % letters.length];
      rest = Math.floor(rest / letters.length);
    }
    const name = `${start.slice(0, 58)}${suffix}`;
    if (!cluster.store.get(kind, metadata.namespace, name)) return name;
  }
  throw alreadyExists(kind, start);
}

function trackedFields(
  cluster: ClusterState,
  kind: Kind,
  given: JsonObject,
  manager: string | undefined,
): ManagedFields[] | undefined {
  if (manager === undefined) return undefined;
  const who = { manager, operation: 'Update', apiVersion: apiVersionOf(kind), subresource: undefined } as const;
  const after = ownable(placesOf(typeOfKind(kind), given), undefined);
  return managedFieldsOf(afterUpdate([], who, { before: new Map(), after }, cluster.now));
}

function alreadyExists(kind: Kind, name: string): ApiError {
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
  return new ApiError(409, 'AlreadyExists', `${resourceOf(kind)} ${JSON.stringify(name)} already exists`, details);
}
