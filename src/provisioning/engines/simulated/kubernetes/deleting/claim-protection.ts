import { objectsAt, textAt } from '#src/cluster/fields.ts';

import { CLAIM_IN_USE } from '../admission/claims.ts';
import type { Controller } from '../controllers/controller.ts';
import { persistentVolumeClaims, pods } from '../kinds/index.ts';

/** Lets claims go when no pod uses them any more. */
export const claimProtection: Controller = {
  name: 'claim-protection',
  watches: [persistentVolumeClaims, pods],
  reconcile(cluster) {
    for (const claim of cluster.store.list(persistentVolumeClaims)) {
      const { deletionTimestamp, finalizers = [], namespace, name, ...metadata } = claim.metadata;
      if (deletionTimestamp === undefined || !finalizers.includes(CLAIM_IN_USE)) continue;
      const used = cluster.store
        .list(pods, namespace)
        .filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''))
        .some((pod) =>
          objectsAt(pod, 'spec', 'volumes').some(
            (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') === name,
          ),
        );
      if (used) continue;
      const rest = finalizers.filter((one) => one !== CLAIM_IN_USE);
      cluster.update(persistentVolumeClaims, {
        ...claim,
        metadata: {
          ...metadata,
          name,
          deletionTimestamp,
          ...(namespace === undefined ? {} : { namespace }),
          ...(rest.length > 0 ? { finalizers: rest } : {}),
        },
      });
    }
    return undefined;
  },
};
