import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { findOnPath } from '#src/setup/find-on-path.js';
import { buildBinaries } from './build-binaries.ts';
import { bringCustomResources, customResourcesAreThere } from './custom-resources.ts';
import { lookForBinaries, releaseOf } from './find-binaries.ts';

/**
 * `npm run test:cluster`: the suites against a real control plane. What is missing of it is built first, before anything
 * is measured in time. `--full` runs those that need more to be built; anything else is handed on to `test/run.ts`.
 */
const given = process.argv.slice(2);
const isFull = given.includes('--full');
const paths = given.filter((word) => word !== '--full');

const current = releaseOf('kubernetes-1.36');
const more = [releaseOf('kubernetes-1.35'), releaseOf('system-upgrade-controller'), releaseOf('k3k')];
const releases = isFull ? [current, ...more] : [current];
const isReady = customResourcesAreThere() && releases.every((release) => lookForBinaries(release).missing.length === 0);
if (!isReady && findOnPath(['go'], process.env) === undefined) {
  console.log(
    'The cluster suites did not run: their control plane is built with Go, and there is no Go. Put Go 1.26 or later on PATH, then `npm run test:cluster`.',
  );
  process.exitCode = process.env['CI'] === 'true' ? 1 : 0;
} else {
  for (const release of releases) await buildBinaries(release, say);
  await bringCustomResources(say);
  process.exitCode = await runSuites(paths.length > 0 ? paths : [isFull ? 'cluster in full' : 'cluster']);
}

function say(line: string): void {
  console.log(line);
}

function runSuites(names: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../run.ts'), ...names], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
