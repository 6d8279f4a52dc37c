import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprint } from './fingerprint.js';
import { excerpt, runQuietly } from './run-quietly.js';
import { SetUpError } from './set-up-error.js';

/**
 * Whether the widget was built from the sources as they are.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {boolean}
 */
export function widgetIsBuilt({ root, cache }) {
  const stamp = join(cache, 'widget');
  return (
    existsSync(join(root, 'web-widget', 'dist')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprintOfSources(root)
  );
}

/**
 * Builds the browser widget.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @param {string} node
 */
export async function buildWidget({ root, cache, env, say }, node) {
  say('Building the widget for the browser …');
  const sources = fingerprintOfSources(root);
  const { code, output } = await runQuietly(node, [join('web-widget', 'build.js')], { cwd: root, env });
  if (code !== 0) throw new SetUpError(`The widget could not be built:\n${excerpt(output)}`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'widget'), sources);
}

/** @param {string} root */
const fingerprintOfSources = (root) =>
  fingerprint(root, ['web-widget', 'src/protocol', 'package-lock.json'], ['dist', 'node_modules', 'test']);
