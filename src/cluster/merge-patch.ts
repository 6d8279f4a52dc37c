import type { Json, JsonObject } from '#src/protocol/index.ts';

/** The merge patch (RFC 7386) that leads from one map to another. */
export function mergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [before, after] = [from[key], to[key]];
    if (same(before, after)) continue;
    if (after === undefined) patch[key] = null;
    else patch[key] = isMap(before) && isMap(after) ? mergePatch(before, after) : after;
  }
  return patch;
}

/** What a merge patch (RFC 7386) makes of a map. */
export function patched(target: JsonObject, patch: JsonObject): JsonObject {
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const inner = result[key];
    if (value === null) delete result[key];
    else result[key] = isMap(value) ? patched(isMap(inner) ? inner : {}, value) : value;
  }
  return result;
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isMap(one) || !isMap(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => same(one[name], other[name]));
}
