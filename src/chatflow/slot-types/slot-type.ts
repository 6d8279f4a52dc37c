import type { Json } from '#src/protocol/index.ts';

import type { PhraseKey } from '../phrases/index.ts';

/** What a slot allows, with its bounds computed for this moment. */
export interface Limits {
  /** Bounds of a number, of a text's length, of a list's count; dates as ISO text. */
  min?: Json;
  max?: Json;
  maxSize?: number;
  accept?: readonly string[];
}

/** Where an answer is read: everything a parser may depend on. */
export interface Reading {
  locale: string;
  /** Milliseconds since the epoch. */
  now: number;
  limits: Limits;
}

/** A value, or the sentence that says what is expected. */
export type Read<T extends Json = Json> =
  | { ok: true; value: T }
  | { ok: false; key: PhraseKey; values?: Readonly<Record<string, string | number>> };

/** One kind of answer: how it is read from what people type or a widget sends, what is expected, and how it reads back. */
export interface SlotTypeDefinition {
  /** Its type in expressions. */
  cel: string;
  /** `input` is typed text or the value of a widget. Gives the one form in which it is stored. */
  read(input: Json, reading: Reading): Read;
  /** What is expected, in one line, before the person types. */
  hint?(limits: Limits, locale: string): string | undefined;
  /** How a stored value reads in a summary. */
  format(value: Json, locale: string): string;
}

export function ok<T extends Json>(value: T): Read<T> {
  return { ok: true, value };
}

export function no(key: PhraseKey, values?: Readonly<Record<string, string | number>>): Read<never> {
  return values ? { ok: false, key, values } : { ok: false, key };
}

/** The typed text of an answer, trimmed and in normal form, or null when it is something else. */
export function typed(input: Json): string | null {
  if (typeof input !== 'string') return null;
  const text = input.normalize('NFC').trim();
  return text === '' ? null : text;
}

/** A bound as a number, where it is one. */
export function bound(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Checks a number against the bounds of the slot; `show` writes them for people. */
export function within(
  value: number,
  limits: Limits,
  show: (bound: number) => string,
  keys: { low: PhraseKey; high: PhraseKey } = { low: 'slot.number.low', high: 'slot.number.high' },
): Read<number> {
  const min = bound(limits.min);
  const max = bound(limits.max);
  if (min !== undefined && value < min) return no(keys.low, { min: show(min) });
  if (max !== undefined && value > max) return no(keys.high, { max: show(max) });
  return ok(value);
}

/** The same sentence in three shapes: with both bounds, with a lower or an upper one. */
export function boundsHint(
  limits: Limits,
  show: (bound: number) => string,
  say: (key: PhraseKey, values: Record<string, string>) => string,
  family: 'number' | 'length' | 'count',
): string | undefined {
  const min = bound(limits.min);
  const max = bound(limits.max);
  if (min !== undefined && max !== undefined) return say(`hint.${family}.both`, { min: show(min), max: show(max) });
  if (min !== undefined) return say(`hint.${family}.min`, { min: show(min) });
  if (max !== undefined) return say(`hint.${family}.max`, { max: show(max) });
  return undefined;
}
