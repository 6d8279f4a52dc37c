import type { Json } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';
import type { Type } from '../schema/types.ts';
import { elementOf, elementsOf, memberType, pathOf } from './field-paths.ts';

/** What is there, with what is applied over it: maps by key, lists by what tells their members apart. */
export function mergeApplied(type: Type, live: Json | undefined, applied: Json): Json {
  if (live === undefined) return applied;
  if (
    isObject(applied) &&
    isObject(live) &&
    (type.is === 'any' || ((type.is === 'struct' || type.is === 'map') && !type.atomic))
  ) {
    const merged = { ...live };
    for (const [name, member] of Object.entries(applied))
      merged[name] = mergeApplied(memberType(type, name), live[name], member);
    return merged;
  }
  if (type.is === 'list' && type.kind !== 'atomic' && Array.isArray(applied) && Array.isArray(live)) {
    const rest = new Map(applied.map((member) => [elementOf(type, member), member]));
    const kept = live.map((member) => {
      const element = elementOf(type, member);
      const change = rest.get(element);
      rest.delete(element);
      return change === undefined ? member : mergeApplied(type.of, member, change);
    });
    return [...kept, ...rest.values()];
  }
  return applied;
}

/** The value without what is at these places. */
export function withoutPlaces(type: Type, value: Json, places: ReadonlySet<string>, path: string[] = []): Json {
  if (places.size === 0) return value;
  if (isObject(value) && type.is !== 'list') {
    const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      const at = [...path, `f:${name}`];
      return places.has(pathOf(...at)) ? [] : [[name, withoutPlaces(memberType(type, name), member, places, at)]];
    });
    return Object.fromEntries(members);
  }
  if (type.is === 'list' && type.kind !== 'atomic' && Array.isArray(value)) {
    return value.flatMap((member) => {
      const at = [...path, elementOf(type, member)];
      return places.has(pathOf(...at)) ? [] : [withoutPlaces(type.of, member, places, at)];
    });
  }
  return value;
}

/** The places and all that they lie in. */
export function withOuterPlaces(places: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const place of places) {
    const elements = elementsOf(place);
    for (let length = elements.length; length > 0; length -= 1) all.add(pathOf(...elements.slice(0, length)));
  }
  return all;
}
