import { formatQuantity, parseQuantity } from '../quantity.ts';

/** `250m`, `1.5Gi`, `2` as a number of the base unit; what is no quantity is 0. */
export function quantity(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  return Number(parseQuantity(value) ?? 0n) / 1e9;
}

/** `250m`, `2` */
export const cpuText = (cores: number): string =>
  formatQuantity(BigInt(Math.round(cores * 1_000)) * 1_000_000n, 'count');

/** `512Mi`, `2Gi`: the largest unit that holds it whole. */
export const bytesText = (bytes: number): string => formatQuantity(BigInt(Math.round(bytes)) * 1_000_000_000n, 'bytes');
