import { z } from 'zod';

import type { Json } from './json.ts';

const MOST_DEEP = 32;
const MOST_PARTS = 5_000;

/** JSON that a client sent: plain, and bounded, so that no message takes long to look at. */
export const sentJson = z.custom<Json>(
  isBounded,
  `should be plain JSON, at most ${MOST_DEEP} levels deep and of at most ${MOST_PARTS} values`,
);

/** Without recursion: how deep it is, is what is not known yet. */
function isBounded(sent: unknown): boolean {
  const left: { value: unknown; depth: number }[] = [{ value: sent, depth: 0 }];
  let parts = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next;
    parts += 1;
    if (depth > MOST_DEEP || parts + left.length > MOST_PARTS) return false;
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) continue;
    if (typeof value !== 'object') return false;
    const isList = Array.isArray(value);
    // Bytes, which the wire could carry, are no JSON.
    if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return false;
    for (const inner of isList ? value : Object.values(value)) left.push({ value: inner, depth: depth + 1 });
  }
  return true;
}
