import { isDeepStrictEqual } from 'node:util';

import type { Json, JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';
import type { Field, Type } from '../schema/types.ts';

/**
 * A strategic merge patch: a merge patch that knows its lists. Members with the same key are merged, plain values are
 * added; `$patch: delete` and `replace`, `$deleteFromPrimitiveList`, `$setElementOrder` and `$retainKeys` say more.
 */
export function strategicMerge(type: Type, target: Json | undefined, patch: JsonObject): JsonObject {
  const { $patch, $retainKeys, ...changes } = patch;
  if ($patch === 'replace') return stripped(changes);
  if ($patch === 'delete') return {};
  let result: JsonObject = isObject(target) ? { ...target } : {};
  if (Array.isArray($retainKeys))
    result = Object.fromEntries(Object.entries(result).filter(([name]) => $retainKeys.includes(name)));
  const orders: [string, Json][] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (name.startsWith('$setElementOrder/')) orders.push([name.slice(17), value]);
    else if (name.startsWith('$deleteFromPrimitiveList/')) {
      const list = name.slice(25);
      result[list] = listOf(result[list]).filter((one) => !listOf(value).some((gone) => isDeepStrictEqual(gone, one)));
    } else if (value === null) delete result[name];
    else result[name] = merged(type, name, result[name], value);
  }
  for (const [name, order] of orders) {
    const list = result[name];
    if (Array.isArray(list)) result[name] = ordered(list, listOf(order), fieldOf(type, name)?.merge?.key);
  }
  return result;
}

function merged(type: Type, name: string, target: Json | undefined, value: Json): Json {
  const field = fieldOf(type, name);
  const inner: Type = field?.type ?? (type.is === 'map' ? type.of : { is: 'any' });
  if (isObject(value)) return strategicMerge(inner, target, value);
  if (!Array.isArray(value) || !field?.merge || inner.is !== 'list') return value;
  if (field.merge.key !== undefined) return mergedMembers(inner.of, field.merge.key, listOf(target), value);
  const before = listOf(target);
  return [...before, ...value.filter((one) => !before.some((known) => isDeepStrictEqual(known, one)))];
}

function mergedMembers(type: Type, key: string, target: Json[], patch: Json[]): Json[] {
  const changes = patch.filter(isObject);
  const replace = changes.some((one) => one['$patch'] === 'replace' && one[key] === undefined);
  if (replace) return changes.filter((one) => one['$patch'] === undefined);
  let result = target;
  for (const change of changes) {
    const at = result.findIndex((one) => isObject(one) && isDeepStrictEqual(one[key], change[key]));
    if (change['$patch'] === 'delete') result = result.filter((_, index) => index !== at);
    else if (at < 0) result = [...result, stripped(change)];
    else result = result.with(at, strategicMerge(type, result[at], change));
  }
  return result;
}

/** Members in the order that the patch names; those that it does not name stay where they are among them. */
function ordered(list: Json[], order: Json[], key: string | undefined): Json[] {
  const nameOf = (value: Json): Json | undefined => (key !== undefined && isObject(value) ? value[key] : value);
  const place = (value: Json) => order.findIndex((one) => isDeepStrictEqual(nameOf(one), nameOf(value)));
  const named = list.filter((one) => place(one) >= 0).sort((a, b) => place(a) - place(b));
  return list.map((one) => (place(one) >= 0 ? (named.shift() ?? one) : one));
}

/** What is new has no use for instructions. */
function stripped(value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    if (name.startsWith('$') || member === null) return [];
    return [[name, isObject(member) ? stripped(member) : member]];
  });
  return Object.fromEntries(entries);
}

const fieldOf = (type: Type, name: string): Field | undefined =>
  type.is === 'struct' ? type.fields.get(name) : undefined;

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
