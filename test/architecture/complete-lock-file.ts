import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

/**
 * A lock file that was written where the registry does not hold the binaries of every platform lacks these, and then
 * `npm ci` refuses it everywhere. Run after changing dependencies, this adds what is known of them: name, version and
 * platform. npm skips them elsewhere, and looks them up where they are wanted.
 *
 *   node test/architecture/complete-lock-file.ts
 */
export function completeLockFile(text: string): string {
  const lock = JSON.parse(text) as LockFile;
  for (const { name, version, dev } of missingPlatforms(lock)) {
    const { cpu, libc, os } = platformIn(name);
    // In npm's own order, so that npm changes nothing when it writes the file the next time.
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(dev ? { dev } : {}),
      ...(libc === undefined ? {} : { libc }),
      optional: true,
      os,
    };
  }
  const [own, ...others] = Object.entries(lock.packages);
  const sorted = others.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries([own ?? ['', {}], ...sorted]) }, null, 2)}\n`;
}

/** What a lock file holds, as far as it matters here. */
export interface LockFile {
  packages: { [path: string]: LockedPackage };
}

export interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dependencies?: { [name: string]: string };
  devDependencies?: { [name: string]: string };
  optionalDependencies?: { [name: string]: string };
}

/** Optional packages that some package names and the lock file does not hold. */
export function missingPlatforms({ packages }: LockFile): { name: string; version: string; dev: boolean }[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !holders(path).some((folder) => Object.hasOwn(packages, `${folder}node_modules/${name}`)))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** The folders Node looks in for what a package asks for, nearest first. */
function holders(path: string): string[] {
  const parts = path.split('/node_modules/');
  return parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/`).concat('');
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The platform that the name of a binary package ends with, such as `…-linux-x64-musl`. */
function platformIn(name: string): { os: string[]; cpu: string[]; libc: string[] | undefined } {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`The name ${name} does not say which platform it is for.`);
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return { cpu, libc, os };
}

if (argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, '../../package-lock.json');
  writeFileSync(file, completeLockFile(readFileSync(file, 'utf8')));
}
