import type { Json, JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';

/** Sets the fields that are not there yet. */
export function fill(target: JsonObject, fields: JsonObject): void {
  for (const [name, value] of Object.entries(fields))
    if (target[name] === undefined) target[name] = structuredClone(value);
}

/** The object in a field; made when there is none. */
export function inside(target: JsonObject, name: string): JsonObject {
  const found = target[name];
  if (isObject(found)) return found;
  const made: JsonObject = {};
  target[name] = made;
  return made;
}

/** The objects in a list. */
export const members = (target: JsonObject, name: string): JsonObject[] => {
  const list: Json | undefined = target[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
};
