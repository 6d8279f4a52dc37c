import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findOnPath } from './find-on-path.js';
import { runQuietly } from './run-quietly.js';

/**
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {boolean} whether this system has Debian's packages
 */
export function isDebian({ env }) {
  return findOnPath(['apt-get'], env) !== undefined && findOnPath(['dpkg'], env) !== undefined;
}

/**
 * What a command has to begin with to run as root, or undefined where that takes a password.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {Promise<string[] | undefined>}
 */
export async function asRoot({ root, env }) {
  if (process.getuid?.() === 0) return [];
  const sudo = findOnPath(['sudo'], env);
  if (sudo === undefined) return undefined;
  const { code } = await runQuietly(sudo, ['-n', 'true'], { cwd: root, env });
  return code === 0 ? [sudo, '-n'] : undefined;
}

/**
 * Installs Debian packages on the machine.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @param {string[]} rootPrefix what `asRoot` said
 * @param {string[]} packages
 * @returns {Promise<import('./run-quietly.js').Ended>}
 */
export async function installDebianPackages({ root, env }, rootPrefix, packages) {
  const where = { cwd: root, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  /** @param {string[]} args */
  const apt = (...args) => {
    const [command = 'apt-get', ...rest] = [...rootPrefix, 'apt-get', '-q', ...args];
    return runQuietly(command, rest, where);
  };
  const patience = ['-o', 'DPkg::Lock::Timeout=120'];
  const lists = await apt('update', ...patience);
  const installed = await apt('install', '-y', '--no-install-recommends', ...patience, ...packages);
  return installed.code === 0 ? installed : { code: installed.code, output: lists.output + installed.output };
}

/**
 * Downloads a Debian package with everything it needs that this machine lacks, and unpacks it all into a folder, without
 * being root: package lists, states and downloads are kept apart from the system's.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @param {string} name
 * @param {string} folder made anew; the files are in `root` below it
 * @returns {Promise<import('./run-quietly.js').Ended>}
 */
export async function unpackDebianPackage({ env }, name, folder) {
  rmSync(folder, { recursive: true, force: true });
  const [state, cache, debs, unpacked] = ['state', 'cache', 'debs', 'root'].map((part) => join(folder, part));
  for (const part of [`${state}/lists/partial`, `${cache}/archives/partial`, debs, unpacked]) {
    mkdirSync(String(part), { recursive: true });
  }
  const where = { cwd: String(debs), env: { ...env, LC_ALL: 'C' } };
  const own = [`Dir::State=${state}`, `Dir::State::lists=${state}/lists`, `Dir::Cache=${cache}`, 'APT::Sandbox::User='];
  /** @param {string[]} args */
  const apt = (...args) => runQuietly('apt-get', ['-q', ...own.flatMap((option) => ['-o', option]), ...args], where);

  const lists = await apt('update');
  if (lists.code !== 0) return lists;
  const planned = await apt('install', '--simulate', '--no-install-recommends', name);
  if (planned.code !== 0) return planned;
  const packages = new Set([name, ...[...planned.output.matchAll(/^Inst (\S+)/gm)].map((match) => String(match[1]))]);
  const downloaded = await apt('download', ...packages);
  if (downloaded.code !== 0) return downloaded;
  for (const deb of readdirSync(String(debs))) {
    const extracted = await runQuietly('dpkg', ['-x', deb, String(unpacked)], where);
    if (extracted.code !== 0) return extracted;
  }
  for (const part of [state, cache, debs]) rmSync(String(part), { recursive: true, force: true });
  return downloaded;
}
