import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { ICruiseResult } from 'dependency-cruiser';

/** What the import rules say about some folders. */
export interface Cruised {
  /** How many files were read: no violation in no file proves nothing. */
  files: number;
  violations: { rule: string; from: string; to: string }[];
}

/** Holds folders (relative to `base`) to the rules of `.dependency-cruiser.cjs`, as if `base` were the project. */
export async function cruiseFolders(base: string, folders: readonly string[]): Promise<Cruised> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', rules, '--output-type', 'json', ...folders],
    { cwd: base, maxBuffer: 100_000_000 },
  );
  const { summary } = JSON.parse(stdout) as ICruiseResult;
  return {
    files: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** This project. */
export const projectRoot = join(import.meta.dirname, '../..');

/** Every folder of the project that holds code. */
export const codeFolders = ['src', 'test', 'web-widget'];

const rules = join(projectRoot, '.dependency-cruiser.cjs');
const cruiser = join(projectRoot, 'node_modules/.bin/depcruise');
