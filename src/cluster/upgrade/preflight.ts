import type { ClusterObject } from '../cluster-object.ts';
import type { ObservedKind, Snapshot } from '../diagnosis/snapshot.ts';
import type { FoundApi } from './manifest-apis.ts';
import type { UpgradePath } from './path-to.ts';

/** Kinds that only an upgrade is asked about. `brought`: where the cluster does not have it, there are none. */
export const otherKinds = [
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', brought: false },
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', brought: false },
  { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', brought: true },
  { apiVersion: 'upgrade.cattle.io/v1', kind: 'Plan', brought: true },
  { apiVersion: 'k3s.cattle.io/v1', kind: 'ETCDSnapshotFile', brought: true },
  { apiVersion: 'velero.io/v1', kind: 'Backup', brought: true },
  // Served before 1.25 only.
  { apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', brought: true },
] as const;

export type OtherKind = (typeof otherKinds)[number]['kind'];

/** What a check may look at: a kind, or one of the things that are no objects. */
export type Source = ObservedKind | OtherKind | 'releases' | 'requests' | 'readiness' | 'writers';

/** Why something was not read. */
export type Reason = 'absent' | 'forbidden' | 'failed';

/** A removed version of a kind that clients still ask for, as the API server counts them. */
export interface DeprecatedRequest {
  /** `policy/v1beta1` */
  apiVersion: string;
  resource: string;
  subresource: string;
  /** `1.25`; empty where no release is named. */
  removed: string;
}

/** The newest revision of a Helm release, and of its manifest only which kinds it has in versions that go. */
export interface HelmRelease {
  name: string;
  namespace: string;
  revision: number;
  status: string;
  /** `traefik 37.1.0` */
  chart: string;
  /** When it was last changed, ISO 8601. */
  changedAt?: string;
  apis: FoundApi[];
}

/** A part of the API server that says whether it is well: `etcd`. */
export interface ReadyPart {
  name: string;
  well: boolean;
}

/** Everything that an upgrade is judged by, read once. Checks are pure over it. */
export interface Preflight {
  path: UpgradePath;
  /** Milliseconds since the epoch. */
  now: number;
  snapshot: Snapshot;
  others: ReadonlyMap<OtherKind, readonly ClusterObject[]>;
  releases: readonly HelmRelease[];
  requests: readonly DeprecatedRequest[];
  readiness: readonly ReadyPart[];
  /** Objects of kinds that change their version on the way, with who wrote them in which version. */
  writers: readonly ClusterObject[];
  /** The newest backup that somebody told of; null where they said that there is none. */
  backup?: Date | null;
  unread: ReadonlyMap<Source, Reason>;
}

/** The objects of a kind that only upgrades are asked about. */
export function othersOf(preflight: Preflight, kind: OtherKind): readonly ClusterObject[] {
  return preflight.others.get(kind) ?? [];
}
