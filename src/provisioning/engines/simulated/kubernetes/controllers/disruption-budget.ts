import { numberAt, objectAt, valueAt } from '#src/cluster/index.ts';

import { podDisruptionBudgets, pods } from '../kinds/index.ts';
import { withCondition } from './conditions.ts';
import type { Controller } from './controller.ts';
import { tell } from './events.ts';
import { isFinished, isReady, selects } from './pods.ts';
import { portionOf } from './portion.ts';
import { wantedOf } from './wanted.ts';

/** How many pods each budget lets go now: what an eviction asks. */
export const disruptionController: Controller = {
  name: 'disruption-controller',
  watches: [podDisruptionBudgets, pods],
  reconcile(cluster) {
    const budgets = cluster.store.list(podDisruptionBudgets);
    for (const budget of budgets) {
      const selector = objectAt(budget, 'spec', 'selector');
      const covered = cluster.store
        .list(pods, budget.metadata.namespace)
        .filter((pod) => selects(selector, pod.metadata.labels ?? {}) && !isFinished(pod));
      const healthy = covered.filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
      const expected = wantedOf(cluster, covered);
      const minimum = valueAt(budget, 'spec', 'minAvailable');
      const maximum = valueAt(budget, 'spec', 'maxUnavailable');
      // A number of at least so many counts the pods that are there; everything else what their owners want.
      const total = typeof minimum === 'number' ? covered.length : expected;
      const desired =
        maximum === undefined
          ? portionOf(minimum ?? 1, expected, 'up')
          : Math.max(0, expected - portionOf(maximum, expected, 'up'));
      if (covered.length === 0 && numberAt(budget, 'status', 'expectedPods') !== 0) {
        tell(cluster, budget, { component: 'controllermanager', reason: 'NoPods', message: 'No matching pods found' });
      }
      const allowed = total > 0 ? Math.max(0, healthy - desired) : 0;
      cluster.update(podDisruptionBudgets, {
        ...budget,
        status: {
          ...withoutOld(
            objectAt(budget, 'status', 'disruptedPods'),
            covered.map((pod) => pod.metadata.name),
          ),
          conditions: withCondition(
            budget.status,
            allowed > 0
              ? { type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods', message: '' }
              : { type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods', message: '' },
            cluster.now,
            { observedGeneration: budget.metadata.generation ?? 1 },
          ),
          currentHealthy: healthy,
          desiredHealthy: desired,
          disruptionsAllowed: allowed,
          expectedPods: total,
          observedGeneration: budget.metadata.generation ?? 1,
        },
      });
    }
    return undefined;
  },
};

/** Evictions that have been granted count until their pods are gone. */
function withoutOld(disrupted: { [pod: string]: unknown }, present: readonly string[]) {
  const kept = Object.entries(disrupted).filter(
    (entry): entry is [string, string] => present.includes(entry[0]) && typeof entry[1] === 'string',
  );
  return kept.length === 0 ? {} : { disruptedPods: Object.fromEntries(kept) };
}
