import { ClusterError } from '#src/cluster/index.ts';
import type { LogSource } from '#src/conversation/live-log.ts';

import { ActionFailure } from '../action.ts';
import type { Services } from '../services.ts';
import { openVdc } from '../vdc-clusters.ts';

/** The kind of live logs that containers write. */
export const POD_LOG = 'pod';

/** What a container writes from now on. */
export function podLog(services: Services): LogSource {
  return {
    kind: POD_LOG,
    async *follow(subject, { owner, signal }) {
      const [vdc, namespace, pod, container] = ['vdc', 'namespace', 'pod', 'container'].map((key) =>
        String(subject[key] ?? ''),
      ) as [string, string, string, string];
      const { cluster } = await openVdc(services, { owner, name: owner, roles: [], locale: 'en' }, vdc);
      try {
        yield* cluster.logs({ namespace, pod, container, follow: true, tail: 0 }, { signal });
      } catch (error) {
        if (error instanceof ClusterError && error.code === 'NOT_FOUND') {
          throw new ActionFailure('NOT_FOUND', `"${pod}" is gone: another copy has taken its place.`);
        }
        throw error;
      }
    },
  };
}
