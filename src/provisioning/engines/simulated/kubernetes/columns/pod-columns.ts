import { numberAt, objectsAt, textAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { column, fieldColumn, NONE } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

export const podColumns: readonly Column[] = [
  nameColumn,
  column('Ready', 0, 'Ready containers of all.', (pod) => {
    const ready = objectsAt(pod, 'status', 'containerStatuses').filter((status) => status['ready'] === true);
    return `${ready.length}/${objectsAt(pod, 'spec', 'containers').length}`;
  }),
  column('Status', 0, 'What the pod does, or what keeps it from it.', podStatus),
  column('Restarts', 0, 'How often its containers were restarted.', (pod) =>
    String(
      objectsAt(pod, 'status', 'containerStatuses').reduce((sum, one) => sum + (numberAt(one, 'restartCount') ?? 0), 0),
    ),
  ),
  ageColumn,
  fieldColumn('IP', 1, 'Address of the pod.', 'status', 'podIP'),
  fieldColumn('Node', 1, 'Where it runs.', 'spec', 'nodeName'),
  fieldColumn('Nominated Node', 1, 'Where it may run soon.', 'status', 'nominatedNodeName'),
  column('Readiness Gates', 1, 'Further conditions of readiness.', () => NONE),
];

/** The reason that says most: of the pod, of a container that waits or has ended, or that it is leaving. */
function podStatus(pod: KubernetesObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) {
    return textAt(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
  }
  const early = objectsAt(pod, 'status', 'initContainerStatuses');
  const stuck = early.findIndex((status) => {
    const ended = numberAt(status, 'state', 'terminated', 'exitCode');
    return ended !== 0 && !(status['started'] === true);
  });
  const first = early[stuck];
  if (first) {
    const reason =
      textAt(first, 'state', 'waiting', 'reason') ??
      textAt(first, 'state', 'terminated', 'reason') ??
      'PodInitializing';
    return reason === 'PodInitializing' ? `Init:${stuck}/${early.length}` : `Init:${reason}`;
  }
  const reasons = objectsAt(pod, 'status', 'containerStatuses').flatMap((status) => {
    const found = textAt(status, 'state', 'waiting', 'reason') ?? textAt(status, 'state', 'terminated', 'reason');
    return found === undefined ? [] : [found];
  });
  return reasons[0] ?? textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? 'Pending';
}
