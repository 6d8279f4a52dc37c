import { en } from './en.ts';

export type PhraseKey = keyof typeof en;
export type PhraseTable = Readonly<Record<PhraseKey, string>>;

/** Languages the wizard speaks: one file, one line. */
const tables: Readonly<Record<string, PhraseTable>> = { en };

/** The sentence for a key in a language (`pt-BR` falls back to `pt`, then to English), with its values put in. */
export function phrase(locale: string, key: PhraseKey, values: Readonly<Record<string, string | number>> = {}): string {
  const table = tables[locale] ?? tables[locale.split('-')[0] ?? ''] ?? en;
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
