import type { Json } from '#src/protocol/index.ts';

import { phrase } from '../phrases/index.ts';
import { readNumber } from './numbers.ts';
import { no, ok, type Read, type Reading, type SlotTypeDefinition, typed, within } from './slot-type.ts';

const DAY = 86_400_000;

/** A calendar day, stored as `2026-11-20`. `min` and `max` take the same form, or `today`. */
export const date: SlotTypeDefinition = {
  cel: 'string',
  read(input, reading) {
    const day = readDay(typed(input) ?? '', reading.now);
    return day === null ? no('slot.date.invalid') : between(day, reading, (limit) => readDay(limit, reading.now));
  },
  hint: (_limits, locale) => phrase(locale, 'hint.date'),
  format: (value, locale) => writeTime(`${String(value)}T00:00:00Z`, locale, { dateStyle: 'medium', timeZone: 'UTC' }),
};

/** A moment, stored in UTC as `2026-11-20T19:37:00.000Z`. */
export const datetime: SlotTypeDefinition = {
  cel: 'string',
  read(input, reading) {
    const moment = typeof input === 'number' ? isoOf(input) : readMoment(typed(input) ?? '', reading.now);
    return moment === null
      ? no('slot.datetime.invalid')
      : between(moment, reading, (limit) => readMoment(limit, reading.now) ?? readDay(limit, reading.now));
  },
  hint: (_limits, locale) => phrase(locale, 'hint.datetime'),
  format: (value, locale) =>
    `${writeTime(String(value), locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })} UTC`,
};

/** A length of time, stored in seconds: `90m`, `2h 30m`, `1 day`. */
export const duration: SlotTypeDefinition = {
  cel: 'int',
  read(input, { limits, locale }) {
    const seconds = typeof input === 'number' ? input : readDuration(typed(input) ?? '');
    if (seconds === null || !Number.isSafeInteger(seconds) || seconds < 0) return no('slot.duration.invalid');
    return within(seconds, limits, (bound) => writeDuration(bound, locale), {
      low: 'slot.duration.low',
      high: 'slot.duration.high',
    });
  },
  hint: (_limits, locale) => phrase(locale, 'hint.duration'),
  format: (value, locale) => writeDuration(Number(value), locale),
};

const units: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  h: 3_600,
  hr: 3_600,
  hrs: 3_600,
  hour: 3_600,
  hours: 3_600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  week: 604_800,
  weeks: 604_800,
  month: 2_592_000,
  months: 2_592_000,
  y: 31_536_000,
  year: 31_536_000,
  years: 31_536_000,
  // French: what is spelt alike stands above.
  seconde: 1,
  secondes: 1,
  heure: 3_600,
  heures: 3_600,
  j: 86_400,
  jour: 86_400,
  jours: 86_400,
  sem: 604_800,
  semaine: 604_800,
  semaines: 604_800,
  mois: 2_592_000,
  an: 31_536_000,
  ans: 31_536_000,
};

/** Seconds of `90m`, `2h 30m`, `1.5 days`, `PT15M`; null when it is none. A bare number is refused: its unit is unknown. */
export function readDuration(text: string): number | null {
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso && text.length > 2) {
    const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return weeks * 604_800 + days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
  }
  let total = 0;
  const rest = text
    .toLowerCase()
    .slice(0, 100)
    .replace(/(\d+(?:[.,]\d+)?)\s*([a-z]+)/g, (whole, amount: string, unit: string) => {
      if (!Object.hasOwn(units, unit)) return whole;
      total += (readNumber(amount) ?? 0) * (units[unit] ?? 0);
      return '';
    });
  return total > 0 && /^[\s,]*((?:and|et)[\s,]*)*$/.test(rest)
    ? Math.round(total)
    : /^0\s*[a-z]*$/i.test(text)
      ? 0
      : null;
}

/** `9000` seconds as `2 hours 30 minutes`, in any language. */
export function writeDuration(seconds: number, locale: string): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === 'second' && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
    }
  }
  return parts.join(' ');
}

function readDay(text: string, now: number): string | null {
  const said = text.toLowerCase();
  if (said === 'today') return new Date(now).toISOString().slice(0, 10);
  if (said === 'tomorrow') return new Date(now + DAY).toISOString().slice(0, 10);
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
}

function readMoment(text: string, now: number): string | null {
  const said = text.toLowerCase();
  if (said === 'now') return isoOf(now);
  const later = /^in\s+(.+)$/.exec(said);
  const seconds = later?.[1] === undefined ? null : readDuration(later[1]);
  if (seconds !== null) return isoOf(now + seconds * 1_000);
  const match = /^(\S+)[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  const day = match?.[1] === undefined ? null : readDay(match[1], now);
  if (!match || day === null) return null;
  const [hours, minutes, whole] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hours > 23 || minutes > 59 || whole > 59) return null;
  const zone = match[5]?.toUpperCase() ?? 'Z';
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  return new Date(
    Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes - offset) * 60 + whole) * 1_000,
  ).toISOString();
}

/** To the second, and with a year of four digits: what is typed can say no more. */
function isoOf(milliseconds: number): string | null {
  const at = new Date(Math.floor(milliseconds / 1_000) * 1_000);
  const iso = Number.isNaN(at.getTime()) ? '' : at.toISOString();
  return iso.length === 24 ? iso : null;
}

function between(value: string, { limits, locale }: Reading, read: (limit: string) => string | null): Read<string> {
  const limit = (given: Json | undefined): string | null => (typeof given === 'string' ? read(given) : null);
  const min = limit(limits.min);
  const max = limit(limits.max);
  const show = (iso: string): string => (iso.length === 10 ? date : datetime).format(iso, locale);
  if (min !== null && value < min) return no('slot.date.early', { min: show(min) });
  if (max !== null && value.slice(0, max.length) > max) return no('slot.date.late', { max: show(max) });
  return ok(value);
}

function writeTime(iso: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : new Intl.DateTimeFormat(locale, options).format(at);
}
