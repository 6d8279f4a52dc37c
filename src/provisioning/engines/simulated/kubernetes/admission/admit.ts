import type { Kind } from '../kinds/index.ts';
import { ingresses, jobs, persistentVolumeClaims, pods, services } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ClusterState } from '../writes/cluster-state.ts';
import { admitClaim } from './claims.ts';
import { admitIngress } from './ingresses.ts';
import { admitJob } from './jobs.ts';
import { checkClaimLimits, withLimits } from './limit-ranges.ts';
import { admitPod } from './pods.ts';
import { checkQuotas } from './quotas.ts';
import { admitService, keptAddresses } from './services.ts';

/** What the cluster adds to a new object, and what it refuses: `403 Forbidden` with the reason. */
export function admitCreate(cluster: ClusterState, kind: Kind, draft: KubernetesObject): KubernetesObject {
  const admitted = additions(cluster, kind, draft);
  checkQuotas(cluster, kind, admitted);
  return admitted;
}

/** The same for an object that takes the place of another. */
export function admitUpdate(
  cluster: ClusterState,
  kind: Kind,
  before: KubernetesObject,
  after: KubernetesObject,
): KubernetesObject {
  const admitted = kind === services ? admitService(cluster, keptAddresses(before, after)) : after;
  if (kind === persistentVolumeClaims) checkClaimLimits(cluster, admitted);
  checkQuotas(cluster, kind, admitted, before);
  return admitted;
}

function additions(cluster: ClusterState, kind: Kind, draft: KubernetesObject): KubernetesObject {
  switch (kind) {
    case pods:
      return admitPod(cluster, withLimits(cluster, draft));
    case services:
      return admitService(cluster, draft);
    case jobs:
      return admitJob(draft);
    case ingresses:
      return admitIngress(cluster, draft);
    case persistentVolumeClaims:
      return admitClaim(cluster, draft);
    default:
      return draft;
  }
}
