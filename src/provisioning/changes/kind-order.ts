/** Kinds in the order in which they can be made: what others need comes first. */
const order = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
];
const late = [
  'HorizontalPodAutoscaler',
  'Ingress',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** The place of a kind in that order; workloads and kinds that nobody knows stand in the middle. */
export function placeOf(kind: string): number {
  const early = order.indexOf(kind);
  if (early >= 0) return early;
  const last = late.indexOf(kind);
  return last >= 0 ? order.length + 1 + last : order.length;
}
