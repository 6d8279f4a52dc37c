import { textAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { ageOf, column, fieldColumn, numberColumn } from './column.ts';
import { nameColumn } from './name-and-age.ts';

export const eventColumns: readonly Column[] = [
  column('Last Seen', 0, 'When it happened last.', (event, now) =>
    ageOf(event, [textAt(event, 'lastTimestamp') === undefined ? 'eventTime' : 'lastTimestamp'], now),
  ),
  fieldColumn('Type', 0, 'Normal or Warning.', 'type'),
  fieldColumn('Reason', 0, 'Why, in one word.', 'reason'),
  column('Object', 0, 'What it is about.', aboutOf),
  column('Message', 0, 'What happened.', (event) => (textAt(event, 'message') ?? textAt(event, 'note') ?? '').trim()),
  numberColumn('Count', 1, 'How often.', 'count'),
  { ...nameColumn, priority: 1 },
];

function aboutOf(event: KubernetesObject): string {
  const about = event['involvedObject'] === undefined ? 'regarding' : 'involvedObject';
  return `${(textAt(event, about, 'kind') ?? '').toLowerCase()}/${textAt(event, about, 'name') ?? ''}`;
}
