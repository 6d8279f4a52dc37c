import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on nothing but its keys: the same after a crash, whatever else was drawn meanwhile. */
export function chance(...keys: (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(keys)).digest().readUInt32BE(0) / 2 ** 32;
}
