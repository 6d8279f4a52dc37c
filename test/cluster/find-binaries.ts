import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { fingerprint } from '#src/setup/fingerprint.js';

/** The programs of a control plane, and where their source is; `kubectl` is there for looking at one by hand. */
export const packages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
};

export type Program = keyof typeof packages;

/** The path of every program. */
export type Binaries = Readonly<Record<Program, string>>;

/** One set of programs, as a Go module in `binaries/` pins them. */
export interface Release {
  /** The folder of the Go module. */
  module: string;
  /** Of Kubernetes, such as `v1.36.3`. */
  version: string;
  kwokVersion: string;
  programs: readonly Program[];
  /** Where its programs are kept once they are built. */
  cache: string;
}

/** The newest minor, with everything that a control plane needs. */
export const currentRelease = (): Release => readRelease('kubernetes-1.36');

/** The minor before it: API server, controller manager and scheduler; the rest comes from the current one. */
export const previousRelease = (): Release => readRelease('kubernetes-1.35');

function readRelease(name: string): Release {
  const root = join(import.meta.dirname, 'binaries');
  const content = readFileSync(join(root, name, 'go.mod'), 'utf8');
  const lines = content.split('\n').map((line) => line.trim().replace(/^(require|tool) /, ''));
  const version = (path: string): string =>
    lines.find((line) => line.startsWith(`${path} v`))?.split(' ')[1] ?? 'v0.0.0';
  const kubernetes = version('k8s.io/kubernetes');
  const machine = `${process.platform}-${process.arch}`;
  return {
    module: join(root, name),
    version: kubernetes,
    kwokVersion: version('sigs.k8s.io/kwok'),
    programs: programs.filter((program) => lines.includes(packages[program])),
    cache: join(cacheFolder(), 'control-plane', `${kubernetes}-${machine}-${fingerprint(root, [name]).slice(0, 12)}`),
  };
}

const programs: readonly Program[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'kubectl',
];

/** Where things are kept that take long to build, for every copy of the project on this machine. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), '3bot-wizard');

/** Where each program is, if it is anywhere: in the folder KUBEBUILDER_ASSETS, or in the cache. */
export function lookForBinaries(release: Release): { found: Partial<Binaries>; missing: Program[] } {
  const found: Partial<Record<Program, string>> = {};
  for (const program of release.programs) {
    const path = [assetOf(program, release), join(release.cache, program)].find(
      (candidate) => candidate !== undefined && existsSync(candidate),
    );
    if (path !== undefined) found[program] = path;
  }
  return { found, missing: release.programs.filter((program) => found[program] === undefined) };
}

/** All programs of a control plane: those of the release, and the others as the current one has them. */
export function findBinaries(release: Release): Binaries {
  const found = { ...lookForBinaries(currentRelease()).found, ...lookForBinaries(release).found };
  const missing = programs.filter((program) => found[program] === undefined);
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
