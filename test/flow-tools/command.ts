import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Runs `3bot flow …` as a person does, in a process of its own. What the product ships is known to it only where that
 * matters: it would be read each time again.
 */
export async function flowCommand(
  args: string[],
  options: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv; shipped?: true } = {},
): Promise<{ code: number; out: string; error: string }> {
  return await new Promise((resolve) => {
    const { cwd = root, input = '', env = {}, shipped } = options;
    const flows = shipped || env['CONFIG'] !== undefined ? {} : { FLOW_FOLDERS: folderWith({}) };
    const child = execFile(
      process.execPath,
      [join(root, 'src/cli/main.ts'), 'flow', ...args],
      { cwd, env: { ...process.env, NO_COLOR: '1', ...flows, ...env } },
      (failure, out, error) => {
        const code = failure && typeof failure.code === 'number' ? failure.code : failure ? 1 : 0;
        resolve({ code, out, error });
      },
    );
    child.stdin?.end(input);
  });
}

/** A folder with these files, gone after the test. */
export function folderWith(files: { [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), '3bot-flows-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const folders: string[] = [];

after(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
