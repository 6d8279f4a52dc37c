import { z } from 'zod';

import type { Json, Show, Tone } from '#src/protocol/index.ts';

const tone = z.enum(['neutral', 'info', 'success', 'warning', 'error']);
const address = z.string().max(200_000).refine(isAddress);
const card = z.object({
  title: z.string(),
  badge: z.string().optional(),
  status: z.object({ text: z.string(), tone }).optional(),
  fields: z.array(
    z.object({ label: z.string(), value: z.string(), tone: tone.optional(), copy: z.boolean().optional() }),
  ),
});
const download = z.object({
  href: address,
  filename: z.string().min(1),
  caption: z.string().optional(),
  once: z.boolean().optional(),
  expiresAt: z.string().optional(),
});
const show = z.discriminatedUnion('as', [
  z.object({ as: z.literal('markdown'), text: z.string() }),
  z.object({
    as: z.literal('table'),
    title: z.string().optional(),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  card.extend({ as: z.literal('card') }),
  z.object({
    as: z.literal('picture'),
    src: z.string().refine(isPicture),
    alt: z.string(),
    caption: z.string().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
  }),
  z.object({ as: z.literal('link'), href: address, label: z.string(), caption: z.string().optional() }),
  download.extend({ as: z.literal('download') }),
  z.object({
    as: z.literal('log'),
    title: z.string().optional(),
    lines: z.array(z.string()),
    live: z.string().optional(),
  }),
]);

/** A value an action shaped as something to show; null when it is not. */
export function readShow(value: Json): Show | null {
  const parsed = show.safeParse(value);
  return parsed.success ? (plain(parsed.data) as Show) : null;
}

/** A value shaped as a card. */
export function readCard(value: Json): Omit<Extract<Show, { as: 'card' }>, 'as'> | null {
  const parsed = card.safeParse(value);
  return parsed.success ? (plain(parsed.data) as Omit<Extract<Show, { as: 'card' }>, 'as'>) : null;
}

/** A value shaped as a download. */
export function readDownload(value: Json, once: boolean): Extract<Show, { as: 'download' }> | null {
  const parsed = download.safeParse(value);
  if (!parsed.success) return null;
  return plain({ as: 'download', ...parsed.data, ...(once ? { once: true } : {}) }) as Extract<
    Show,
    { as: 'download' }
  >;
}

/** The tone of a word; undefined when it is none. */
export function toneOf(value: Json): Tone | undefined {
  const parsed = tone.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** A picture that was made on the server: nothing is fetched from anywhere. */
export function isPicture(src: string): boolean {
  return /^data:image\/(svg\+xml|png)[;,]/.test(src) && src.length < 200_000;
}

function isAddress(href: string): boolean {
  return /^(https?:|data:text\/plain[;,])/i.test(href) || /^\/(?!\/)/.test(href);
}

/** Without the keys that are undefined. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
