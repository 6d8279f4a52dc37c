import { isDeepStrictEqual } from 'node:util';

import { objectAt } from '#src/cluster/fields.ts';

import type { Controller } from '../controllers/controller.ts';
import { resourceQuotas } from '../kinds/index.ts';
import { quotaUsage } from './quotas.ts';

/** Says in each quota what its namespace uses. */
export const quotaStatus: Controller = {
  name: 'quota-status',
  watches: 'all',
  reconcile(cluster) {
    for (const quota of cluster.store.list(resourceQuotas)) {
      const hard = objectAt(quota, 'spec', 'hard');
      const status = { hard, used: quotaUsage(cluster.store, cluster.served(), quota.metadata.namespace ?? '', hard) };
      if (!isDeepStrictEqual(quota.status, status)) cluster.update(resourceQuotas, { ...quota, status });
    }
    return undefined;
  },
};
