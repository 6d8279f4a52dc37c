import { objectsAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { column, NONE, numberColumn, wordAt } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

export const horizontalPodAutoscalerColumns: readonly Column[] = [
  nameColumn,
  column(
    'Reference',
    0,
    'What it scales.',
    (scaler) =>
      `${wordAt(scaler, ['spec', 'scaleTargetRef', 'kind'])}/${wordAt(scaler, ['spec', 'scaleTargetRef', 'name'])}`,
  ),
  column('Targets', 0, 'Measured against wanted.', targetsOf),
  numberColumn('MinPods', 0, 'At least.', 'spec', 'minReplicas'),
  numberColumn('MaxPods', 0, 'At most.', 'spec', 'maxReplicas'),
  numberColumn('Replicas', 0, 'Now.', 'status', 'currentReplicas'),
  ageColumn,
];

function targetsOf(scaler: KubernetesObject): string {
  const targets = objectsAt(scaler, 'spec', 'metrics').map((_, index) => {
    const metric = ['spec', 'metrics', index, 'resource'];
    const current = ['status', 'currentMetrics', index, 'resource', 'current'];
    const utilization = wordAt(scaler, [...metric, 'target', 'averageUtilization'], '');
    const name = wordAt(scaler, [...metric, 'name']);
    return utilization === ''
      ? `${name}: ${wordAt(scaler, [...current, 'averageValue'], '<unknown>')}/${wordAt(scaler, [...metric, 'target', 'averageValue'], '<auto>')}`
      : `${name}: ${percent(wordAt(scaler, [...current, 'averageUtilization'], ''))}/${utilization}%`;
  });
  return targets.join(', ') || NONE;
}

const percent = (value: string): string => (value === '' ? '<unknown>' : `${value}%`);
