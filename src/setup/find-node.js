import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath, isProgram } from './find-on-path.js';
import { runQuietly } from './run-quietly.js';
import { SetUpError } from './set-up-error.js';

/** The oldest Node that runs the program; it runs TypeScript as it is. */
export const OLDEST_NODE = 24;

/**
 * A Node that is new enough: the one this runs on, the one that came with the packages, or the machine's.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {Promise<string>} its path
 */
export async function findNode({ root, env }) {
  if (majorOf(process.version) >= OLDEST_NODE) return process.execPath;
  const platform = `node-${process.platform}-${process.arch}`;
  const packaged = join(root, 'node_modules', platform, 'bin', 'node');
  if (packagedMajor(root, platform) >= OLDEST_NODE && isProgram(packaged)) return packaged;
  const onPath = findOnPath(['node'], env);
  if (onPath !== undefined) {
    const { code, output } = await runQuietly(onPath, ['--version'], { cwd: root, env });
    if (code === 0 && majorOf(output) >= OLDEST_NODE) return onPath;
  }
  throw new SetUpError(
    `Node ${OLDEST_NODE} or later is needed, and ${process.version} is here. ` +
      `On Linux it comes with the packages; on this machine (${process.platform}, ${process.arch}) install it from nodejs.org and start again.`,
  );
}

/**
 * @param {string} version
 * @returns {number}
 */
const majorOf = (version) => Number(/^v?(\d+)\./.exec(version.trim())?.[1] ?? 0);

/**
 * @param {string} root
 * @param {string} platform
 * @returns {number}
 */
function packagedMajor(root, platform) {
  try {
    const about = /** @type {{ version: string }} */ (
      JSON.parse(readFileSync(join(root, 'node_modules', platform, 'package.json'), 'utf8'))
    );
    return majorOf(about.version);
  } catch {
    return 0;
  }
}
