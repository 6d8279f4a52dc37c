import { isDeepStrictEqual } from 'node:util';

import { flagAt, textAt, valueAt } from '#src/cluster/fields.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import { parseQuantity } from '../quantity.ts';
import { isObject } from '../schema/conform.ts';
import type { FieldErrors } from './field-errors.ts';

/** Refuses changes of what was settled when the object was made. */
export function checkUnchanged(before: KubernetesObject, after: KubernetesObject, errors: FieldErrors): void {
  const known = before.metadata.finalizers ?? [];
  const added = (after.metadata.finalizers ?? []).filter((one) => !known.includes(one));
  if (before.metadata.deletionTimestamp !== undefined && added.length > 0)
    errors.forbidden(
      'metadata.finalizers',
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((one) => JSON.stringify(one)).join(', ')}}`,
    );
  byKind[after.kind]?.(before, after, errors);
}

type Check = (before: KubernetesObject, after: KubernetesObject, errors: FieldErrors) => void;

const immutable =
  (...fields: string[]): Check =>
  (before, after, errors) => {
    for (const field of fields) {
      const [was, is] = [before, after].map((object) => valueAt(object, ...field.split('.')));
      if (!isDeepStrictEqual(was, is)) errors.invalid(field, is, 'field is immutable');
    }
  };

const STATEFUL =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

const statefulFields = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

const CLAIM =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

const POD =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

const byKind: { [kind: string]: Check } = {
  Deployment: immutable('spec.selector'),
  ReplicaSet: immutable('spec.selector'),
  DaemonSet: immutable('spec.selector'),
  Job(before, after, errors) {
    immutable('spec.selector', 'spec.completionMode')(before, after, errors);
    if (flagAt(before, 'spec', 'suspend') !== true) immutable('spec.template')(before, after, errors);
  },
  StatefulSet(before, after, errors) {
    if (!isDeepStrictEqual(without(before.spec, statefulFields), without(after.spec, statefulFields)))
      errors.forbidden('spec', STATEFUL);
  },
  Pod(before, after, errors) {
    if (!isDeepStrictEqual(settledPod(before), settledPod(after))) errors.forbidden('spec', POD);
  },
  PersistentVolumeClaim(before, after, errors) {
    const settled = (claim: KubernetesObject) => without(claim.spec, ['resources', 'volumeAttributesClassName']);
    const binding = textAt(before, 'spec', 'volumeName') === undefined ? ['volumeName'] : [];
    if (!isDeepStrictEqual(without(settled(before), binding), without(settled(after), binding)))
      errors.forbidden('spec', CLAIM);
    const [was, is] = [before, after].map((claim) =>
      parseQuantity(textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? ''),
    );
    if (was === undefined || is === undefined) return;
    if (is === was) return;
    const capacity = parseQuantity(textAt(before, 'status', 'capacity', 'storage') ?? '') ?? was;
    if (textAt(before, 'status', 'phase') !== 'Bound') errors.forbidden('spec', CLAIM);
    else if (is < capacity)
      errors.forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity');
  },
  Service(before, after, errors) {
    const [was, is] = [before, after].map((service) => textAt(service, 'spec', 'clusterIP'));
    const [typeWas, typeIs] = [before, after].map((service) => textAt(service, 'spec', 'type'));
    if (was !== undefined && was !== is && typeWas !== 'ExternalName' && typeIs !== 'ExternalName')
      errors.invalid('spec.clusterIPs[0]', [is ?? ''], 'may not change once set');
  },
  Secret(before, after, errors) {
    immutable('type')(before, after, errors);
    frozen(before, after, errors);
  },
  ConfigMap: frozen,
  RoleBinding: roleReference,
  ClusterRoleBinding: roleReference,
  StorageClass(before, after, errors) {
    for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
      if (!isDeepStrictEqual(before[field], after[field]))
        errors.forbidden(field, `updates to ${field} are forbidden.`);
    }
  },
  PriorityClass(before, after, errors) {
    if (before['value'] !== after['value']) errors.forbidden('value', 'may not be changed in an update.');
  },
  HelmChart: immutable('spec.driver'),
  CustomResourceDefinition: immutable('spec.group', 'spec.names.kind', 'spec.names.plural', 'spec.scope'),
};

function frozen(before: KubernetesObject, after: KubernetesObject, errors: FieldErrors): void {
  if (before['immutable'] !== true) return;
  if (after['immutable'] !== true) errors.forbidden('immutable', 'field is immutable when `immutable` is set');
  if (!isDeepStrictEqual(before['data'], after['data']))
    errors.forbidden('data', 'field is immutable when `immutable` is set');
}

function roleReference(before: KubernetesObject, after: KubernetesObject, errors: FieldErrors): void {
  if (!isDeepStrictEqual(before['roleRef'], after['roleRef']))
    errors.invalid('roleRef', after['roleRef'], 'cannot change roleRef');
}

function without(value: JsonObject | undefined, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([field]) => !fields.includes(field)));
}

/** What of a pod never changes; that it gets a node is no change. */
function settledPod(pod: KubernetesObject): JsonObject {
  const images = (list: Json | undefined): Json =>
    Array.isArray(list) ? list.map((one) => (isObject(one) ? without(one, ['image']) : one)) : null;
  return {
    ...without(pod.spec, [
      'activeDeadlineSeconds',
      'tolerations',
      'terminationGracePeriodSeconds',
      'nodeName',
      'schedulingGates',
    ]),
    containers: images(pod.spec?.['containers']),
    initContainers: images(pod.spec?.['initContainers']),
  };
}
