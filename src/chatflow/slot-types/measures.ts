import { phrase } from '../phrases/index.ts';
import { readNumber, write } from './numbers.ts';
import { no, ok, type SlotTypeDefinition, typed, within } from './slot-type.ts';

const decimal = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const binary = ['B', 'KIB', 'MIB', 'GIB', 'TIB', 'PIB'];

/** An amount of data, stored in bytes: `10 GB` is decimal, `10 GiB` (or Kubernetes' `10Gi`) binary. */
export const size: SlotTypeDefinition = {
  cel: 'int',
  read(input, { limits, locale }) {
    const bytes = typeof input === 'number' ? input : readSize(typed(input) ?? '');
    if (bytes === null || !Number.isSafeInteger(bytes) || bytes < 0) return no('slot.size.invalid');
    return within(bytes, limits, (bound) => writeSize(bound, locale), { low: 'slot.size.low', high: 'slot.size.high' });
  },
  hint: (_limits, locale) => phrase(locale, 'hint.size'),
  format: (value, locale) => writeSize(Number(value), locale),
};

/** Bytes of `10 GB`, `512Mi`, `1.5 TiB`, in French `10 Go` and `512 Mio`; null when it is none. A bare number is refused: its unit is unknown. */
export function readSize(text: string): number | null {
  const match = /^([\d.,\s]+?)\s*([KMGTP]?I?[BO]|[KMGTP]I?|BYTES?|OCTETS?)$/i.exec(text.slice(0, 40));
  const amount = match?.[1] === undefined ? null : readNumber(match[1]);
  if (amount === null || match?.[2] === undefined) return null;
  const unit = match[2]
    .toUpperCase()
    .replace(/^(?:BYTE|OCTET)S?$/, 'B')
    .replace(/O$/, 'B')
    .replace(/^([KMGTP]I?)$/, '$1B');
  const power = unit.includes('I') ? binary.indexOf(unit) : decimal.indexOf(unit);
  return power < 0 ? null : Math.round(amount * (unit.includes('I') ? 1_024 : 1_000) ** power);
}

/** Bytes in the largest unit, decimal or binary: whichever comes out even. */
export function writeSize(bytes: number, locale: string): string {
  const ten = largest(bytes, 1_000);
  const two = largest(bytes, 1_024);
  const even = (one: { value: number }): boolean => Number.isInteger(Math.round(one.value * 1e8) / 1e6);
  const [{ value, power }, names] = !even(ten) && even(two) ? [two, binary] : [ten, decimal];
  const unit = (names[power] ?? 'B').replace('I', 'i');
  return `${write(Math.round(value * 100) / 100, locale)} ${unit}`;
}

function largest(bytes: number, base: number): { value: number; power: number } {
  let value = bytes;
  let power = 0;
  while (value >= base && power < 5) {
    value /= base;
    power += 1;
  }
  return { value, power };
}

/** A point on the map: `{ lat, lng }` and, where it is known, a name. Typed as `52.37, 4.90`. */
export const location: SlotTypeDefinition = {
  cel: 'map',
  read(input) {
    if (typeof input === 'string') {
      const match = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(input);
      return match ? point(Number(match[1]), Number(match[2])) : no('slot.location.invalid');
    }
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return no('slot.location.invalid');
    const { lat, lng, name } = input;
    if (typeof lat !== 'number' || typeof lng !== 'number') return no('slot.location.invalid');
    return point(lat, lng, typeof name === 'string' ? name.slice(0, 200) : undefined);
  },
  hint: (_limits, locale) => phrase(locale, 'hint.location'),
  format(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return String(value);
    const { lat, lng, name } = value;
    return typeof name === 'string' ? name : `${Number(lat).toFixed(4)}, ${Number(lng).toFixed(4)}`;
  },
};

function point(lat: number, lng: number, name?: string): ReturnType<SlotTypeDefinition['read']> {
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) return no('slot.location.invalid');
  return ok(name === undefined ? { lat, lng } : { lat, lng, name });
}
