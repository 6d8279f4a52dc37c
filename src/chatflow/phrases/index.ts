import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type PhraseKey = keyof typeof en;
export type PhraseTable = Readonly<Record<PhraseKey, string>>;

/** Languages the wizard speaks: one file, one line. */
const tables: Readonly<Record<string, PhraseTable>> = { en, ar, fr };

/** The languages there are. */
export const languages: readonly string[] = Object.keys(tables);

/** The language the wizard speaks to people of this locale: `pt-BR` falls back to `pt`, then to English. */
export function languageOf(locale: string): string {
  if (Object.hasOwn(tables, locale)) return locale;
  const [language = ''] = locale.toLowerCase().split('-');
  return Object.hasOwn(tables, language) ? language : 'en';
}

/** The sentence for a key in a language, with its values put in. */
export function phrase(locale: string, key: PhraseKey, values: Readonly<Record<string, string | number>> = {}): string {
  const text = (tables[locale] ?? tables[languageOf(locale)] ?? en)[key];
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
