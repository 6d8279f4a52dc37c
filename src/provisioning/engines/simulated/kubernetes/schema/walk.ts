import type { JsonObject } from '#src/protocol/index.ts';

import { isObject } from './conform.ts';
import type { StructType, Type } from './types.ts';

/** Calls `visit` with each struct in a value, outer ones first. Paths as refusals write them: `spec.ports[0]`. */
export function walkStructs(
  type: StructType,
  value: JsonObject,
  visit: (type: StructType, value: JsonObject, path: string) => void,
  path = '',
): void {
  visit(type, value, path);
  for (const [name, member] of Object.entries(value)) {
    const field = type.fields.get(name);
    if (field) walkType(field.type, member, path === '' ? name : `${path}.${name}`, visit);
  }
}

function walkType(
  type: Type,
  value: JsonObject[string],
  path: string,
  visit: (type: StructType, value: JsonObject, path: string) => void,
): void {
  if (type.is === 'struct' && isObject(value)) walkStructs(type, value, visit, path);
  if (type.is === 'list' && Array.isArray(value)) {
    for (const [index, member] of value.entries()) walkType(type.of, member, `${path}[${index}]`, visit);
  }
  if (type.is === 'map' && isObject(value)) {
    for (const [key, member] of Object.entries(value)) walkType(type.of, member, `${path}[${key}]`, visit);
  }
}
