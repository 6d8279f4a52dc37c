import { numberAt, textAt, textsAt } from '#src/cluster/fields.ts';

import { ApiError } from '../api-error.ts';
import { namespaces } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { forbidden } from '../validation/field-errors.ts';
import type { ClusterState } from './cluster-state.ts';

export interface DeleteRequest {
  dryRun?: boolean;
  propagation?: 'Foreground' | 'Background' | 'Orphan';
  graceSeconds?: number;
  uid?: string;
  resourceVersion?: string;
}

const lasting = ['default', 'kube-public', 'kube-system', 'kube-node-lease'];

/** Deletes an object, or marks it as leaving where finalizers or its grace hold it. Answers which of the two. */
export function deleteObject(
  cluster: ClusterState,
  kind: Kind,
  object: KubernetesObject,
  request: DeleteRequest = {},
): { object: KubernetesObject; gone: boolean } {
  checkPreconditions(kind, object, request);
  const { name, namespace } = object.metadata;
  if (kind === namespaces && lasting.includes(name)) throw forbidden(kind, name, 'this namespace may not be deleted');
  const leaving = marked(cluster, kind, object, request);
  if (stays(kind, leaving)) return { object: request.dryRun ? leaving : cluster.store.put(kind, leaving), gone: false };
  if (request.dryRun) return { object, gone: true };
  return { object: cluster.store.remove(kind, namespace, name) ?? object, gone: true };
}

/** Whether an object stays: it is not leaving, or its finalizers, its content or its grace still hold it. */
export function stays(kind: Kind, object: KubernetesObject): boolean {
  if (object.metadata.deletionTimestamp === undefined) return true;
  if ((object.metadata.finalizers ?? []).length > 0) return true;
  if (kind === namespaces) return textsAt(object, 'spec', 'finalizers').length > 0;
  return (object.metadata.deletionGracePeriodSeconds ?? 0) > 0;
}

function marked(cluster: ClusterState, kind: Kind, object: KubernetesObject, request: DeleteRequest): KubernetesObject {
  const { metadata } = object;
  const grace = graceOf(kind, object, request);
  const known = metadata.deletionGracePeriodSeconds;
  // A second delete may shorten the time that is left, never lengthen it.
  const seconds = known === undefined ? grace : Math.min(known, grace);
  const changed = metadata.deletionTimestamp === undefined || seconds !== known;
  const finalizers = finalizersOf(metadata.finalizers ?? [], request.propagation);
  const going: KubernetesObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(changed
        ? {
            deletionTimestamp: kubernetesTime(cluster.now + seconds * 1_000),
            deletionGracePeriodSeconds: seconds,
            ...(kind.counted && metadata.generation !== undefined && metadata.deletionTimestamp === undefined
              ? { generation: metadata.generation + 1 }
              : {}),
          }
        : {}),
      ...(finalizers.length > 0 ? { finalizers } : {}),
    },
  };
  return kind === namespaces ? { ...going, status: { ...going.status, phase: 'Terminating' } } : going;
}

/** Only pods that run somewhere get time to end. */
function graceOf(kind: Kind, object: KubernetesObject, request: DeleteRequest): number {
  if (kind.kind !== 'Pod' || kind.group !== '') return 0;
  if (textAt(object, 'spec', 'nodeName') === undefined) return 0;
  if (['Succeeded', 'Failed'].includes(textAt(object, 'status', 'phase') ?? '')) return request.graceSeconds ?? 0;
  return request.graceSeconds ?? numberAt(object, 'spec', 'terminationGracePeriodSeconds') ?? 30;
}

/** The garbage collector finishes these: it deletes what the object owns first, or lets go of it. */
function finalizersOf(finalizers: readonly string[], propagation: DeleteRequest['propagation']): string[] {
  const others = finalizers.filter((one) => one !== 'foregroundDeletion' && one !== 'orphan');
  if (propagation === 'Foreground') return [...others, 'foregroundDeletion'];
  if (propagation === 'Orphan') return [...others, 'orphan'];
  return propagation === 'Background' ? others : [...finalizers];
}

function checkPreconditions(kind: Kind, object: KubernetesObject, { uid, resourceVersion }: DeleteRequest): void {
  const { name, uid: isUid, resourceVersion: isVersion } = object.metadata;
  const wrong =
    uid !== undefined && uid !== isUid
      ? `the UID in the precondition (${uid}) does not match the UID in record (${isUid}). The object might have been deleted and then recreated`
      : resourceVersion !== undefined && resourceVersion !== isVersion
        ? `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${isVersion}). The object might have been modified`
        : undefined;
  if (wrong === undefined) return;
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.kind };
  const what = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  throw new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${what} ${JSON.stringify(name)}: ${wrong}`,
    details,
  );
}
