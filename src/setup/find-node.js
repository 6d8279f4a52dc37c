import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath, isProgram } from './find-on-path.js';
import { runQuietly } from './run-quietly.js';
import { SetUpError } from './set-up-error.js';

/** The oldest Node that runs the program; it runs TypeScript as it is. */
const OLDEST_NODE = 24;

/**
 * The Node that runs this.
 *
 * @typedef {{ version: string, execPath: string, platform: string, arch: string }} Running
 */

/**
 * A Node that is new enough: the one this runs on, the one that came with the packages, or the machine's.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @param {Running} [running]
 * @returns {Promise<string>} its path
 */
export async function findNode({ root, env }, running = process) {
  if (majorOf(running.version) >= OLDEST_NODE) return running.execPath;
  const platform = `node-${running.platform}-${running.arch}`;
  const packaged = join(root, 'node_modules', platform, 'bin', 'node');
  if (packagedMajor(root, platform) >= OLDEST_NODE && isProgram(packaged)) return packaged;
  const onPath = findOnPath(['node'], env);
  if (onPath !== undefined) {
    const { code, output } = await runQuietly(onPath, ['--version'], { cwd: root, env });
    if (code === 0 && majorOf(output) >= OLDEST_NODE) return onPath;
  }
  throw new SetUpError(
    `Node ${OLDEST_NODE} or later is needed, and ${running.version} is here. ` +
      `On Linux it comes with the packages; on this machine (${running.platform}, ${running.arch}) install it from nodejs.org and start again.`,
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
