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
export function conform(type: StructType, value: JsonObject, options: { keepEmpty?: boolean } = {}): Conformed {
  const notes: Notes = { unknown: [], keepEmpty: options.keepEmpty ?? false };
  return { value: structIn(type, value, '', notes), unknown: notes.unknown };
}

/** What is found on the way, and what is asked for. */
interface Notes {
  unknown: string[];
  keepEmpty: boolean;
}

function structIn(type: StructType, value: JsonObject, path: string, notes: Notes): JsonObject {
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const field = type.fields.get(name);
    const at = path === '' ? name : `${path}.${name}`;
    if (!field) {
      if (type.open) result[name] = member;
      else notes.unknown.push(at);
      continue;
    }
    const kept = valueIn(field.type, member, at, notes, type.name);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function valueIn(type: Type, value: Json, path: string, notes: Notes, within: string): Json | undefined {
  if (value === null) return undefined;
  const wrong = (expected: string) => new Mismatch(path, expected, value, within);
  switch (type.is) {
    case 'any':
      return value;
    case 'struct':
      if (!isObject(value)) throw wrong(lastWord(type.name));
      return structIn(type, value, path, notes);
    case 'list': {
      if (!Array.isArray(value)) throw wrong(`[]${goType(type.of)}`);
      const members = value.map((member, index) => valueIn(type.of, member, `${path}[${index}]`, notes, within));
      return members.length === 0 && !notes.keepEmpty ? undefined : members.filter((member) => member !== undefined);
    }
    case 'map': {
      if (!isObject(value)) throw wrong('map');
      const members = Object.entries(value).map(([key, member]): [string, Json] => [
        key,
        valueIn(type.of, member, `${path}.${key}`, notes, within) ?? '',
      ]);
      return members.length === 0 && !notes.keepEmpty ? undefined : Object.fromEntries(members);
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
      const canonical = canonicalQuantity(String(value));
      if (canonical === undefined) throw wrong('quantity');
      return canonical;
    }
    case 'intOrString':
      if (typeof value !== 'string' && typeof value !== 'number') throw wrong('intstr');
      return value;
    case 'time':
      if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) throw wrong('time');
      return value;
    case 'bytes':
      if (typeof value !== 'string') throw wrong('string');
      if (!/^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/.test(value)) throw wrong('base64');
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

/** As the server names a type when it cannot read a value: `v1.EnvVar`. */
function goType(type: Type): string {
  return type.is === 'struct' ? type.name.split('.').slice(-2).join('.') : type.is;
}
