import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ManifestFile } from '#src/cluster/upgrade/index.ts';

import { UsageError } from './usage-error.ts';

/** Bigger files are not written by hand. */
const MAX_FILE = 8 * 1024 * 1024;
const MOST_FILES = 50_000;

/** The manifests below a folder, or in one file, and what was too big to look into. Links and hidden folders are passed by. */
export function manifestFiles(place: string): { files: ManifestFile[]; passedBy: string[] } {
  const files: ManifestFile[] = [];
  const passedBy: string[] = [];
  const take = (path: string, size: number) => {
    if (size > MAX_FILE) passedBy.push(`${path}: it is bigger than 8 MiB`);
    else if (files.length === MOST_FILES)
      throw new UsageError(`There are more than ${MOST_FILES} manifests in ${place}. Name a smaller folder.`);
    else files.push({ path, text: readFileSync(path, 'utf8') });
  };
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => a.name.localeCompare(b.name))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') walk(path);
      else if (entry.isFile() && /\.(ya?ml|json|tpl)$/i.test(entry.name)) take(path, lstatSync(path).size);
    }
  };
  try {
    const stat = lstatSync(place);
    if (stat.isDirectory()) walk(place);
    else take(place, stat.size);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${place} cannot be read. Name a folder, or a file, with manifests.`);
  }
  return { files, passedBy };
}
