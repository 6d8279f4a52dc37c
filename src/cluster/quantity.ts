const suffixes: { readonly [suffix: string]: number } = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Bytes in a gibibyte. */
export const GIB = 2 ** 30;

/** The amount that a Kubernetes quantity stands for (`500m` is 0.5, `1.5Gi`, `1e3`); undefined for anything else. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const [, number, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([a-zA-Z]{0,2})$/.exec(value) ?? [];
  const factor = Object.hasOwn(suffixes, suffix) ? suffixes[suffix] : undefined;
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** The same; 0 for what is none. */
export function quantity(value: unknown): number {
  return parseQuantity(value) ?? 0;
}

/** An amount of a resource as one writes it: `250m` of CPU, `512Mi` of memory; rounded up, or down where it is the most. */
export function quantityText(resource: string, amount: number, round: 'up' | 'down' = 'up'): string {
  const whole = round === 'up' ? Math.ceil : Math.floor;
  if (resource === 'cpu') {
    const thousandths = whole(Number((amount * 1_000).toFixed(3)));
    return thousandths % 1_000 === 0 ? String(thousandths / 1_000) : `${thousandths}m`;
  }
  if (!/memory|storage/.test(resource)) return String(whole(amount));
  const mebibytes = whole(amount / 2 ** 20);
  return mebibytes >= 1_024 && mebibytes % 256 === 0 ? `${mebibytes / 1_024}Gi` : `${mebibytes}Mi`;
}
