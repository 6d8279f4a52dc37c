import type { Json, JsonObject } from '#src/protocol/index.ts';

type Step = string | number;

/**
 * Reading what a cluster says without trusting its shape: a value of another type is as absent as none.
 * `textAt(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason')`
 */
export function valueAt(value: unknown, ...path: Step[]): Json | undefined {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at as Json | undefined;
}

export function textAt(value: unknown, ...path: Step[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: unknown, ...path: Step[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

export function flagAt(value: unknown, ...path: Step[]): boolean | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'boolean' ? found : undefined;
}

/** The objects of a list; an absent list is empty, and what is no object is left out. */
export function objectsAt(value: unknown, ...path: Step[]): JsonObject[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The strings of a list; an absent list is empty. */
export function textsAt(value: unknown, ...path: Step[]): string[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** The object there, or an empty one. */
export function objectAt(value: unknown, ...path: Step[]): JsonObject {
  const found = valueAt(value, ...path);
  return found !== undefined && isObject(found) ? found : {};
}

/** A map of strings, as labels and selectors are. */
export function labelsAt(value: unknown, ...path: Step[]): { [label: string]: string } {
  const entries = Object.entries(objectAt(value, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
