/** An exact rational number on BigInt, so that no amount of money ever passes through a binary float. */
export class Fraction {
  static readonly zero = new Fraction(0n, 1n);

  readonly #numerator: bigint;
  /** Always positive; the fraction is always in lowest terms. */
  readonly #denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    const sign = denominator < 0n ? -1n : 1n;
    const divisor = greatestCommonDivisor(numerator, denominator);
    this.#numerator = (sign * numerator) / divisor;
    this.#denominator = (sign * denominator) / divisor;
  }

  /** From a decimal string (`0.0125`), a BigInt or a whole number. A number with decimals is refused: write it as text. */
  static of(value: string | bigint | number): Fraction {
    if (typeof value === 'bigint') return new Fraction(value, 1n);
    if (typeof value === 'number') {
      if (!Number.isSafeInteger(value))
        throw new RangeError(`${value} is not a whole number: write it as decimal text`);
      return new Fraction(BigInt(value), 1n);
    }
    const parts = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(value);
    if (!parts) throw new RangeError(`"${value}" is not a decimal number such as 12.50`);
    const [, sign = '', whole = '', decimals = ''] = parts;
    const amount = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n);
    return new Fraction(amount, 10n ** BigInt(decimals.length));
  }

  plus(other: Fraction): Fraction {
    return new Fraction(
      this.#numerator * other.#denominator + other.#numerator * this.#denominator,
      this.#denominator * other.#denominator,
    );
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.#numerator * other.#numerator, this.#denominator * other.#denominator);
  }

  dividedBy(other: Fraction): Fraction {
    if (other.#numerator === 0n) throw new RangeError('division by zero');
    return new Fraction(this.#numerator * other.#denominator, this.#denominator * other.#numerator);
  }

  /** Negative, zero or positive, as `this` is less than, equal to or more than `other`. */
  compare(other: Fraction): number {
    const difference = this.#numerator * other.#denominator - other.#numerator * this.#denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The nearest number with this many decimals; a tie goes away from zero. */
  rounded(decimals: number): Fraction {
    const scale = 10n ** BigInt(decimals);
    const negative = this.#numerator < 0n;
    const doubled = 2n * (negative ? -this.#numerator : this.#numerator) * scale;
    const units = (doubled + this.#denominator) / (2n * this.#denominator);
    return new Fraction(negative ? -units : units, scale);
  }

  /** Decimal text with at most `most` and at least `least` decimals: `59.58`, `0.08275`, `4.00`. */
  toDecimal(most: number, least = 0): string {
    const scale = 10n ** BigInt(most);
    const nearest = this.rounded(most);
    const units = (nearest.#numerator * scale) / nearest.#denominator;
    const digits = (units < 0n ? -units : units).toString().padStart(most + 1, '0');
    const whole = digits.slice(0, digits.length - most);
    const decimals = digits
      .slice(digits.length - most)
      .replace(/0+$/, '')
      .padEnd(least, '0');
    return `${units < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
  }
}

/** The smallest of one or more amounts. */
export function smallest(first: Fraction, ...others: Fraction[]): Fraction {
  return others.reduce((least, other) => (other.compare(least) < 0 ? other : least), first);
}

/** The largest of one or more amounts. */
export function largest(first: Fraction, ...others: Fraction[]): Fraction {
  return others.reduce((most, other) => (other.compare(most) > 0 ? other : most), first);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
