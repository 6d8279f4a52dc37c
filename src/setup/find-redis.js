import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { asRoot, installDebianPackages, isDebian, unpackDebianPackage } from './debian.js';
import { findOnPath, isProgram } from './find-on-path.js';
import { excerpt, runQuietly } from './run-quietly.js';
import { SetUpError } from './set-up-error.js';

const SERVERS = ['redis-server', 'valkey-server'];

/**
 * Whether a Redis is configured or a server program is at hand: on PATH, or in this project's cache.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @returns {boolean}
 */
export function redisIsThere({ cache, env }) {
  return Boolean(env['REDIS_URL']) || findOnPath(SERVERS, env) !== undefined || isProgram(cached(cache));
}

/**
 * The folder that has to be on PATH for the server program in the cache.
 *
 * @param {string} cache
 * @returns {string}
 */
export const redisFolder = (cache) => join(cache, 'redis', 'bin');

/**
 * Gets Debian's Redis: installed on the machine where that is allowed, else unpacked in this project's cache.
 *
 * @param {import('./workplace.js').Workplace} workplace
 */
export async function findRedis(workplace) {
  const { cache, env, say } = workplace;
  if (!isDebian(workplace)) {
    say(
      'A Redis is needed, and there is no redis-server or valkey-server on PATH: install one, or set REDIS_URL to the one you have.',
    );
    return;
  }
  const rootPrefix = await asRoot(workplace);
  if (rootPrefix !== undefined) {
    say('Installing Redis from the packages of this system …');
    const { code } = await installDebianPackages(workplace, rootPrefix, ['redis-server']);
    if (code === 0 && findOnPath(SERVERS, env) !== undefined) return;
  }
  say('Downloading Redis into .cache (a few seconds; nothing is installed on the machine) …');
  const folder = join(cache, 'redis');
  const draft = join(cache, 'redis.new');
  const unpacked = await unpackDebianPackage(workplace, 'redis-server', draft);
  if (unpacked.code !== 0) {
    throw new SetUpError(
      `Redis could not be downloaded: connect to the network, install redis-server, or set REDIS_URL to the one you have, and start again. apt-get said:\n${excerpt(unpacked.output)}`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  writeLauncher(folder, cached(cache));
  const tried = await runQuietly(cached(cache), ['--version'], { cwd: folder, env });
  if (tried.code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new SetUpError(
      `The downloaded Redis does not run here: install redis-server, or set REDIS_URL to the one you have. It said:\n${excerpt(tried.output)}`,
    );
  }
}

/** @param {string} cache */
const cached = (cache) => join(redisFolder(cache), 'redis-server');

/**
 * A program that finds its libraries beside it, and then is the server itself: the same process, so signals reach it.
 *
 * @param {string} folder
 * @param {string} launcher
 */
function writeLauncher(folder, launcher) {
  const libraries = ['usr/lib', 'lib']
    .flatMap((path) => foldersIn(join(folder, 'root', path)).map((name) => `$here/root/${path}/${name}`))
    .join(':');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const script = [
    '#!/bin/sh',
    'here=$(cd "${0%/*}/.." && pwd)',
    `LD_LIBRARY_PATH="${libraries}" exec "$here/root/usr/bin/redis-server" "$@"`,
  ];
  writeFileSync(launcher, `${script.join('\n')}\n`, { mode: 0o755 });
}

/**
 * @param {string} path
 * @returns {string[]} names of the folders for this machine's libraries, such as `x86_64-linux-gnu`
 */
function foldersIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path).filter((name) => name.includes('-linux-'));
}
