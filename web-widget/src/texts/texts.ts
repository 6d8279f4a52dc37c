import { en } from './en.ts';

export type TextKey = keyof typeof en;

/** One language: every key of the English table. */
export type Texts = { [K in TextKey]: string | { one: string; other: string; [form: string]: string } };

/** Says one of the widget's sentences; `count` also chooses its form. */
export type Translate = (key: TextKey, values?: { [name: string]: string | number }) => string;

/** A language as the widget uses it. */
export interface Language {
  tag: string;
  dir: 'ltr' | 'rtl';
  t: Translate;
}

const tables: { [language: string]: Texts } = { en };
const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The language for a BCP 47 tag; texts fall back to English, the direction follows the tag. */
export function language(tag: string): Language {
  const primary = primaryOf(tag);
  const table = Object.hasOwn(tables, primary) ? (tables[primary] ?? en) : en;
  const rules = new Intl.PluralRules(table === en ? 'en' : primary);
  return {
    tag,
    dir: rightToLeft.has(primary) ? 'rtl' : 'ltr',
    t: (key, values = {}) => {
      const text: Texts[TextKey] = table[key];
      const form = typeof text === 'string' ? text : (text[rules.select(Number(values['count'] ?? 0))] ?? text.other);
      return form.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
    },
  };
}

/** Whether the texts for this tag are here. */
export function speaks(tag: string): boolean {
  return Object.hasOwn(tables, primaryOf(tag));
}

/** The texts of a language are there. */
export function addLanguage(tag: string, texts: Texts): void {
  tables[tag] = texts;
}

/** `pt-BR` is Portuguese. */
export function primaryOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? 'en';
}
