import type { Json } from '#src/protocol/index.ts';

import { Money } from './money.ts';

/** What CEL computes with: integers are BigInt, everything else is as in JSON. */
export type CelValue = unknown;

const converted = new WeakMap<object, CelValue>();

/** JSON to CEL. Objects are converted once and kept with them: slots and saved values are never changed in place. */
export function toCel(value: Json | undefined): CelValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object') return value;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const result = Array.isArray(value) ? value.map(toCel) : toCelMap(value);
  converted.set(value, result);
  return result;
}

/** CEL to JSON: what an expression gives back. Integers beyond 2^53 and amounts of money become decimal strings. */
export function fromCel(value: CelValue): Json {
  switch (typeof value) {
    case 'bigint':
      return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(value)
        : value.toString();
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return fromCelObject(value);
    default:
      return null;
  }
}

function fromCelObject(value: object | null): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(fromCel);
  if (value instanceof Money) return value.toString();
  if (value instanceof Date) return value.toISOString();
  const map: ReadonlyMap<unknown, CelValue> = value instanceof Map ? value : new Map(Object.entries(value));
  const result: { [key: string]: Json } = {};
  for (const [key, item] of map) define(result, String(key), fromCel(item));
  return result;
}

function toCelMap(value: { [key: string]: Json }): Map<string, CelValue> {
  const map = new Map<string, CelValue>();
  for (const key of Object.keys(value)) map.set(key, toCel(value[key]));
  return map;
}

function define(target: { [key: string]: Json }, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
