import { sha256 } from './hash.ts';

/** What a translation file says of a text beside the text itself, in comments. */
export interface TranslationRemark {
  /** Hash of the source it was made for; absent where the file does not say. */
  source?: string;
  /** Somebody has still to look at it. */
  outdated: boolean;
}

/** What stands in the comments over each key: for which source its text was made, and whether that has changed. */
export function translationRemarks(file: string): Map<string, TranslationRemark> {
  const found = new Map<string, TranslationRemark>();
  let remark: TranslationRemark = { outdated: false };
  for (const line of file.split('\n')) {
    const source = /^# source ([0-9a-f]{8}):/.exec(line)?.[1];
    if (source !== undefined) remark = { source, outdated: false };
    else if (line.startsWith('# outdated')) remark = { ...remark, outdated: true };
    const key = /^["']?([A-Za-z][\w.-]*)["']?\s*:/.exec(line)?.[1];
    if (key === undefined) continue;
    found.set(key, remark);
    remark = { outdated: false };
  }
  return found;
}

/**
 * The texts of a translation as a flow looks them up. The key of a step without an `id` is its position: after a step was
 * put in front, it is the key of another sentence. Such a text is known by its source as well, so that it is never said for
 * another one.
 */
export function translationTable(
  texts: ReadonlyMap<string, string>,
  remarks: ReadonlyMap<string, TranslationRemark>,
): { [key: string]: string } {
  const table: { [key: string]: string } = {};
  for (const [key, text] of texts) {
    const { source, outdated } = remarks.get(key) ?? { outdated: false };
    if (!isPositional(key) || (source === undefined && !outdated)) table[key] = text;
    else if (!outdated) table[`${key}@${source}`] = text;
  }
  return table;
}

/** The translation of the text that has this key and this source. */
export function translationIn(
  table: { readonly [key: string]: string },
  key: string,
  source: string,
): string | undefined {
  const exact = isPositional(key) ? `${key}@${hashOfText(source)}` : key;
  return [exact, key].filter((one) => Object.hasOwn(table, one)).map((one) => table[one])[0];
}

/** The key in the file behind a key of the table. */
export function keyInFile(key: string): string {
  return key.split('@')[0] ?? key;
}

/** What a source is known by in a translation file. */
export function hashOfText(text: string): string {
  return sha256(text.trim()).slice(0, 8);
}

/** `say-9` and `show-2.title` are where a step stands, not what it is called. */
function isPositional(key: string): boolean {
  return /^[a-z]+-\d+(?:\.|$)/.test(key);
}
