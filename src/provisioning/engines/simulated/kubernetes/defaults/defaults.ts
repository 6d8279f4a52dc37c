import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/kind.ts';
import { isObject } from '../schema/conform.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { walkStructs } from '../schema/walk.ts';
import { setCustomDefaults } from './custom-defaults.ts';
import { fill, inside, members } from './fill.ts';
import { networkPolicyDefaults, serviceDefaults } from './network-defaults.ts';
import { containerDefaults, podDefaults, podSpecDefaults, probeDefaults, volumeDefaults } from './pod-defaults.ts';
import {
  autoscalerDefaults,
  cronJobDefaults,
  daemonSetDefaults,
  deploymentDefaults,
  jobDefaults,
  statefulSetDefaults,
} from './workload-defaults.ts';

/** Sets, in place, what the server sets where a client said nothing: clients rely on reading it back. */
export function setDefaults(kind: Kind, object: JsonObject): void {
  if (kind.custom) setCustomDefaults(kind.custom, object);
  walkStructs(typeOfKind(kind), object, (type, value) => byType[type.name]?.(value));
}

/** By the type of the struct, wherever it appears: a container is one in a pod and in a job's template. */
const byType: { [type: string]: (value: JsonObject) => void } = {
  'core.v1.Pod': podDefaults,
  'core.v1.PodSpec': podSpecDefaults,
  'core.v1.Container': containerDefaults,
  'core.v1.ContainerPort': (port) => fill(port, { protocol: 'TCP' }),
  'core.v1.Probe': probeDefaults,
  'core.v1.HTTPGetAction': (action) => fill(action, { path: '/', scheme: 'HTTP' }),
  'core.v1.GRPCAction': (action) => fill(action, { service: '' }),
  'core.v1.Volume': volumeDefaults,
  'core.v1.ObjectFieldSelector': (selector) => fill(selector, { apiVersion: 'v1' }),
  'core.v1.ServiceSpec': serviceDefaults,
  'core.v1.Namespace': (namespace) => {
    const name = inside(namespace, 'metadata')['name'];
    if (typeof name === 'string') inside(inside(namespace, 'metadata'), 'labels')['kubernetes.io/metadata.name'] = name;
    fill(inside(namespace, 'spec'), { finalizers: ['kubernetes'] });
    fill(inside(namespace, 'status'), { phase: 'Active' });
  },
  'core.v1.Secret': secretDefaults,
  'core.v1.PersistentVolumeClaim': (claim) => fill(inside(claim, 'status'), { phase: 'Pending' }),
  'core.v1.PersistentVolumeClaimSpec': (spec) => fill(spec, { volumeMode: 'Filesystem' }),
  'core.v1.PersistentVolume': (volume) => fill(inside(volume, 'status'), { phase: 'Pending' }),
  'core.v1.PersistentVolumeSpec': (spec) =>
    fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' }),
  'core.v1.LimitRangeItem': limitDefaults,
  'core.v1.EndpointPort': (port) => fill(port, { protocol: 'TCP' }),
  'discovery.v1.EndpointPort': (port) => fill(port, { protocol: 'TCP', name: '' }),
  'apps.v1.DeploymentSpec': deploymentDefaults,
  'apps.v1.ReplicaSetSpec': (spec) => fill(spec, { replicas: 1 }),
  'apps.v1.StatefulSetSpec': statefulSetDefaults,
  'apps.v1.DaemonSetSpec': daemonSetDefaults,
  'batch.v1.Job': (job) => jobDefaults(inside(job, 'spec')),
  'batch.v1.CronJobSpec': cronJobDefaults,
  'autoscaling.v2.HorizontalPodAutoscalerSpec': autoscalerDefaults,
  'networking.v1.NetworkPolicySpec': networkPolicyDefaults,
  'networking.v1.NetworkPolicyPort': (port) => fill(port, { protocol: 'TCP' }),
  'storage.v1.StorageClass': (one) => fill(one, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  'scheduling.v1.PriorityClass': (one) => fill(one, { preemptionPolicy: 'PreemptLowerPriority' }),
  'rbac.v1.Subject': (subject) =>
    subject['kind'] === 'ServiceAccount' ? undefined : fill(subject, { apiGroup: 'rbac.authorization.k8s.io' }),
  'rbac.v1.RoleRef': (reference) => fill(reference, { apiGroup: 'rbac.authorization.k8s.io' }),
  'admissionregistration.v1.ValidatingWebhook': webhookDefaults,
  'admissionregistration.v1.MutatingWebhook': (webhook) => {
    webhookDefaults(webhook);
    fill(webhook, { reinvocationPolicy: 'Never' });
  },
  'apiextensions.v1.CustomResourceDefinitionSpec': definitionDefaults,
};

/** Clients write secrets as text or in base64; they are kept in base64. */
function secretDefaults(secret: JsonObject): void {
  fill(secret, { type: 'Opaque' });
  const plain = secret['stringData'];
  if (!isObject(plain)) return;
  const data = inside(secret, 'data');
  for (const [key, text] of Object.entries(plain)) data[key] = Buffer.from(String(text)).toString('base64');
  delete secret['stringData'];
}

function limitDefaults(item: JsonObject): void {
  if (item['type'] !== 'Container') return;
  const amounts = (field: string) => (isObject(item[field]) ? item[field] : undefined);
  const [max, min] = [amounts('max'), amounts('min')];
  if (max) fill(inside(item, 'default'), max);
  const usual = amounts('default');
  if (usual) fill(inside(item, 'defaultRequest'), usual);
  if (min) fill(inside(item, 'defaultRequest'), min);
}

function webhookDefaults(webhook: JsonObject): void {
  fill(webhook, {
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    timeoutSeconds: 10,
  });
  for (const rule of members(webhook, 'rules')) fill(rule, { scope: '*' });
}

function definitionDefaults(spec: JsonObject): void {
  const names = inside(spec, 'names');
  const kind = typeof names['kind'] === 'string' ? names['kind'] : '';
  fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
  fill(spec, { conversion: { strategy: 'None' } });
}
