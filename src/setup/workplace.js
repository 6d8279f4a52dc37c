import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where set-up works and whom it talks to.
 *
 * @typedef {object} Workplace
 * @property {string} root The project's folder.
 * @property {string} cache What set-up makes and may be deleted at any time.
 * @property {NodeJS.ProcessEnv} env What commands are run with, and what is handed over in the end.
 * @property {(line: string) => void} say
 */

/**
 * This project, the environment as it is, and sentences to stderr, so that stdout stays the command's own.
 *
 * @returns {Workplace}
 */
export function thisWorkplace() {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  return {
    root,
    cache: join(root, '.cache'),
    env: { ...process.env },
    say: (line) => process.stderr.write(`${line}\n`),
  };
}
