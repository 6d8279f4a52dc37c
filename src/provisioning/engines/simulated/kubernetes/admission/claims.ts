import { textAt } from '#src/cluster/fields.ts';

import { storageClasses } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ClusterState } from '../writes/cluster-state.ts';
import { checkClaimLimits } from './limit-ranges.ts';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Held while a pod uses the claim. */
export const CLAIM_IN_USE = 'kubernetes.io/pvc-protection';

/** A claim without a class gets the usual one; none goes while somebody uses it. */
export function admitClaim(cluster: ClusterState, claim: KubernetesObject): KubernetesObject {
  checkClaimLimits(cluster, claim);
  const usual = cluster.store.list(storageClasses).find((one) => one.metadata.annotations?.[IS_DEFAULT] === 'true');
  const finalizers = claim.metadata.finalizers ?? [];
  return {
    ...claim,
    metadata: {
      ...claim.metadata,
      finalizers: finalizers.includes(CLAIM_IN_USE) ? finalizers : [...finalizers, CLAIM_IN_USE],
    },
    spec: {
      ...claim.spec,
      ...(textAt(claim, 'spec', 'storageClassName') === undefined && usual
        ? { storageClassName: usual.metadata.name }
        : {}),
    },
  };
}
