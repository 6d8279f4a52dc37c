const SCALE = 9;
const UNIT = 10n ** BigInt(SCALE);

/** A decimal amount, exact to nine places: what CEL's `money('12.50')` holds. Travels as a decimal string. */
export class Money {
  readonly units: bigint;

  constructor(units: bigint) {
    this.units = units;
  }

  /** Null when the text is not a plain decimal number of at most nine places. */
  static parse(text: string): Money | null {
    const match = /^([+-]?)(\d{1,24})(?:\.(\d{1,9}))?$/.exec(text.trim());
    if (!match) return null;
    const [, sign, whole = '0', fraction = ''] = match;
    const units = BigInt(whole) * UNIT + BigInt(fraction.padEnd(SCALE, '0'));
    return new Money(sign === '-' ? -units : units);
  }

  plus(other: Money): Money {
    return new Money(this.units + other.units);
  }

  minus(other: Money): Money {
    return new Money(this.units - other.units);
  }

  times(count: bigint): Money {
    return new Money(this.units * count);
  }

  compare(other: Money): number {
    return this.units < other.units ? -1 : this.units > other.units ? 1 : 0;
  }

  /** As written by people: two decimals at least, more only where there are more. */
  toString(): string {
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(SCALE + 1, '0');
    const fraction = digits.slice(-SCALE).replace(/0{1,7}$/, '');
    return `${this.units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${fraction}`;
  }
}
