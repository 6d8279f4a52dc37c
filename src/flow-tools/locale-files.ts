import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { Flow } from '#src/chatflow/index.ts';

/** Where the texts of a flow in one language are, or would be: `locales/<lang>/<flow>.yaml` in the folder of flows. */
export function localeFileOf(flow: Flow, root: string, language: string): string {
  return join(root, 'locales', language, `${flowName(flow.file)}.yaml`);
}

/** The languages a folder of flows is translated to. */
export async function languagesOf(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'locales'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** A file's text, or undefined where there is none. */
export async function textOfFile(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  });
}

/** `deploy-vdc` of `chatflows/deploy-vdc.flow.yaml`. */
export function flowName(path: string): string {
  return basename(path).replace(/\.flow(\.test)?\.ya?ml$/, '');
}

/** The folder whose `locales/` a flow file has: one of those configured, or its own. */
export function rootOf(path: string, folders: readonly string[]): string {
  return folders.find((folder) => path.startsWith(`${folder}/`)) ?? dirname(path);
}
