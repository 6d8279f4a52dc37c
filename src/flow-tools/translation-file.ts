import { createHash } from 'node:crypto';
import { stringify } from 'yaml';

/** One translated text: for which source it was made, and whether somebody has still to look at it. */
interface Translated {
  text: string;
  /** Hash of the source it was made for; absent where the file does not say. */
  source?: string;
  outdated: boolean;
}

/** What a translation is worth against the texts of its flow now. */
export interface TranslationState {
  missing: string[];
  outdated: string[];
  /** Keys that belong to no text any more. */
  unknown: string[];
}

const OUTDATED = '# outdated: the source has changed; look at this again, then remove this line';

/** The comments and keys of a translation file: what `parse` alone would lose. */
export function readTranslation(file: string, texts: { readonly [key: string]: string }): Map<string, Translated> {
  const found = new Map<string, Translated>();
  let source: string | undefined;
  let outdated = false;
  for (const line of file.split('\n')) {
    const hash = /^# source ([0-9a-f]{8}):/.exec(line)?.[1];
    if (hash !== undefined) {
      source = hash;
      outdated = false;
    } else if (line.startsWith('# outdated')) {
      outdated = true;
    }
    const key = /^["']?([A-Za-z][\w.-]*)["']?\s*:/.exec(line)?.[1];
    if (key === undefined) continue;
    if (Object.hasOwn(texts, key)) {
      found.set(key, { text: texts[key] ?? '', outdated, ...(source === undefined ? {} : { source }) });
    }
    source = undefined;
    outdated = false;
  }
  return found;
}

/** Compares a translation with the texts it is of. */
export function translationState(
  sources: ReadonlyMap<string, string>,
  translated: ReadonlyMap<string, Translated>,
): TranslationState {
  const keys = [...sources.keys()];
  return {
    missing: keys.filter((key) => !translated.has(key)),
    outdated: keys.filter((key) => {
      const known = translated.get(key);
      return known !== undefined && isOutdated(known, sources.get(key) ?? '');
    }),
    unknown: [...translated.keys()].filter((key) => !sources.has(key)),
  };
}

/**
 * The translation file as it should be: every text in the order of the flow, each under its source. What is missing stands
 * there as a comment to be filled in; what is outdated keeps its text and is marked.
 */
export function writeTranslation(
  title: string,
  sources: ReadonlyMap<string, string>,
  translated: ReadonlyMap<string, Translated>,
): string {
  const blocks = [...sources].map(([key, source]) => {
    const [first = '', ...more] = source.trim().split('\n');
    const comment = [`# source ${hashOfText(source)}: ${first}`, ...more.map((line) => `#   ${line}`)];
    const known = translated.get(key);
    if (!known) return [...comment, `#${key}:`].join('\n');
    const mark = isOutdated(known, source) ? [OUTDATED] : [];
    return [...comment, ...mark, stringify({ [key]: known.text }, { lineWidth: 0 }).trimEnd()].join('\n');
  });
  const head = `# ${title}. Fill in a text behind its key and remove the # before it; \${{ … }} stays as it is.`;
  return `${[head, ...blocks].join('\n\n')}\n`;
}

function isOutdated({ source, outdated }: Translated, now: string): boolean {
  return outdated || (source !== undefined && source !== hashOfText(now));
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 8);
}
