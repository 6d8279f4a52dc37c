import { labelsAt, objectsAt, textAt, valueAt } from '#src/cluster/fields.ts';
import type { Json } from '#src/protocol/index.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';

/** What kubectl writes where there is nothing. */
export const NONE = '<none>';

export function column(
  name: string,
  priority: 0 | 1,
  description: string,
  value: Column['value'],
  type: Column['type'] = 'string',
): Column {
  return { name, type, priority, description, value };
}

/** A column that shows one field. */
export const fieldColumn = (name: string, priority: 0 | 1, description: string, ...path: Path): Column =>
  column(name, priority, description, (object) => wordAt(object, path));

/** A column that shows one number, 0 where there is none. */
export const numberColumn = (name: string, priority: 0 | 1, description: string, ...path: Path): Column =>
  column(name, priority, description, (object) => numberAtOr0(object, path), 'integer');

export type Path = (string | number)[];

/** The text or number there, or `<none>`. */
export const wordAt = (object: KubernetesObject, path: Path, otherwise = NONE): string =>
  word(valueAt(object, ...path)) || otherwise;

/** A text or number as it is, anything else as nothing. */
export const word = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export function numberAtOr0(object: KubernetesObject, path: Path): Json {
  const value = valueAt(object, ...path);
  return typeof value === 'number' ? value : 0;
}

/** `app=web,tier=front`, or `<none>`. */
export const labelsText = (object: KubernetesObject, path: Path): string =>
  Object.entries(labelsAt(object, ...path))
    .map(([label, value]) => `${label}=${value}`)
    .join(',') || NONE;

/** The names or images of a workload's containers. */
export const containersText = (object: KubernetesObject, field: 'name' | 'image'): string =>
  objectsAt(object, 'spec', 'template', 'spec', 'containers')
    .map((container) => word(container[field]))
    .join(',');

/** How long ago a time was, as kubectl shortens it. */
export function ageOf(object: KubernetesObject, path: Path, now: number): string {
  const time = textAt(object, ...path);
  return time === undefined ? NONE : shortDuration(now - Date.parse(time));
}

/** A duration as kubectl shortens it: `42s`, `7m3s`, `5h12m`, `3d`. */
export function shortDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600), Math.floor(seconds / 86_400)];
  const two = (major: number, unit: string, rest: number, small: string) =>
    `${major}${unit}${rest > 0 ? `${rest}${small}` : ''}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  return days < 730 ? `${days}d` : two(Math.floor(days / 365), 'y', days % 365, 'd');
}
