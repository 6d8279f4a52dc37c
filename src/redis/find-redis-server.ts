import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['redis-server', 'valkey-server'];

export interface FindRedisServerOptions {
  /** A program to use, whatever else there is. */
  command?: string | undefined;
  /** The project's folder, whose `.cache/redis/bin` the set-up may have filled. */
  projectDir?: string | undefined;
  env?: NodeJS.ProcessEnv;
}

/** A server program of this machine: the one asked for, else one on PATH, else the one in the project's cache. */
export function findRedisServer(
  options: FindRedisServerOptions = {},
): { command: string; env: NodeJS.ProcessEnv } | null {
  const { command, projectDir, env = process.env } = options;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  if (projectDir !== undefined) folders.push(join(projectDir, '.cache', 'redis', 'bin'));
  const candidates = programs.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = (command === undefined ? candidates : [command]).find(isProgram);
  return found === undefined ? null : { command: found, env: withoutSecrets(env) };
}

/** The server has no use for our keys and tokens. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => passed.has(name)));
}

const passed = new Set(['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']);

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
