import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { excerpt } from '#src/setup/run-quietly.js';
import { withLock } from '#src/setup/with-lock.js';
import { thisWorkplace } from '#src/setup/workplace.js';
import { startGuarded } from '#test/cluster/guarded-process.ts';
import { findSynapse, requirements, synapseFolder } from './find-synapse.ts';

/** Installs Synapse from PyPI into a virtual environment, once. Two that want it wait for each other. */
export async function installSynapse(python: string, say: (line: string) => void): Promise<void> {
  if (findSynapse() !== undefined) return;
  const folder = synapseFolder();
  mkdirSync(dirname(folder), { recursive: true });
  await withLock({ ...thisWorkplace(), cache: dirname(folder), say }, async () => {
    if (findSynapse() !== undefined) return;
    say('Installing Synapse, a Matrix homeserver, from PyPI: once, in about a minute …');
    rmSync(folder, { recursive: true, force: true });
    const log = `${folder}.log`;
    rmSync(log, { force: true });
    await run([python, '-m', 'venv', folder], log);
    const quiet = ['--disable-pip-version-check', '--no-input', '--quiet'];
    const pip = [join(folder, 'bin', 'python'), '-m', 'pip', 'install', ...quiet];
    await run([...pip, '--require-hashes', '--only-binary', ':all:', '-r', requirements], log);
    writeFileSync(join(folder, 'installed'), '');
    rmSync(log, { force: true });
  });
}

async function run(command: readonly string[], log: string): Promise<void> {
  const code = await startGuarded(command, { log }).untilEnded();
  if (code === 0) return;
  const said = existsSync(log) ? excerpt(readFileSync(log, 'utf8')) : '';
  throw new Error(`Synapse could not be installed (on Debian it needs python3-venv):\n${said}`);
}
