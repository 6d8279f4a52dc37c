import { delimiter } from 'node:path';

import { buildWidget, widgetIsBuilt } from './build-widget.js';
import { chromiumPath, findChromium } from './find-chromium.js';
import { findNode } from './find-node.js';
import { findRedis, redisFolder, redisIsThere } from './find-redis.js';
import { installPackages, packagesAreInstalled } from './install-packages.js';
import { withLock } from './with-lock.js';

/**
 * What a command needs besides the packages and a Node to run on.
 *
 * @typedef {'redis' | 'widget' | 'chromium'} Need
 */

/**
 * Brings whatever is missing, one step after the other, each only when it is needed. When nothing is, it only looks.
 *
 * @param {import('./workplace.js').Workplace} workplace `env` gets what the command is to find
 * @param {readonly Need[]} needs
 * @returns {Promise<string>} the Node to go on with
 */
export async function setUp(workplace, needs) {
  const { cache, env } = workplace;
  const isDone = () =>
    packagesAreInstalled(workplace) &&
    (!needs.includes('redis') || redisIsThere(workplace)) &&
    (!needs.includes('widget') || widgetIsBuilt(workplace)) &&
    (!needs.includes('chromium') || chromiumPath(workplace) !== undefined);
  if (!isDone()) await withLock(workplace, () => bring(workplace, needs));

  const node = await findNode(workplace);
  if (needs.includes('redis')) env['PATH'] = [env['PATH'], redisFolder(cache)].join(delimiter);
  const chromium = needs.includes('chromium') ? chromiumPath(workplace) : undefined;
  if (chromium !== undefined) env['CHROME_PATH'] = chromium;
  return node;
}

/**
 * @param {import('./workplace.js').Workplace} workplace
 * @param {readonly Need[]} needs
 */
async function bring(workplace, needs) {
  if (!packagesAreInstalled(workplace)) await timed(workplace, () => installPackages(workplace));
  const node = await findNode(workplace);
  if (needs.includes('redis') && !redisIsThere(workplace)) await timed(workplace, () => findRedis(workplace));
  if (needs.includes('widget') && !widgetIsBuilt(workplace)) await timed(workplace, () => buildWidget(workplace, node));
  if (needs.includes('chromium') && chromiumPath(workplace) === undefined) {
    await timed(workplace, () => findChromium(workplace));
  }
}

/**
 * @param {import('./workplace.js').Workplace} workplace
 * @param {() => Promise<void>} step
 */
async function timed({ say }, step) {
  const begin = performance.now();
  await step();
  const seconds = (performance.now() - begin) / 1_000;
  if (seconds > 2) say(`  … done in ${seconds.toFixed(0)} s.`);
}
