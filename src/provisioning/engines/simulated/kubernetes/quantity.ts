const decimal: readonly [suffix: string, power: number][] = [
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
];
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const form = /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

/** An amount as Kubernetes writes it, in billionths: `500m`, `1.5Gi`, `2e3`. Undefined for what is none. */
export function parseQuantity(text: string): bigint | undefined {
  const [, sign, number, suffix = ''] = form.exec(text) ?? [];
  if (number === undefined) return undefined;
  const [whole = '0', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole || '0'}${fraction}`);
  const value = scaled(digits, suffix, fraction.length);
  return sign === '-' ? -value : value;
}

/** The amount of billionths in the shortest form: that of bytes (`Mi`) or of counts (`m`, `k`). */
export function formatQuantity(billionths: bigint, like: 'bytes' | 'count'): string {
  const [sign, amount] = billionths < 0n ? ['-', -billionths] : ['', billionths];
  if (amount === 0n) return '0';
  const units = amount / 1_000_000_000n;
  if (like === 'bytes' && amount % 1_000_000_000n === 0n && units >= 1_024n) {
    let power = 0;
    let rest = units;
    while (power < binary.length && rest % 1_024n === 0n) {
      rest /= 1_024n;
      power += 1;
    }
    return `${sign}${rest}${power === 0 ? '' : binary[power - 1]}`;
  }
  for (const [suffix, power] of [...decimal].reverse()) {
    const unit = 10n ** BigInt(power + 9);
    if (amount % unit === 0n) return `${sign}${amount / unit}${suffix}`;
  }
  return `${sign}${amount}n`;
}

/** The one way to write an amount, or undefined for what is none. */
export function canonicalQuantity(text: string): string | undefined {
  const amount = parseQuantity(text);
  return amount === undefined ? undefined : formatQuantity(amount, /[KMGTPE]i$/.test(text) ? 'bytes' : 'count');
}

function scaled(digits: bigint, suffix: string, places: number): bigint {
  const index = binary.indexOf(suffix);
  if (index >= 0) return roundUp(digits * 1_024n ** BigInt(index + 1) * 1_000_000_000n, 10n ** BigInt(places));
  const named = decimal.find(([name]) => name === suffix)?.[1];
  const power = (named ?? Number(suffix.slice(1))) + 9 - places;
  return power >= 0 ? digits * 10n ** BigInt(power) : roundUp(digits, 10n ** BigInt(-power));
}

const roundUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;
