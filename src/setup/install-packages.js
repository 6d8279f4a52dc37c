import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { findOnPath } from './find-on-path.js';
import { fingerprint } from './fingerprint.js';
import { excerpt, runQuietly } from './run-quietly.js';
import { SetUpError } from './set-up-error.js';

/**
 * Whether what is installed is what the lock file says.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {boolean}
 */
export function packagesAreInstalled({ root }) {
  const stamp = stampIn(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted(root);
}

/**
 * Installs exactly what the lock file says.
 *
 * @param {import('./workplace.js').Workplace} workplace
 */
export async function installPackages({ root, env, say }) {
  // npm removes the folder it would otherwise run its own Node from.
  const own = join(root, 'node_modules', '.bin');
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== own)
    .join(delimiter);
  const npm = findOnPath(['npm'], { PATH: path });
  if (npm === undefined)
    throw new SetUpError('npm is missing: install it (Debian: apt-get install npm) and start again.');

  say('Installing packages as the lock file says (about half a minute) …');
  const { code, output } = await runQuietly(
    npm,
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, env: { ...env, PATH: path } },
  );
  if (code !== 0) throw new SetUpError(`${reason(output)}\n${excerpt(output)}`);
  writeFileSync(stampIn(root), wanted(root));
}

/**
 * The stamp lies in the folder it speaks of: who removes or rebuilds the folder removes the stamp.
 *
 * @param {string} root
 */
const stampIn = (root) => join(root, 'node_modules', '.set-up');

/** @param {string} root */
const wanted = (root) => fingerprint(root, ['package-lock.json']);

/**
 * @param {string} output
 * @returns {string}
 */
function reason(output) {
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output)) {
    return 'The packages could not be installed, because the npm registry cannot be reached: connect to the network (or set the registry or proxy in npm) and start again. npm said:';
  }
  if (/\bENOSPC\b/.test(output)) {
    return 'The packages could not be installed, because the disk is full: make some room (about 700 MB) and start again. npm said:';
  }
  return 'The packages could not be installed. npm said:';
}
