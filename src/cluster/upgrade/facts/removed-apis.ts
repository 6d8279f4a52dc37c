import { minorOf } from '../version.ts';

/** A version of a kind that a release of Kubernetes, or of what brings it, does not know any more. */
export interface RemovedApi {
  apiVersion: string;
  kind: string;
  /** `1.25`; absent for kinds that somebody else's definitions brought: they go with those. */
  removed?: string;
  deprecated?: string;
  /** Where it lives now; absent where nothing took its place. */
  replacement?: string;
  /** Asked with and never kept: no object can be of it, only clients can use it. */
  request: boolean;
  /** What brought it, where that is not Kubernetes: `cert-manager`. */
  broughtBy?: string;
}

/** The newest minor whose removals are known for sure; what is listed of later ones is announced. */
export const NEWEST_KNOWN_MINOR = 1036;

/**
 * Removed in, version, kinds, what took its place, deprecated in.
 * Sources: the lifecycle markers of https://github.com/kubernetes/api (v1.37.0-beta.0), whose generated tags say in which
 * release a version is introduced, deprecated and removed; https://kubernetes.io/docs/reference/using-api/deprecation-guide/.
 * Alphas without a release of deprecation are those whose types were deleted. Releases from 1.37 on are announced.
 */
const table: readonly (readonly [string, string, string, string, string, 'request'?])[] = [
  ['1.16', 'apps/v1beta1', 'ControllerRevision Deployment StatefulSet', 'apps/v1', '1.8'],
  ['1.16', 'apps/v1beta1', 'DeploymentRollback', 'apps/v1', '1.8', 'request'],
  ['1.16', 'apps/v1beta1', 'Scale', 'autoscaling/v1', '1.8', 'request'],
  ['1.16', 'apps/v1beta2', 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', 'apps/v1', '1.9'],
  ['1.16', 'apps/v1beta2', 'Scale', 'autoscaling/v1', '1.9', 'request'],
  ['1.16', 'extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 'apps/v1', '1.8'],
  ['1.16', 'extensions/v1beta1', 'DeploymentRollback', '', '1.8', 'request'],
  ['1.16', 'extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', '1.9'],
  ['1.16', 'extensions/v1beta1', 'PodSecurityPolicy', 'policy/v1beta1', '1.10'],
  ['1.16', 'extensions/v1beta1', 'Scale', 'autoscaling/v1', '1.2', 'request'],
  ['1.19', 'auditregistration.k8s.io/v1alpha1', 'AuditSink', '', ''],
  ['1.20', 'settings.k8s.io/v1alpha1', 'PodPreset', '', ''],
  ['1.21', 'batch/v2alpha1', 'CronJob', 'batch/v1', ''],
  ['1.21', 'discovery.k8s.io/v1alpha1', 'EndpointSlice', 'discovery.k8s.io/v1', ''],
  ['1.22', 'admission.k8s.io/v1beta1', 'AdmissionReview', 'admission.k8s.io/v1', '1.19', 'request'],
  [
    '1.22',
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    'admissionregistration.k8s.io/v1',
    '1.16',
  ],
  ['1.22', 'apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1', '1.16'],
  ['1.22', 'apiregistration.k8s.io/v1beta1', 'APIService', 'apiregistration.k8s.io/v1', '1.10'],
  ['1.22', 'authentication.k8s.io/v1beta1', 'TokenReview', 'authentication.k8s.io/v1', '1.19', 'request'],
  [
    '1.22',
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    'authorization.k8s.io/v1',
    '1.19',
    'request',
  ],
  ['1.22', 'certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 'certificates.k8s.io/v1', '1.19'],
  ['1.22', 'coordination.k8s.io/v1beta1', 'Lease', 'coordination.k8s.io/v1', '1.19'],
  ['1.22', 'extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', '1.14'],
  ['1.22', 'networking.k8s.io/v1beta1', 'Ingress IngressClass', 'networking.k8s.io/v1', '1.19'],
  [
    '1.22',
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    'rbac.authorization.k8s.io/v1',
    '1.17',
  ],
  ['1.22', 'scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1', '1.14'],
  ['1.22', 'storage.k8s.io/v1beta1', 'CSIDriver StorageClass VolumeAttachment', 'storage.k8s.io/v1', '1.19'],
  ['1.22', 'storage.k8s.io/v1beta1', 'CSINode', 'storage.k8s.io/v1', '1.17'],
  ['1.24', 'storage.k8s.io/v1alpha1', 'CSIStorageCapacity VolumeAttachment', 'storage.k8s.io/v1', '1.21'],
  ['1.25', 'autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2', '1.22'],
  ['1.25', 'batch/v1beta1', 'CronJob', 'batch/v1', '1.21'],
  ['1.25', 'discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1', '1.21'],
  ['1.25', 'events.k8s.io/v1beta1', 'Event', 'events.k8s.io/v1', '1.22'],
  ['1.25', 'node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1', '1.22'],
  ['1.25', 'policy/v1beta1', 'Eviction', 'policy/v1', '1.22', 'request'],
  ['1.25', 'policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', '1.21'],
  ['1.25', 'policy/v1beta1', 'PodSecurityPolicy', '', '1.21'],
  ['1.26', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2', '1.23'],
  [
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.23',
  ],
  [
    '1.27',
    'resource.k8s.io/v1alpha1',
    'ResourceClaim ResourceClaimTemplate ResourceClass PodScheduling',
    'resource.k8s.io/v1',
    '',
  ],
  ['1.27', 'storage.k8s.io/v1beta1', 'CSIStorageCapacity', 'storage.k8s.io/v1', '1.24'],
  [
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1alpha1',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '',
  ],
  [
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.26',
  ],
  ['1.29', 'networking.k8s.io/v1alpha1', 'ClusterCIDR', '', ''],
  [
    '1.31',
    'resource.k8s.io/v1alpha2',
    'ResourceClaim ResourceClaimTemplate ResourceClass ResourceSlice PodSchedulingContext',
    'resource.k8s.io/v1',
    '',
  ],
  [
    '1.32',
    'admissionregistration.k8s.io/v1alpha1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
    '1.29',
  ],
  ['1.32', 'authentication.k8s.io/v1alpha1', 'SelfSubjectReview', 'authentication.k8s.io/v1', '1.29', 'request'],
  ['1.32', 'coordination.k8s.io/v1alpha1', 'LeaseCandidate', 'coordination.k8s.io/v1beta1', ''],
  [
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
    'flowcontrol.apiserver.k8s.io/v1',
    '1.29',
  ],
  ['1.32', 'resource.k8s.io/v1alpha3', 'PodSchedulingContext', '', ''],
  ['1.33', 'authentication.k8s.io/v1beta1', 'SelfSubjectReview', 'authentication.k8s.io/v1', '1.30', 'request'],
  [
    '1.34',
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
    '1.31',
  ],
  ['1.34', 'networking.k8s.io/v1alpha1', 'IPAddress ServiceCIDR', 'networking.k8s.io/v1', ''],
  [
    '1.34',
    'resource.k8s.io/v1alpha3',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    'resource.k8s.io/v1',
    '',
  ],
  ['1.35', 'apidiscovery.k8s.io/v2beta1', 'APIGroupDiscovery', 'apidiscovery.k8s.io/v2', '1.32', 'request'],
  ['1.35', 'certificates.k8s.io/v1alpha1', 'PodCertificateRequest', 'certificates.k8s.io/v1beta1', ''],
  ['1.35', 'storage.k8s.io/v1alpha1', 'VolumeAttributesClass', 'storage.k8s.io/v1', '1.32'],
  ['1.35', 'storagemigration.k8s.io/v1alpha1', 'StorageVersionMigration', 'storagemigration.k8s.io/v1beta1', ''],
  ['1.36', 'scheduling.k8s.io/v1alpha1', 'Workload', 'scheduling.k8s.io/v1beta1', ''],
  ['1.37', 'certificates.k8s.io/v1alpha1', 'ClusterTrustBundle', 'certificates.k8s.io/v1', '1.34'],
  ['1.37', 'networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR', 'networking.k8s.io/v1', '1.34'],
  ['1.37', 'scheduling.k8s.io/v1alpha2', 'Workload PodGroup', 'scheduling.k8s.io/v1beta1', ''],
  ['1.37', 'storage.k8s.io/v1beta1', 'VolumeAttributesClass', 'storage.k8s.io/v1', '1.34'],
  [
    '1.38',
    'admissionregistration.k8s.io/v1alpha1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
    '1.35',
  ],
  ['1.38', 'coordination.k8s.io/v1alpha2', 'LeaseCandidate', 'coordination.k8s.io/v1beta1', '1.35'],
  [
    '1.38',
    'resource.k8s.io/v1beta1',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    'resource.k8s.io/v1',
    '1.35',
  ],
  ['1.39', 'coordination.k8s.io/v1beta1', 'LeaseCandidate', '', '1.36'],
  ['1.39', 'resource.k8s.io/v1alpha3', 'DeviceTaintRule', 'resource.k8s.io/v1beta2', '1.36'],
  [
    '1.39',
    'resource.k8s.io/v1beta2',
    'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    'resource.k8s.io/v1',
    '1.36',
  ],
  [
    '1.40',
    'admissionregistration.k8s.io/v1beta1',
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
    '1.37',
  ],
  ['1.40', 'certificates.k8s.io/v1beta1', 'ClusterTrustBundle PodCertificateRequest', 'certificates.k8s.io/v1', '1.37'],
  ['1.40', 'storagemigration.k8s.io/v1beta1', 'StorageVersionMigration', 'storagemigration.k8s.io/v1', '1.37'],
  ['1.42', 'resource.k8s.io/v1alpha3', 'ResourcePoolStatusRequest', '', '1.39', 'request'],
  ['1.42', 'resource.k8s.io/v1beta2', 'DeviceTaintRule', '', '1.39'],
  ['1.43', 'lifecycle.k8s.io/v1alpha1', 'Eviction EvictionRequest', '', '1.40', 'request'],
  ['1.43', 'scheduling.k8s.io/v1beta1', 'PodGroup Workload', '', '1.40'],
];

/**
 * Of projects whose definitions come with charts. Sources: https://cert-manager.io/docs/releases/upgrading/remove-deprecated-apis/,
 * https://github.com/kubernetes-csi/external-snapshotter (v1beta1 is not served since 6.0).
 */
const brought: readonly (readonly [string, string, string, string])[] = [
  [
    'external-snapshotter',
    'snapshot.storage.k8s.io/v1alpha1',
    'VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent',
    'snapshot.storage.k8s.io/v1',
  ],
  [
    'external-snapshotter',
    'snapshot.storage.k8s.io/v1beta1',
    'VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent',
    'snapshot.storage.k8s.io/v1',
  ],
  [
    'cert-manager',
    'certmanager.k8s.io/v1alpha1',
    'Certificate CertificateRequest ClusterIssuer Issuer',
    'cert-manager.io/v1',
  ],
  [
    'cert-manager',
    'cert-manager.io/v1alpha2',
    'Certificate CertificateRequest ClusterIssuer Issuer',
    'cert-manager.io/v1',
  ],
  [
    'cert-manager',
    'cert-manager.io/v1alpha3',
    'Certificate CertificateRequest ClusterIssuer Issuer',
    'cert-manager.io/v1',
  ],
  [
    'cert-manager',
    'cert-manager.io/v1beta1',
    'Certificate CertificateRequest ClusterIssuer Issuer',
    'cert-manager.io/v1',
  ],
  ['cert-manager', 'acme.cert-manager.io/v1alpha2', 'Challenge Order', 'acme.cert-manager.io/v1'],
  ['cert-manager', 'acme.cert-manager.io/v1alpha3', 'Challenge Order', 'acme.cert-manager.io/v1'],
  ['cert-manager', 'acme.cert-manager.io/v1beta1', 'Challenge Order', 'acme.cert-manager.io/v1'],
];

/** Every removal there is to know of. */
export const removedApis: readonly RemovedApi[] = [
  ...table.flatMap(([removed, apiVersion, kinds, replacement, deprecated, request]) =>
    kinds.split(' ').map((kind) => ({
      apiVersion,
      kind,
      removed,
      ...(deprecated === '' ? {} : { deprecated }),
      ...(replacement === '' ? {} : { replacement }),
      request: request === 'request',
    })),
  ),
  ...brought.flatMap(([broughtBy, apiVersion, kinds, replacement]) =>
    kinds.split(' ').map((kind) => ({ apiVersion, kind, replacement, request: false, broughtBy })),
  ),
];

const byName = new Map(removedApis.map((api) => [`${api.apiVersion} ${api.kind}`, api]));
const versions = new Set(removedApis.map(({ apiVersion }) => apiVersion));

/** What became of this version of a kind, if it was or will be removed. */
export function removalOf(apiVersion: string, kind: string): RemovedApi | undefined {
  return byName.get(`${apiVersion} ${kind}`);
}

/** Whether any kind of this group and version was or will be removed: the quick question before the exact one. */
export function mayBeRemoved(apiVersion: string): boolean {
  return versions.has(apiVersion);
}

/** When it goes, as a number that can be compared; what charts brought is gone already. */
export function removedAt({ removed }: RemovedApi): number {
  return removed === undefined ? 0 : minorOf(removed);
}
