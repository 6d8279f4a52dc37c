import type { Markdown } from './prompt.ts';

/** How something is doing, for the colour and the word beside it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error';

export interface CardField {
  label: string;
  value: string;
  tone?: Tone;
  /** Draw with a copy button. */
  copy?: boolean;
}

/** A value put before the person's eyes. Whatever is drawn carries a text alternative. */
export type Show =
  | { as: 'markdown'; text: Markdown }
  | { as: 'table'; title?: string; columns: string[]; rows: string[][] }
  | {
      as: 'card';
      title: string;
      /** A word on the card's corner, for example "simulated". */
      badge?: string;
      status?: { text: string; tone: Tone };
      fields: CardField[];
    }
  /** `src` is a `data:image/svg+xml` or `data:image/png` address made by the server. */
  | { as: 'picture'; src: string; alt: string; caption?: string; width?: number; height?: number }
  | { as: 'qr'; src: string; text: string; caption?: string }
  /** A download. With `once`, the address works a single time and is fetched by POST. */
  | { as: 'download'; href: string; filename: string; caption?: string; once?: boolean; expiresAt?: string }
  | { as: 'link'; href: string; label: string; caption?: string }
  | { as: 'log'; title?: string; lines: string[]; live?: string };
