import type { Json } from '#src/protocol/index.ts';

import { phrase } from '../phrases/index.ts';
import { bound, boundsHint, type Limits, no, ok, type Read, type SlotTypeDefinition, typed } from './slot-type.ts';

const LONGEST_LINE = 500;
const LONGEST_TEXT = 4_000;
/** Keys and kubeconfigs have many lines; one message carries no more. */
const LONGEST_SECRET = 50_000;

/** One line of text. */
export const string: SlotTypeDefinition = {
  cel: 'string',
  read(input, { limits }) {
    const text = typeof input === 'number' ? String(input) : typed(input);
    if (text === null) return no('answer.required');
    if (/[\r\n]/.test(text)) return no('slot.string.lines');
    return withLength(text, limits, LONGEST_LINE);
  },
  hint: lengthHint,
  format: String,
};

/** Several lines of text. */
export const text: SlotTypeDefinition = {
  cel: 'string',
  read(input, { limits }) {
    const lines = typed(input);
    return lines === null ? no('answer.required') : withLength(lines, limits, LONGEST_TEXT);
  },
  hint: lengthHint,
  format: (value) => shorten(String(value)),
};

/** Something only the person and the action that needs it may know. Sealed before anything else sees it. */
export const secret: SlotTypeDefinition = {
  cel: 'string',
  read(input, { limits }) {
    if (typeof input !== 'string' || input === '') return no('answer.required');
    return isHandle(input) ? ok(input) : withLength(input, limits, LONGEST_SECRET);
  },
  hint: lengthHint,
  format: () => hidden,
};

/** How a secret reads wherever it would be shown. */
export const hidden = '••••••';

/** A sealed secret: the vault's handle, never the plaintext. */
export function isHandle(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('secret://');
}

/** An e-mail address as people write it; that it exists only a mail can tell. */
export const email: SlotTypeDefinition = {
  cel: 'string',
  read(input) {
    const address = typed(input)?.replace(/^mailto:/i, '');
    if (address === undefined) return no('answer.required');
    const [local = '', domain = '', ...more] = address.split('@');
    const valid =
      more.length === 0 &&
      local.length <= 64 &&
      domain.length <= 253 &&
      /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(local) &&
      !/^\.|\.\.|\.$/.test(local) &&
      isHostName(domain) &&
      domain.includes('.');
    return valid ? ok(`${local}@${domain.toLowerCase()}`) : no('slot.email.invalid');
  },
  hint: (_limits, locale) => phrase(locale, 'hint.email'),
  format: String,
};

/** A web address, http or https. */
export const url: SlotTypeDefinition = {
  cel: 'string',
  read(input) {
    const address = typed(input);
    if (address === null) return no('answer.required');
    const candidate = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
    const parsed = URL.canParse(candidate) ? new URL(candidate) : null;
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
      return no('slot.url.invalid');
    }
    const named = parsed.hostname.includes('.') || parsed.hostname === 'localhost' || parsed.hostname.startsWith('[');
    return named && !/\s/.test(address) ? ok(parsed.href) : no('slot.url.invalid');
  },
  hint: (_limits, locale) => phrase(locale, 'hint.url'),
  format: String,
};

function withLength(value: string, limits: Limits, longest: number): Read<string> {
  const length = [...value].length;
  const min = bound(limits.min);
  const max = Math.min(bound(limits.max) ?? longest, longest);
  if (min !== undefined && length < min) return no('slot.length.short', { min, length });
  if (length > max) return no('slot.length.long', { max, length });
  return ok(value);
}

function lengthHint(limits: Limits, locale: string): string | undefined {
  return boundsHint(limits, String, (key, values) => phrase(locale, key, values), 'length');
}

function isHostName(name: string): boolean {
  return name.split('.').every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
}

function shorten(value: string): string {
  const [first = '', ...more] = value.split(/\r?\n/);
  const line = [...first].slice(0, 80).join('');
  return line.length < first.length || more.length > 0 ? `${line}…` : line;
}
