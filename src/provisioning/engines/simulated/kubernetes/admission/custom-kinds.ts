import { objectAt, objectsAt, textAt } from '#src/cluster/fields.ts';

import type { Controller } from '../controllers/controller.ts';
import { customResourceDefinitions } from '../kinds/index.ts';
import { kubernetesTime } from '../kubernetes-object.ts';

/** Accepts the names of custom resource definitions: from then on their kinds are served. */
export const customKinds: Controller = {
  name: 'custom-kinds',
  watches: [customResourceDefinitions],
  reconcile(cluster) {
    for (const definition of cluster.store.list(customResourceDefinitions)) {
      const stored = objectsAt(definition, 'spec', 'versions').find((version) => version['storage'] === true);
      const acceptedNames = objectAt(definition, 'spec', 'names');
      const time = textAt(definition, 'status', 'conditions', 0, 'lastTransitionTime') ?? kubernetesTime(cluster.now);
      const condition = (type: string, reason: string, message: string) => ({
        type,
        status: 'True',
        lastTransitionTime: time,
        reason,
        message,
      });
      cluster.update(customResourceDefinitions, {
        ...definition,
        status: {
          acceptedNames,
          storedVersions: [textAt(stored, 'name') ?? ''],
          conditions: [
            condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
            condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
          ],
        },
      });
    }
    return undefined;
  },
};
