import { addScript } from '../add-script.ts';
import { en } from './en.ts';
import { addLanguage, primaryOf, speaks, type Texts } from './texts.ts';

/** Languages that are a script of their own, `widget-<tag>.js`, beside the core: one file in `languages/` and one word here. */
const others: readonly string[] = ['ar', 'fr'];

const waiting = new Map<string, Set<() => void>>();

/** Where the core came from: the other scripts lie beside it. */
const base = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';

/** Whether the texts for this tag are here. Where they are not, fetches them and calls back; in vain, it stays English. */
export function hasLanguage(tag: string, come: () => void): boolean {
  const primary = primaryOf(tag);
  if (speaks(tag) || !others.includes(primary) || base === '') return true;
  const known = waiting.get(primary);
  waiting.set(primary, (known ?? new Set()).add(come));
  if (!known) addScript(new URL(`widget-${primary}.js`, base).href, { failed: () => takeLanguage(primary, en) });
  return false;
}

/** The texts of a language have come. */
export function takeLanguage(tag: string, texts: Texts): void {
  addLanguage(tag, texts);
  for (const come of waiting.get(tag) ?? []) come();
  waiting.delete(tag);
}
