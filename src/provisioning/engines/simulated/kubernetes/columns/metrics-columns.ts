import { objectsAt, textAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { formatQuantity, parseQuantity } from '../quantity.ts';
import { column } from './column.ts';
import { nameColumn } from './name-and-age.ts';

export const metricsColumns: readonly Column[] = [
  nameColumn,
  column('cpu', 0, 'Processor time in use.', (metrics) => total(metrics, 'cpu')),
  column('memory', 0, 'Memory in use.', (metrics) => total(metrics, 'memory')),
  column('Window', 0, 'Measured over.', (metrics) => textAt(metrics, 'window') ?? ''),
];

function total(metrics: KubernetesObject, resource: 'cpu' | 'memory'): string {
  const usages = metrics['usage'] === undefined ? objectsAt(metrics, 'containers') : [metrics];
  const sum = usages
    .map((one) => parseQuantity(textAt(one, 'usage', resource) ?? '0') ?? 0n)
    .reduce((all, amount) => all + amount, 0n);
  return formatQuantity(sum, resource === 'memory' ? 'bytes' : 'count');
}
