import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { findPython, findSynapse } from './find-synapse.ts';
import { installSynapse } from './install-synapse.ts';

/**
 * `npm run test:matrix`: the suites against a real homeserver, which is installed first where it is missing. Anything
 * named is handed on to `test/run.ts`.
 */
const paths = process.argv.slice(2);
const python = findPython();
if (findSynapse() === undefined && python === undefined) {
  console.log(
    'The Matrix suites did not run: their homeserver (Synapse) needs Python, and there is none. Put Python 3.10 or later on PATH, then `npm run test:matrix`.',
  );
  process.exitCode = process.env['CI'] === 'true' ? 1 : 0;
} else {
  if (python !== undefined) await installSynapse(python, (line) => console.log(line));
  process.exitCode = await runSuites(paths.length > 0 ? paths : ['matrix']);
}

function runSuites(names: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../run.ts'), ...names], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
