import { objectAt, objectsAt } from '#src/cluster/index.ts';

import type { KubernetesObject } from '../../kubernetes-object.ts';
import { quantity } from '../quantity.ts';

/** Who goes first when a node runs short. */
export function qosClass(pod: KubernetesObject): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...objectsAt(pod, 'spec', 'containers'), ...objectsAt(pod, 'spec', 'initContainers')];
  const amounts = containers.map((container) => ({
    requests: objectAt(container, 'resources', 'requests'),
    limits: objectAt(container, 'resources', 'limits'),
  }));
  const asked = (list: object) => ['cpu', 'memory'].some((resource) => quantity(Reflect.get(list, resource)) > 0);
  if (!amounts.some(({ requests, limits }) => asked(requests) || asked(limits))) return 'BestEffort';
  const guaranteed = amounts.every(({ requests, limits }) =>
    ['cpu', 'memory'].every((resource) => {
      const limit = quantity(limits[resource]);
      return limit > 0 && quantity(requests[resource] ?? limits[resource]) === limit;
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
