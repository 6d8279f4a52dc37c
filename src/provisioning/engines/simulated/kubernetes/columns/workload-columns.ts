import { flagAt, numberAt, objectsAt, textAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import {
  ageOf,
  column,
  containersText,
  fieldColumn,
  labelsText,
  numberColumn,
  shortDuration,
  wordAt,
} from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

const images: readonly Column[] = [
  column('Containers', 1, 'Names of the containers.', (workload) => containersText(workload, 'name')),
  column('Images', 1, 'Images of the containers.', (workload) => containersText(workload, 'image')),
];

const selector = column('Selector', 1, 'The pods it owns.', (workload) =>
  labelsText(workload, ['spec', 'selector', 'matchLabels']),
);

const readyOfAll = column(
  'Ready',
  0,
  'Ready pods of all.',
  (workload) => `${wordAt(workload, ['status', 'readyReplicas'], '0')}/${wordAt(workload, ['spec', 'replicas'], '0')}`,
);

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  readyOfAll,
  numberColumn('Up-to-date', 0, 'Pods of the newest template.', 'status', 'updatedReplicas'),
  numberColumn('Available', 0, 'Pods that take requests.', 'status', 'availableReplicas'),
  ageColumn,
  ...images,
  selector,
];

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Desired', 0, 'Wanted pods.', 'spec', 'replicas'),
  numberColumn('Current', 0, 'Pods there are.', 'status', 'replicas'),
  numberColumn('Ready', 0, 'Pods that take requests.', 'status', 'readyReplicas'),
  ageColumn,
  ...images,
  selector,
];

export const statefulSetColumns: readonly Column[] = [nameColumn, readyOfAll, ageColumn, ...images];

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Desired', 0, 'Nodes that should have it.', 'status', 'desiredNumberScheduled'),
  numberColumn('Current', 0, 'Nodes that have it.', 'status', 'currentNumberScheduled'),
  numberColumn('Ready', 0, 'Pods that take requests.', 'status', 'numberReady'),
  numberColumn('Up-to-date', 0, 'Pods of the newest template.', 'status', 'updatedNumberScheduled'),
  numberColumn('Available', 0, 'Pods that took requests for a while.', 'status', 'numberAvailable'),
  column('Node Selector', 0, 'The nodes it is meant for.', (set) =>
    labelsText(set, ['spec', 'template', 'spec', 'nodeSelector']),
  ),
  ageColumn,
  ...images,
  selector,
];

export const jobColumns: readonly Column[] = [
  nameColumn,
  column('Status', 0, 'How it goes.', (job) => {
    const holds = (type: string) =>
      objectsAt(job, 'status', 'conditions').some((one) => one['type'] === type && one['status'] === 'True');
    return ['Complete', 'Failed', 'Suspended'].find(holds) ?? 'Running';
  }),
  column(
    'Completions',
    0,
    'Done of wanted.',
    (job) => `${numberAt(job, 'status', 'succeeded') ?? 0}/${numberAt(job, 'spec', 'completions') ?? 1}`,
  ),
  column('Duration', 0, 'How long it took, or takes.', (job, now) => {
    const [from, to] = [textAt(job, 'status', 'startTime'), textAt(job, 'status', 'completionTime')];
    return from === undefined ? '' : shortDuration((to === undefined ? now : Date.parse(to)) - Date.parse(from));
  }),
  ageColumn,
  ...images,
  selector,
];

export const cronJobColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Schedule', 0, 'When it runs.', 'spec', 'schedule'),
  fieldColumn('Timezone', 0, 'Whose clock.', 'spec', 'timeZone'),
  column('Suspend', 0, 'Whether it rests.', (job) => (flagAt(job, 'spec', 'suspend') === true ? 'True' : 'False')),
  column('Active', 0, 'Jobs that run now.', (job) => objectsAt(job, 'status', 'active').length, 'integer'),
  column('Last Schedule', 0, 'When it ran last.', (job, now) => ageOf(job, ['status', 'lastScheduleTime'], now)),
  ageColumn,
];
