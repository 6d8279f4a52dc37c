import { isMap, same } from '#src/cluster/index.ts';
import type { Json } from '#src/protocol/index.ts';
import { keyOfLists } from './merge.ts';

/** The fields among those that were sent whose values are not any more what they became then. */
export function changedSince(
  sent: Json | undefined,
  expected: Json | undefined,
  live: Json | undefined,
  path = '',
): string[] {
  if (sent === undefined || same(expected, live)) return [];
  if (isMap(sent) && isMap(live)) {
    const was = isMap(expected) ? expected : {};
    return Object.keys(sent).flatMap((key) =>
      changedSince(sent[key], was[key], live[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(sent) && Array.isArray(live)) {
    const was = Array.isArray(expected) ? expected : [];
    const key = keyOfLists(sent, was, live);
    if (key !== undefined) {
      const named = (list: Json[], name: Json | undefined) => list.find((item) => isMap(item) && item[key] === name);
      return sent.flatMap((item) => {
        const name = isMap(item) ? item[key] : undefined;
        return changedSince(item, named(was, name), named(live, name), `${path}[${String(name)}]`);
      });
    }
  }
  return [path];
}
