import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { Problem } from '#src/chatflow/index.ts';
import { translationRemarks, translationTable } from '#src/chatflow/translation.ts';

import type { FileParser } from './file-parser.ts';
import { readTranslation } from './read-translation.ts';

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
export async function readFlowFiles(
  folders: readonly string[],
  parser: FileParser,
): Promise<{ files: FlowFile[]; problems: Problem[] }> {
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
      const found: Problem[] = [];
      const source = await readText(join(folder, name), folder, found);
      // Without it the flow goes on in its own language.
      problems.push(...found.map((one): Problem => ({ ...one, severity: 'warning' })));
      if (source === undefined) continue;
      const path = join(folder, name);
      const read = readTranslation(path, await parser.parse(source, path));
      problems.push(...read.problems);
      const texts = translationTable(read.texts, translationRemarks(source));
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
        problem(path, 'file-too-large', `the file has more than ${MAX_BYTES / 1_024} KB`, 'split it with `call:`'),
      );
      return undefined;
    }
    return await textIn(path, problems);
  } catch (error) {
    // Gone between listing and reading: an editor's file, or one that was just removed.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    problems.push(
      problem(path, 'file-unreadable', `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`),
    );
    return undefined;
  }
}

/** The text of a file that was not a link when it was looked at, and is none when it is opened. */
async function textIn(path: string, problems: Problem[]): Promise<string | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    // One byte more than is taken: the file may have grown meanwhile.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES + 1), 0, MAX_BYTES + 1, 0);
    const bytes = buffer.subarray(0, bytesRead);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      problems.push({
        ...problem(path, 'encoding', 'The file is not UTF-8.', 'Save it as UTF-8 in your editor.'),
        ...firstBroken(bytes),
      });
      return undefined;
    }
  } finally {
    await handle.close();
  }
}

/** Where the first bytes stand that are no UTF-8. */
function firstBroken(bytes: Buffer): { line: number; column: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let begin = 0; begin < bytes.length; ) {
    const end = bytes.indexOf(10, begin);
    const row = bytes.subarray(begin, end < 0 ? bytes.length : end);
    try {
      decoder.decode(row);
    } catch {
      const sound = row.toString('utf8').indexOf('\ufffd');
      return { line, column: Math.max(0, sound) + 1 };
    }
    if (end < 0) break;
    begin = end + 1;
    line += 1;
  }
  return { line: 1, column: 1 };
}

function isTranslation(name: string): boolean {
  const parts = name.split(sep);
  return parts.length === 3 && parts[0] === 'locales' && /\.ya?ml$/.test(name) && !isHidden(name);
}

/** Hidden files and what editors leave while they write. */
function isHidden(name: string): boolean {
  return name.split(sep).some((part) => part.startsWith('.') || part.startsWith('#') || part.endsWith('~'));
}

function problem(file: string, code: string, message: string, fix?: string): Problem {
  return { severity: 'error', code, file, line: 1, column: 1, message, ...(fix === undefined ? {} : { fix }) };
}
