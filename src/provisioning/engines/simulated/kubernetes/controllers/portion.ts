/** `2` or `25%` of a whole number, rounded up or down. */
export function portionOf(value: unknown, whole: number, rounded: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const [, percent] = /^(\d+)%$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (percent === undefined) return 0;
  const share = (Number(percent) * whole) / 100;
  return rounded === 'up' ? Math.ceil(share) : Math.floor(share);
}
