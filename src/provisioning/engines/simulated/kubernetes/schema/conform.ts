import type { Json, JsonObject } from '#src/protocol/index.ts';

import { canonicalQuantity } from '../quantity.ts';
import type { StructType, Type } from './types.ts';

/** A value as its type has it, and what was in it that the type does not know. */
export interface Conformed {
  value: JsonObject;
  /** Paths: `spec.template.spec.containers[0].imagee`. */
  unknown: string[];
}

/** A value of another type than declared. */
export class Mismatch extends Error {
  readonly path: string;
  readonly expected: string;
  readonly found: Json;
  /** `DeploymentSpec` */
  readonly within: string;

  constructor(path: string, expected: string, found: Json, within: string) {
    super(`${path}: ${expected} expected`);
    this.path = path;
    this.expected = expected;
    this.found = found;
    this.within = within;
  }
}

/** A copy of a value with what its type declares, amounts in their one form, nulls and empty lists left out. */
export function conform(type: StructType, value: JsonObject): Conformed {
  const unknown: string[] = [];
  return { value: structIn(type, value, '', unknown), unknown };
}

function structIn(type: StructType, value: JsonObject, path: string, unknown: string[]): JsonObject {
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const field = type.fields.get(name);
    const at = path === '' ? name : `${path}.${name}`;
    if (!field) {
      if (type.open) result[name] = member;
      else unknown.push(at);
      continue;
    }
    const kept = valueIn(field.type, member, at, unknown, type.name);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function valueIn(type: Type, value: Json, path: string, unknown: string[], within: string): Json | undefined {
  if (value === null) return undefined;
  const wrong = (expected: string) => new Mismatch(path, expected, value, within);
  switch (type.is) {
    case 'any':
      return value;
    case 'struct':
      if (!isObject(value)) throw wrong(lastWord(type.name));
      return structIn(type, value, path, unknown);
    case 'list': {
      if (!Array.isArray(value)) throw wrong('list');
      const members = value.map((member, index) => valueIn(type.of, member, `${path}[${index}]`, unknown, within));
      return members.length === 0 ? undefined : members.filter((member) => member !== undefined);
    }
    case 'map': {
      if (!isObject(value)) throw wrong('map');
      const members = Object.entries(value).map(([key, member]): [string, Json] => [
        key,
        valueIn(type.of, member, `${path}.${key}`, unknown, within) ?? '',
      ]);
      return members.length === 0 ? undefined : Object.fromEntries(members);
    }
    case 'int':
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong('int32');
      return value;
    case 'number':
      if (typeof value !== 'number') throw wrong('float64');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('bool');
      return value;
    case 'quantity': {
      if (typeof value !== 'string' && typeof value !== 'number') throw wrong('quantity');
      return canonicalQuantity(String(value)) ?? String(value);
    }
    case 'intOrString':
      if (typeof value !== 'string' && typeof value !== 'number') throw wrong('intstr');
      return value;
    case 'time':
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw wrong('time');
      return value;
    default:
      if (typeof value !== 'string') throw wrong('string');
      return value;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const lastWord = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
