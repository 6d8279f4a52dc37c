import type { Choice, Json, Question } from '#src/protocol/index.ts';

import type { TextKey, Translate } from '../texts/texts.ts';
import { surelyWrong, wrongName } from './mirror.ts';

/** A file a person chose, as it travels: small, its content as text. */
export interface FileValue {
  [key: string]: Json;
  name: string;
  type: string;
  size: number;
  content: string;
}

/** What stands in one field before it is sent. Which part counts depends on the question's type. */
export interface Field {
  text: string;
  picked: string[];
  pairs: { key: string; value: string }[];
  file: FileValue | null;
  search: string;
  /** What the server found for the search text, where it holds more choices than it sent. */
  found: { choices: Choice[]; more: boolean; page: number } | null;
  revealed: boolean;
  error: string | null;
}

/** The field of a question nobody has touched yet. */
export function emptyField(question: Question): Field {
  const given = question.default ?? null;
  const field: Field = {
    text: '',
    picked: [],
    pairs: [{ key: '', value: '' }],
    file: null,
    search: '',
    found: null,
    revealed: false,
    error: null,
  };
  if (given === null || question.type === 'secret') return field;
  if (question.type === 'multichoice' && Array.isArray(given)) return { ...field, picked: given.map(String) };
  if (question.type === 'bool') return { ...field, text: String(given) };
  if (question.type === 'key_values' && isRecord(given)) {
    return { ...field, pairs: Object.entries(given).map(([key, value]) => ({ key, value: String(value) })) };
  }
  if (question.type === 'location' && isRecord(given))
    return { ...field, text: [given['lat'], given['lng']].map(String).join(',') };
  if (question.type === 'datetime' && typeof given === 'string') return { ...field, text: localMinute(given) };
  return { ...field, text: writeDefault(question) };
}

/** A value as a person would type it: amounts with their unit. */
export function writeDefault({ type, default: value }: Question): string {
  if (typeof value === 'number' && type === 'size') return writeSize(value);
  if (typeof value === 'number' && type === 'duration') return writeDuration(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a field holds, ready to send, with the words its bubble says. */
export type FieldValue = { ok: true; value: Json; said: string } | { ok: false; error: string };

/** Reads a field. Only what the browser surely knows is checked here; everything else is the server's to say. */
export function readField(question: Question, field: Field, t: Translate): FieldValue {
  const text = field.text.trim();
  const wrong = (key: TextKey, values?: { [name: string]: string | number }): FieldValue => ({
    ok: false,
    error: t(key, values),
  });
  const nothing: FieldValue = question.optional ? { ok: true, value: null, said: '' } : wrong('prompt.required');
  switch (question.type) {
    case 'int':
    case 'number': {
      if (text === '') return nothing;
      const number = Number(text);
      if (!Number.isFinite(number)) return wrong('number.invalid');
      if (question.type === 'int' && !Number.isInteger(number)) return wrong('number.whole');
      const { min, max } = question;
      const tooLow = min !== undefined && number < min;
      const tooHigh = max !== undefined && number > max;
      if ((tooLow || tooHigh) && min !== undefined && max !== undefined) return wrong('number.between', { min, max });
      if (tooLow) return wrong('number.atLeast', { min });
      if (tooHigh) return wrong('number.atMost', { max });
      return { ok: true, value: number, said: text };
    }
    case 'rating':
      return text === '' ? nothing : { ok: true, value: Number(text), said: text };
    case 'bool':
      if (text === '') return nothing;
      return {
        ok: true,
        value: text === 'true',
        said: labelOf(question, text) ?? t(text === 'true' ? 'prompt.yes' : 'prompt.no'),
      };
    case 'choice':
      return text === '' ? nothing : { ok: true, value: text, said: labelOf(question, text, field) ?? text };
    case 'multichoice': {
      const { picked } = field;
      const least = question.min ?? (question.optional ? 0 : 1);
      if (picked.length < least) return wrong('many.atLeast', { count: least });
      if (question.max !== undefined && picked.length > question.max)
        return wrong('many.atMost', { count: question.max });
      return {
        ok: true,
        value: picked,
        said: picked.map((value) => labelOf(question, value, field) ?? value).join(', ') || t('many.none'),
      };
    }
    case 'datetime': {
      if (text === '') return nothing;
      const date = new Date(text);
      return Number.isNaN(date.getTime())
        ? wrong('prompt.required')
        : { ok: true, value: date.toISOString(), said: text.replace('T', ' ') };
    }
    case 'file':
      return field.file === null
        ? nothing
        : { ok: true, value: field.file, said: t('said.file', { name: field.file.name }) };
    case 'location': {
      if (text === '' || text === ',') return nothing;
      const [lat = Number.NaN, lng = Number.NaN] = text
        .split(',')
        .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
      const valid = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
      return valid ? { ok: true, value: { lat, lng }, said: `${lat}, ${lng}` } : wrong('location.invalid');
    }
    case 'key_values': {
      const rows = field.pairs.filter(({ key }) => key.trim() !== '');
      if (rows.length === 0) return question.optional ? { ok: true, value: null, said: '' } : wrong('prompt.required');
      const bad = wrongName(rows.map(({ key }) => key.trim()));
      if (bad) return wrong(...bad);
      const value = Object.fromEntries(rows.map((row) => [row.key.trim(), row.value]));
      return { ok: true, value, said: rows.map((row) => `${row.key.trim()}=${row.value}`).join(', ') };
    }
    case 'secret': {
      if (field.text === '') return nothing;
      const bad = surelyWrong(question, field.text);
      return bad ? wrong(...bad) : { ok: true, value: field.text, said: t('said.secret') };
    }
    case 'string':
    case 'text':
    case 'date':
    case 'duration':
    case 'size':
    case 'email':
    case 'url':
    case 'ssh_key':
    case 'cidr': {
      if (text === '') return nothing;
      const bad = surelyWrong(question, text);
      return bad ? wrong(...bad) : { ok: true, value: text, said: text };
    }
    default:
      return question.type satisfies never;
  }
}

/** Every choice a field knows of: what came with the question and what a search brought. */
export function choicesOf(question: Question, field?: Field): readonly Choice[] {
  return field?.found?.choices ?? question.choices ?? [];
}

function labelOf(question: Question, value: string, field?: Field): string | undefined {
  const known = [...(field?.found?.choices ?? []), ...(question.choices ?? [])];
  return known.find((choice) => choice.value === value)?.label;
}

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `2027-01-31T14:05` in the person's time zone, as the browser's own picker wants it. */
function localMinute(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** `4 GB`, or `4 GiB` where it comes out even. */
function writeSize(bytes: number): string {
  const base = bytes >= 1_024 && bytes % 1_024 === 0 ? 1_024 : 1_000;
  const units = base === 1_024 ? ['B', 'KiB', 'MiB', 'GiB', 'TiB'] : ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.max(
    0,
    Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(base) + 1e-9)),
  );
  return `${Number((bytes / base ** power).toFixed(2))} ${units[power]}`;
}

/** `2h 30m` */
function writeDuration(seconds: number): string {
  const parts = (
    [
      ['d', 86_400],
      ['h', 3_600],
      ['m', 60],
      ['s', 1],
    ] as const
  ).map(([unit, length], index, all) => {
    const count = Math.floor((seconds % (all[index - 1]?.[1] ?? Infinity)) / length);
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.filter(Boolean).join(' ') || '0s';
}
