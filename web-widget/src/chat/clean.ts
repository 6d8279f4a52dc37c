import type { Turn } from '#src/protocol/index.ts';

/** Characters that make text look like something else: directional overrides, invisible ones, Unicode tags. */
const deceiving =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** Joiners are kept only where scripts and emoji need them. */
const looseJoiner =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}])[\u200c\u200d]/gu;

/** What identifies something to the server, or is followed and never read, stays byte for byte as it came. */
const exact = new Set([
  'id',
  'slot',
  'slots',
  'prompt',
  'open',
  'offer',
  'default',
  'href',
  'src',
  'live',
  'pattern',
  'accept',
  'typed',
]);

/** Text as it may be shown to a person: nothing invisible, nothing that reorders what is around it. */
export function cleanText(text: string): string {
  return text.replace(deceiving, '').replace(looseJoiner, '');
}

/** The same for everything a person will read in a turn, an operation or a list of choices. */
export function cleanDeep<T>(value: T): T {
  return clean(value, '') as T;
}

/** A turn as it may be shown. */
export function cleanTurn(turn: Turn): Turn {
  return cleanDeep(turn);
}

function clean(value: unknown, key: string): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      // A question's prompt is an object whose inside is read; a said entry's prompt is an id.
      const keep = exact.has(name)
        ? typeof inner === 'string' || name === 'slots' || name === 'default' || name === 'accept'
        : false;
      // The value of a choice goes back to the server; the value of a card's field is read.
      return [name, keep || (key === 'choices' && name === 'value') ? inner : clean(inner, name)];
    }),
  );
}
