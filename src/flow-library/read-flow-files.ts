import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { parse } from 'yaml';

import type { Problem } from '#src/chatflow/index.ts';

/** A chatflow file as it lies in a folder, with its texts in other languages. */
export interface FlowFile {
  folder: string;
  path: string;
  source: string;
  /** Language → `step.field` → text. */
  translations: { [language: string]: { [key: string]: string } };
}

/** A larger file is refused before it is read. */
const MAX_BYTES = 256 * 1_024;
const MAX_FILES = 2_000;
const SUFFIX = '.flow.yaml';

/** Reads all flow files below the folders, in a stable order. Links, hidden and half-written files are left out. */
export async function readFlowFiles(folders: readonly string[]): Promise<{ files: FlowFile[]; problems: Problem[] }> {
  const files: FlowFile[] = [];
  const problems: Problem[] = [];
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
      const error = cause instanceof Error ? cause.message : String(cause);
      problems.push(problem(folder, 'folder-unreadable', `This folder cannot be read: ${error}.`));
      return [];
    });
    const translations = new Map<string, { [language: string]: { [key: string]: string } }>();
    for (const name of names.filter((one) => isTranslation(one)).sort()) {
      const [, language = '', file = ''] = name.split(sep);
      const source = await readText(join(folder, name), folder, problems);
      const texts = source === undefined ? {} : textsIn(source, join(folder, name), problems);
      const id = file.replace(/\.ya?ml$/, '');
      translations.set(id, { ...translations.get(id), [language]: texts });
    }
    const flows = names.filter((name) => name.endsWith(SUFFIX) && !isHidden(name)).sort();
    if (flows.length > MAX_FILES) {
      problems.push(
        problem(folder, 'too-many-files', `There are ${flows.length} flow files here; ${MAX_FILES} are read.`),
      );
    }
    for (const name of flows.slice(0, MAX_FILES)) {
      const path = join(folder, name);
      const source = await readText(path, folder, problems);
      const id = name.slice(name.lastIndexOf(sep) + 1, -SUFFIX.length);
      if (source !== undefined) files.push({ folder, path, source, translations: translations.get(id) ?? {} });
    }
  }
  return { files, problems };
}

async function readText(path: string, folder: string, problems: Problem[]): Promise<string | undefined> {
  try {
    for (let at = path; at !== folder && at.length > folder.length; at = join(at, '..')) {
      // A link could lead out of the folder, to anything this program may read.
      if ((await lstat(at)).isSymbolicLink()) {
        problems.push(
          problem(
            path,
            'link',
            `${relative(folder, at)} is a link, and links are not followed.`,
            'Copy the file here.',
          ),
        );
        return undefined;
      }
    }
    const facts = await lstat(path);
    if (!facts.isFile()) return undefined;
    if (facts.size > MAX_BYTES) {
      problems.push(
        problem(
          path,
          'file-too-large',
          `The file has ${facts.size} bytes; ${MAX_BYTES} are taken.`,
          'Split it with `call`.',
        ),
      );
      return undefined;
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    // Gone between listing and reading: an editor's file, or one that was just removed.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    problems.push(
      problem(path, 'file-unreadable', `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`),
    );
    return undefined;
  }
}

function textsIn(source: string, path: string, problems: Problem[]): { [key: string]: string } {
  try {
    const content: unknown = parse(source, { maxAliasCount: 0, uniqueKeys: true });
    const texts: { [key: string]: string } = {};
    for (const [key, value] of Object.entries(typeof content === 'object' && content !== null ? content : {})) {
      if (typeof value === 'string') texts[key] = value;
      else
        problems.push(
          problem(path, 'translation', `"${key}" is not a text.`, 'Write `step.field: the text`.', 'warning'),
        );
    }
    return texts;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    problems.push(problem(path, 'translation', `This translation cannot be read: ${message}`, undefined, 'warning'));
    return {};
  }
}

function isTranslation(name: string): boolean {
  const parts = name.split(sep);
  return parts.length === 3 && parts[0] === 'locales' && /\.ya?ml$/.test(name) && !isHidden(name);
}

/** Hidden files and what editors leave while they write. */
function isHidden(name: string): boolean {
  return name.split(sep).some((part) => part.startsWith('.') || part.startsWith('#') || part.endsWith('~'));
}

function problem(
  file: string,
  code: string,
  message: string,
  fix?: string,
  severity: 'error' | 'warning' = 'error',
): Problem {
  return { severity, code, file, line: 1, column: 1, message, ...(fix === undefined ? {} : { fix }) };
}
