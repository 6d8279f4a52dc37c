import { addScript } from '../add-script.ts';
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

/** Languages that are a script of their own, `widget-<tag>.js`, beside the core: one file in `languages/` and one word here. */
const others: readonly string[] = ['ar', 'fr'];

const tables: { [language: string]: Texts } = { en };
const waiting = new Map<string, Set<() => void>>();
const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Where the core came from: the other scripts lie beside it. */
const base =
  typeof document === 'object' && document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';

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

/** Whether the texts for this tag are here. Where they are not, fetches them and calls back; in vain, it stays English. */
export function hasLanguage(tag: string, come: () => void): boolean {
  const primary = primaryOf(tag);
  if (Object.hasOwn(tables, primary) || !others.includes(primary) || base === '') return true;
  const known = waiting.get(primary);
  waiting.set(primary, (known ?? new Set()).add(come));
  if (!known) addScript(new URL(`widget-${primary}.js`, base).href, { failed: () => addLanguage(primary, en) });
  return false;
}

/** The texts of a language are there. */
export function addLanguage(tag: string, texts: Texts): void {
  tables[tag] = texts;
  for (const come of waiting.get(tag) ?? []) come();
  waiting.delete(tag);
}

function primaryOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? 'en';
}
