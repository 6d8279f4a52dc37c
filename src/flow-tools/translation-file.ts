import { stringify } from 'yaml';

import type { Problem } from '#src/chatflow/index.ts';
import { parseFile } from '#src/chatflow/parse-file.ts';
import { hashOfText, type TranslationRemark, translationRemarks, translationTable } from '#src/chatflow/translation.ts';
import { readTranslation } from '#src/flow-library/read-translation.ts';

import { textOfFile } from './locale-files.ts';

/** One translated text, with what the file says of it. */
interface Translated extends TranslationRemark {
  text: string;
}

/** A translation file as its author sees it: with its comments, which `parse` alone would lose. */
export interface TranslationFile {
  translated: ReadonlyMap<string, Translated>;
  /** Texts that stand in comments, because nothing uses them. */
  unused: readonly UnusedText[];
  /** The texts as a flow looks them up. */
  table: { [key: string]: string };
  problems: Problem[];
  /** Everything in the file is known: writing it anew loses nothing. */
  whole: boolean;
}

interface UnusedText extends TranslationRemark {
  key: string;
  text: string;
}

/** What a translation is worth against the texts of its flow now. */
export interface TranslationState {
  missing: string[];
  outdated: string[];
  /** Keys that belong to no text any more. */
  unknown: string[];
}

const OUTDATED = '# outdated: the source has changed; look at this again, then remove this line';

/** Reads the translation file at a path; undefined where there is none. */
export async function openTranslation(path: string): Promise<TranslationFile | undefined> {
  const source = await textOfFile(path);
  if (source === undefined) return undefined;
  const { texts, problems, whole } = readTranslation(path, parseFile(source, path));
  const remarks = translationRemarks(source);
  const translated = new Map(
    [...texts].map(([key, text]) => [key, { text, ...(remarks.get(key) ?? { outdated: false }) }]),
  );
  return { translated, unused: unusedIn(source), table: translationTable(texts, remarks), problems, whole };
}

/** No translation at all yet. */
export const emptyTranslation: TranslationFile = {
  translated: new Map(),
  unused: [],
  table: {},
  problems: [],
  whole: true,
};

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
 * Gives each text its translation: the one under its key that was made for it, one that was made for the same text under
 * another key, or what stands under its key, to be looked at again. What is left over stays as unused.
 */
export function carriedOver(
  sources: ReadonlyMap<string, string>,
  { translated, unused }: TranslationFile,
): Pick<TranslationFile, 'translated' | 'unused'> {
  const carried = new Map<string, Translated>();
  const left = new Set<UnusedText>([...translated].map(([key, known]) => ({ key, ...known })).concat(unused));
  const take = (key: string, fits: (one: UnusedText) => boolean): void => {
    const found = carried.has(key) ? undefined : [...left].find(fits);
    if (!found) return;
    const { key: _, ...known } = found;
    carried.set(key, known);
    left.delete(found);
  };
  const hashes = [...sources].map(([key, source]) => ({ key, hash: hashOfText(source) }));
  for (const { key, hash } of hashes) take(key, (one) => one.key === key && one.source === hash);
  for (const { key, hash } of hashes) take(key, (one) => one.source === hash);
  for (const { key } of hashes) take(key, (one) => one.key === key && translated.get(key)?.text === one.text);
  return { translated: carried, unused: [...left] };
}

/**
 * The translation file as it should be: every text in the order of the flow, each under its source. What is missing stands
 * there as a comment to be filled in; what is outdated keeps its text and is marked; what is not used stands at the end.
 */
export function writeTranslation(
  title: string,
  sources: ReadonlyMap<string, string>,
  { translated, unused }: Pick<TranslationFile, 'translated' | 'unused'>,
): string {
  const blocks = [...sources].map(([key, source]) => {
    const [first = '', ...more] = source.trim().split('\n');
    const comment = [`# source ${hashOfText(source)}: ${first}`, ...more.map((line) => `#   ${line}`)];
    const known = translated.get(key);
    if (!known) return [...comment, `#${key}:`].join('\n');
    const mark = isOutdated(known, source) ? [OUTDATED] : [];
    return [...comment, ...mark, stringify({ [key]: known.text }, { lineWidth: 0 }).trimEnd()].join('\n');
  });
  const head = `# ${title}. Fill in a text behind its key and remove the # before it; \${{ … }} stays as it is.
# Put a text with a colon and a space in it in quotes.`;
  const rest = unused.map(({ key, text, source = '-' }) => `# unused ${source} ${key}: ${JSON.stringify(text)}`);
  const tail = rest.length === 0 ? [] : [['# Not used any more; what is of no use may go.', ...rest].join('\n')];
  return `${[head, ...blocks, ...tail].join('\n\n')}\n`;
}

function unusedIn(file: string): UnusedText[] {
  return [...file.matchAll(/^# unused (-|[0-9a-f]{8}) ([A-Za-z][\w.-]*): (".*")$/gm)].flatMap((match) => {
    const [, source = '-', key = '', written = ''] = match;
    const text = jsonText(written);
    return text === undefined ? [] : [{ key, text, outdated: false, ...(source === '-' ? {} : { source }) }];
  });
}

function jsonText(written: string): string | undefined {
  try {
    return String(JSON.parse(written));
  } catch {
    return undefined;
  }
}

function isOutdated({ source, outdated }: Translated, now: string): boolean {
  return outdated || (source !== undefined && source !== hashOfText(now));
}
