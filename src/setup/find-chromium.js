import { installDebianPackages, isDebian } from './debian.js';
import { findOnPath, isProgram } from './find-on-path.js';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser the tests use: the one CHROME_PATH names, or one on PATH.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {string | undefined}
 */
export function chromiumPath({ env }) {
  const named = env['CHROME_PATH'];
  return named !== undefined && isProgram(named) ? named : findOnPath(BROWSERS, env);
}

/**
 * Installs Debian's Chromium where that needs no asking. Elsewhere the browser tests themselves say what is missing.
 *
 * @param {import('./workplace.js').Workplace} workplace
 */
export async function findChromium(workplace) {
  if (process.getuid?.() !== 0 || !isDebian(workplace)) return;
  workplace.say('Installing Chromium from the packages of this system, for the browser tests (about a minute) …');
  await installDebianPackages(workplace, [], ['chromium', 'fonts-liberation']);
}
