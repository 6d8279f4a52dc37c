import { phrase } from '../phrases/index.ts';
import { boundsHint, type Limits, no, ok, type Read, type SlotTypeDefinition, typed, within } from './slot-type.ts';

/** A whole number. */
export const int: SlotTypeDefinition = {
  cel: 'int',
  read(input, { limits, locale }) {
    const value = typeof input === 'number' ? input : readNumber(typed(input) ?? '');
    if (value === null || !Number.isSafeInteger(value)) return no('slot.int.invalid');
    return within(value, limits, (bound) => write(bound, locale));
  },
  hint: numberHint,
  format: (value, locale) => write(Number(value), locale),
};

/** A number, whole or not. */
export const number: SlotTypeDefinition = {
  cel: 'double',
  read(input, { limits, locale }) {
    const value = typeof input === 'number' ? input : readNumber(typed(input) ?? '');
    if (value === null || !Number.isFinite(value)) return no('slot.number.invalid');
    return within(value, limits, (bound) => write(bound, locale));
  },
  hint: numberHint,
  format: (value, locale) => write(Number(value), locale),
};

/** A mark from 1 (poor) to 5 (excellent), or to `max`. */
export const rating: SlotTypeDefinition = {
  cel: 'int',
  read(input, { limits }) {
    const best = typeof limits.max === 'number' ? limits.max : 5;
    const stars = typeof input === 'string' ? [...input.trim()].filter((one) => one === '⭐' || one === '★').length : 0;
    const value = stars > 0 ? stars : typeof input === 'number' ? input : readNumber(typed(input) ?? '');
    const fits = value !== null && Number.isInteger(value) && value >= 1 && value <= best;
    return fits ? ok(value) : no('slot.rating.invalid', { max: best });
  },
  hint: (limits, locale) => phrase(locale, 'hint.rating', { max: typeof limits.max === 'number' ? limits.max : 5 }),
  format: (value) => '★'.repeat(Math.max(0, Math.min(10, Number(value)))),
};

/** Yes or no. */
export const bool: SlotTypeDefinition = {
  cel: 'bool',
  read(input, { locale }): Read {
    if (typeof input === 'boolean') return ok(input);
    const said = (typed(input) ?? '').toLowerCase().replace(/[.!]+$/, '');
    for (const language of [locale, 'en']) {
      if (matches(said, language, 'yes')) return ok(true);
      if (matches(said, language, 'no')) return ok(false);
    }
    if (said === 'true' || said === '1' || said === '👍') return ok(true);
    if (said === 'false' || said === '2' || said === '0' || said === '👎') return ok(false);
    return no('slot.bool.invalid', { yes: phrase(locale, 'yes'), no: phrase(locale, 'no') });
  },
  format: (value, locale) => phrase(locale, value === true ? 'yes' : 'no'),
};

function matches(said: string, locale: string, key: 'yes' | 'no'): boolean {
  return said === phrase(locale, key).toLowerCase() || phrase(locale, `turn.words.${key}`).split('|').includes(said);
}

/** Reads what people write for numbers: `1 000`, `1,000`, `1_000`, `2.5`, `2,5`, Arabic digits. Null when it is none. */
export function readNumber(text: string): number | null {
  const plain = text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
    .replace(/(?<=\d)[\s_\u00a0\u202f'٬](?=\d{3}(?!\d))/g, '');
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.');
  return /^[+-]?(\d{1,15}(\.\d{0,12})?|\.\d{1,12})$/.test(grouped) ? Number(grouped) : null;
}

function numberHint(limits: Limits, locale: string): string | undefined {
  return boundsHint(
    limits,
    (bound) => write(bound, locale),
    (key, values) => phrase(locale, key, values),
    'number',
  );
}

const writers = new Map<string, Intl.NumberFormat>();

/** A number as a language writes it. */
export function write(value: number, locale: string): string {
  let writer = writers.get(locale);
  if (!writer) {
    writer = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    if (writers.size < 100) writers.set(locale, writer);
  }
  return writer.format(value);
}
