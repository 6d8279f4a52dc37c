import { objectAt, objectsAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { column, fieldColumn } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

const entries = (object: KubernetesObject, field: string): number => Object.keys(objectAt(object, field)).length;

export const configMapColumns: readonly Column[] = [
  nameColumn,
  column('Data', 0, 'Number of entries.', (map) => entries(map, 'data') + entries(map, 'binaryData'), 'integer'),
  ageColumn,
];

export const secretColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Type', 0, 'What it is for.', 'type'),
  column('Data', 0, 'Number of entries.', (secret) => entries(secret, 'data'), 'integer'),
  ageColumn,
];

export const serviceAccountColumns: readonly Column[] = [
  nameColumn,
  column('Secrets', 0, 'Number of secrets.', (account) => objectsAt(account, 'secrets').length, 'integer'),
  ageColumn,
];
