import type { ClusterObject, ObjectReference } from '../cluster-object.ts';
import type { UpgradeEvidence } from './report.ts';

/** Names in a sentence; of many, the first ones. */
export function some(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** `3 pods`, `1 pod`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `shop/web`, or `web` for what lives in no namespace. */
export const pathOf = ({ metadata: { namespace, name } }: ClusterObject): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

/** A field of an object as evidence. */
export function shown(object: ObjectReference, field: string, value: string, text: string): UpgradeEvidence {
  return { object, field, value, text };
}

/** Objects of one line: a cluster may have thousands, a person reads a few. */
export const MOST_OBJECTS = 50;
