const factors: { [suffix: string]: number } = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** `250m`, `1.5Gi`, `2` as a number of the base unit; what is no quantity is 0. */
export function quantity(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  const [, digits = '', suffix = ''] = /^([+-]?[0-9.]+(?:e[+-]?[0-9]+)?)([numkMGTPE]?i?)$/.exec(value.trim()) ?? [];
  return Number(digits || 0) * (factors[suffix] ?? 0);
}

/** `250m`, `2` */
export function cpuText(cores: number): string {
  const millis = Math.round(cores * 1_000);
  return millis % 1_000 === 0 ? String(millis / 1_000) : `${millis}m`;
}

/** `512Mi`, `2Gi`: the largest unit that holds it whole. */
export function bytesText(bytes: number): string {
  const whole = Math.round(bytes);
  for (const unit of ['Ti', 'Gi', 'Mi', 'Ki']) {
    const factor = factors[unit] ?? 1;
    if (whole >= factor && whole % factor === 0) return `${whole / factor}${unit}`;
  }
  return String(whole);
}
