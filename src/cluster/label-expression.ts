import { textAt, textsAt } from './fields.ts';

/** Whether labels fulfil one expression of a selector or an affinity; undefined where nobody knows its operator. */
export function holds(expression: unknown, labels: { readonly [label: string]: string }): boolean | undefined {
  const value = labels[textAt(expression, 'key') ?? ''];
  const values = textsAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return undefined;
  }
}
