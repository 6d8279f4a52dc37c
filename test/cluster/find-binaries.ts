import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { fingerprint } from '#src/setup/fingerprint.js';

/** The programs of a control plane; `kubectl` is there for looking at one by hand. */
const programs = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'kubectl'] as const;
export type Program = (typeof programs)[number];

/** The path of every program. */
export type Binaries = Readonly<Record<Program, string>>;

/** One set of programs, as the Go module in `binaries/` pins them. */
export interface Release {
  /** The folder of the Go module. */
  module: string;
  /** Of Kubernetes, such as `v1.36.3`. */
  version: string;
  kwokVersion: string;
  /** Where its programs are kept once they are built. */
  cache: string;
}

/** The release of a minor, such as `1.36`. */
export function releaseOf(minor: string): Release {
  const root = join(import.meta.dirname, 'binaries');
  const name = `kubernetes-${minor}`;
  const module = join(root, name);
  const requirements = readFileSync(join(module, 'go.mod'), 'utf8');
  const version = (path: string): string =>
    new RegExp(String.raw`^\s+${path.replaceAll('.', String.raw`\.`)} (v\S+)`, 'm').exec(requirements)?.[1] ?? 'v0.0.0';
  const hash = fingerprint(root, [name]).slice(0, 12);
  const machine = `${process.platform}-${process.arch}`;
  return {
    module,
    version: version('k8s.io/kubernetes'),
    kwokVersion: version('sigs.k8s.io/kwok'),
    cache: join(cacheFolder(), 'control-plane', `${version('k8s.io/kubernetes')}-${machine}-${hash}`),
  };
}

/** Where things are kept that take long to build, for every copy of the project on this machine. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), '3bot-wizard');

/** Where each program is, if it is anywhere: in the folder KUBEBUILDER_ASSETS, or in the cache. */
export function lookForBinaries(release: Release): { found: Partial<Binaries>; missing: Program[] } {
  const found: Partial<Record<Program, string>> = {};
  for (const program of programs) {
    const path = [assetOf(program, release), join(release.cache, program)].find(
      (candidate) => candidate !== undefined && existsSync(candidate),
    );
    if (path !== undefined) found[program] = path;
  }
  return { found, missing: programs.filter((program) => found[program] === undefined) };
}

/** All of them; throws with the way out when some are missing. */
export function findBinaries(release: Release): Binaries {
  const { found, missing } = lookForBinaries(release);
  if (isComplete(found)) return found;
  throw new Error(`There is no ${missing.join(', ')} yet: \`npm run test:cluster\` builds what is missing, with Go.`);
}

const isComplete = (found: Partial<Binaries>): found is Binaries =>
  programs.every((program) => found[program] !== undefined);

/** An API server of another minor does not go with our controllers, and is not the one the tests are about. */
function assetOf(program: Program, release: Release): string | undefined {
  const folder = process.env['KUBEBUILDER_ASSETS'];
  if (folder === undefined || folder === '') return undefined;
  const path = join(folder, program);
  if (program === 'kube-apiserver' && existsSync(path)) {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8' });
    if (!said.includes(` ${release.version.split('.').slice(0, 2).join('.')}.`)) return undefined;
  }
  return path;
}
