import type { Json, JsonObject } from '#src/protocol/index.ts';

import { phrase } from '../phrases/index.ts';
import { writeSize } from './measures.ts';
import { boundsHint, no, ok, type SlotTypeDefinition, typed, within } from './slot-type.ts';

/** One of several: the choice's value. The list itself is checked where it is known, in `readAnswer`. */
export const choice: SlotTypeDefinition = {
  cel: 'string',
  read(input) {
    if (typeof input === 'number' || typeof input === 'boolean') return ok(String(input));
    const value = typed(input);
    return value === null ? no('answer.required') : ok(value);
  },
  format: String,
};

/** Any number of several: the values, in the order of the list. Typed with commas between. */
export const multichoice: SlotTypeDefinition = {
  cel: 'list<string>',
  read(input, { limits }) {
    const parts: Json[] = Array.isArray(input) ? input : (typed(input)?.split(/\s*[,;\n]\s*/) ?? []);
    const values = [...new Set(parts.map((part) => (typeof part === 'object' ? '' : String(part).trim())))];
    if (values.includes('')) return no('answer.required');
    const count = within(values.length, limits, String, { low: 'slot.count.low', high: 'slot.count.high' });
    return count.ok ? ok(values) : count;
  },
  hint: (limits, locale) =>
    boundsHint(limits, String, (key, values) => phrase(locale, key, values), 'count') ??
    phrase(locale, 'hint.multichoice'),
  format: (value) => (Array.isArray(value) ? value.join(', ') : String(value)),
};

const MOST_PAIRS = 100;

/** Names with values, for example environment variables: typed as `A=1, B=2` or one per line. */
export const keyValues: SlotTypeDefinition = {
  cel: 'map<string, string>',
  read(input, { limits }) {
    const pairs = Array.isArray(input)
      ? input.map(pairOf)
      : isObject(input)
        ? Object.entries(input)
        : typedPairs(input);
    const result: JsonObject = {};
    for (const pair of pairs) {
      if (pair === null) return no('slot.key-values.invalid');
      const [name, value] = pair;
      if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/.test(name)) return no('slot.key-values.name', { name: name.slice(0, 60) });
      if (name === '__proto__' || Object.hasOwn(result, name)) return no('slot.key-values.twice', { name });
      if (typeof value === 'object') return no('slot.key-values.invalid');
      result[name] = String(value).slice(0, 4_000);
    }
    const count = Object.keys(result).length;
    if (count === 0) return no('answer.required');
    const fits = within(count, { max: MOST_PAIRS, ...limits }, String, {
      low: 'slot.count.low',
      high: 'slot.count.high',
    });
    return fits.ok ? ok(result) : fits;
  },
  hint: (_limits, locale) => phrase(locale, 'hint.key-values'),
  format: (value) =>
    isObject(value)
      ? Object.entries(value)
          .map(([name, item]) => `${name}=${String(item)}`)
          .join(', ')
      : String(value),
};

function typedPairs(input: Json): ([string, string] | null)[] {
  return (typed(input) ?? '')
    .split(/\s*[\n;]\s*|\s*,\s*(?=[A-Za-z_][\w.-]*\s*[=:])/)
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^=:\s]+)\s*[=:]\s*(.*)$/s.exec(part);
      return match?.[1] === undefined ? null : [match[1], match[2] ?? ''];
    });
}

function pairOf(item: Json): [string, Json] | null {
  if (!isObject(item)) return null;
  const { name, key, value } = item;
  const label = typeof name === 'string' ? name : key;
  return typeof label === 'string' && value !== undefined ? [label, value] : null;
}

const LARGEST_FILE = 1_048_576;

/** A small file: `{ name, type, size, content }`, with its content as text. */
export const file: SlotTypeDefinition = {
  cel: 'map',
  read(input, { limits, locale }) {
    if (!isObject(input)) return no('slot.file.invalid');
    const { name, type, content } = input;
    if (typeof name !== 'string' || name === '' || typeof content !== 'string') return no('slot.file.invalid');
    const bytes = new TextEncoder().encode(content).length;
    const most = limits.maxSize ?? LARGEST_FILE;
    if (bytes > most) return no('slot.file.large', { max: writeSize(most, locale) });
    const media = typeof type === 'string' ? type : '';
    if (limits.accept && !limits.accept.some((pattern) => accepts(pattern, name, media))) {
      return no('slot.file.kind', { accept: limits.accept.join(', ') });
    }
    // A name is only a name: nothing of a path, nothing that a terminal or a browser would act on.
    const plain = name
      .replace(/^.*[/\\]/, '')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .slice(0, 200);
    return ok({ name: plain === '' ? 'file' : plain, type: media, size: bytes, content });
  },
  hint(limits, locale) {
    const max = writeSize(limits.maxSize ?? LARGEST_FILE, locale);
    return limits.accept
      ? phrase(locale, 'hint.file.accept', { max, accept: limits.accept.join(', ') })
      : phrase(locale, 'hint.file', { max });
  },
  format(value, locale) {
    if (!isObject(value)) return String(value);
    return `${String(value['name'])} (${writeSize(Number(value['size']), locale)})`;
  },
};

function accepts(pattern: string, name: string, media: string): boolean {
  const wanted = pattern.toLowerCase();
  if (wanted.startsWith('.')) return name.toLowerCase().endsWith(wanted);
  return wanted.endsWith('/*') ? media.toLowerCase().startsWith(wanted.slice(0, -1)) : media.toLowerCase() === wanted;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
