import { createHash } from 'node:crypto';

import { canonicalJson } from '../../../../plan-hash.ts';

/** Kubernetes' own alphabet for generated names: no vowels, so that no words come out. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for a content, as `pod-template-hash` has it: the same for the same content. */
export function contentHash(content: unknown): string {
  const digits = String(createHash('sha256').update(canonicalJson(content)).digest().readUInt32BE(0));
  return [...digits].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}

/** Random-looking letters that depend on nothing but the keys. */
export function suffix(length: number, ...keys: (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(keys)).digest();
  return Array.from({ length }, (_, index) => alphabet[(bytes[index] ?? 0) % alphabet.length]).join('');
}

export function hexOf(length: number, ...keys: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, length);
}
