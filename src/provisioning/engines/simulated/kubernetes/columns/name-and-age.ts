import type { Column } from '../kinds/kind.ts';
import { ageOf, column } from './column.ts';

export const nameColumn: Column = column(
  'Name',
  0,
  'Name must be unique within a namespace.',
  (object) => object.metadata.name,
);

export const ageColumn: Column = column('Age', 0, 'Time since it was created.', (object, now) =>
  ageOf(object, ['metadata', 'creationTimestamp'], now),
);

/** What is shown of a kind that has nothing else to show. */
export const nameAndAge: readonly Column[] = [nameColumn, ageColumn];
