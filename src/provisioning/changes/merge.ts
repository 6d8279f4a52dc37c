import { isMap, same } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

/** What became of a value when two changed it: the value, and the places where they disagree. */
export interface Merged {
  value: Json | undefined;
  /** Fields that both changed, to different values. */
  conflicts: string[];
}

/**
 * Takes two changes of the same value together: where only one of them changed something, that counts. Lists whose items
 * have names are taken item by item, as Kubernetes does; where both changed the same field, `mine` stands, and it is said.
 */
export function mergeThree(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
  path = '',
): Merged {
  if (same(mine, theirs) || same(base, theirs)) return { value: mine, conflicts: [] };
  if (same(base, mine)) return { value: theirs, conflicts: [] };
  if (isMap(mine) && isMap(theirs)) return mergeMaps(isMap(base) ? base : {}, mine, theirs, path);
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const was = Array.isArray(base) ? base : [];
    const key = keyOfLists(was, mine, theirs);
    if (key !== undefined) return mergeLists(key, was, mine, theirs, path);
  }
  return { value: mine, conflicts: [path] };
}

/** The field by which the items of these lists are told apart, if there is one. */
export function keyOfLists(...lists: readonly Json[][]): string | undefined {
  return keys.find((key) =>
    lists.every((list) => {
      const values = list.map((item) => (isMap(item) ? item[key] : undefined));
      const named = values.every((value) => typeof value === 'string' || typeof value === 'number');
      return named && new Set(values).size === values.length;
    }),
  );
}

/** Fields that tell items apart, the more telling first. */
const keys = ['name', 'mountPath', 'containerPort', 'port', 'key', 'host', 'path', 'type', 'uid', 'ip'];

function mergeMaps(base: JsonObject, mine: JsonObject, theirs: JsonObject, path: string): Merged {
  const value: JsonObject = {};
  const conflicts: string[] = [];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const merged = mergeThree(base[key], mine[key], theirs[key], path === '' ? key : `${path}.${key}`);
    if (merged.value !== undefined) value[key] = merged.value;
    conflicts.push(...merged.conflicts);
  }
  return { value, conflicts };
}

function mergeLists(key: string, base: Json[], mine: Json[], theirs: Json[], path: string): Merged {
  const nameOf = (item: Json): string => String(isMap(item) ? item[key] : item);
  const byName = (list: Json[]) => new Map(list.map((item) => [nameOf(item), item]));
  const [was, ours, others] = [byName(base), byName(mine), byName(theirs)];
  const value: Json[] = [];
  const conflicts: string[] = [];
  for (const name of new Set([...ours.keys(), ...others.keys()])) {
    const merged = mergeThree(was.get(name), ours.get(name), others.get(name), `${path}[${name}]`);
    if (merged.value !== undefined) value.push(merged.value);
    conflicts.push(...merged.conflicts);
  }
  return { value, conflicts };
}
