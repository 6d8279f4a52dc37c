import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { fingerprint } from '#src/setup/fingerprint.js';

/** The programs of a control plane, and where their source is; `kubectl` is there for looking at one by hand. */
const parts = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
};

/** And those of controllers that some suites run beside it. */
export const packages = {
  ...parts,
  k3k: 'threebot.internal/k3k',
  'system-upgrade-controller': 'github.com/rancher/system-upgrade-controller',
};

export type Program = keyof typeof packages;

/** The path of every program of a control plane. */
export type Binaries = Readonly<Record<keyof typeof parts, string>>;

const releases = ['kubernetes-1.36', 'kubernetes-1.35', 'k3k', 'system-upgrade-controller'] as const;

/** Some programs, as a Go module in `binaries/` pins them. */
export interface Release {
  name: (typeof releases)[number];
  /** The folder of the Go module. */
  module: string;
  /** The version of a Go module that it requires. */
  versionOf(path: string): string;
  programs: readonly Program[];
  /** Where its programs are kept once they are built. */
  cache: string;
}

/**
 * The programs of a module: all that a control plane needs (`kubernetes-1.36`), those that differ in the minor before it
 * (`kubernetes-1.35`), or a controller.
 */
export function releaseOf(name: Release['name']): Release {
  const folder = join(import.meta.dirname, 'binaries');
  const content = readFileSync(join(folder, name, 'go.mod'), 'utf8');
  const lines = content.split('\n').map((line) => line.trim().replace(/^(require|tool) /, ''));
  const hash = fingerprint(import.meta.dirname, ['build-binaries.ts', `binaries/${name}`]).slice(0, 12);
  return {
    name,
    module: join(folder, name),
    versionOf: (path) => lines.find((line) => line.startsWith(`${path} v`))?.split(' ')[1] ?? 'v0.0.0',
    programs: allPrograms.filter((program) => lines.includes(packages[program])),
    cache: join(cacheFolder(), 'control-plane', `${name}-${process.platform}-${process.arch}-${hash}`),
  };
}

/** The Kubernetes of a release, such as `v1.36.3`. */
export const kubernetesOf = (release: Release): string => release.versionOf('k8s.io/kubernetes');

const partNames: readonly (keyof typeof parts)[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'kwok',
];
const allPrograms: readonly Program[] = [...partNames, 'k3k', 'system-upgrade-controller'];

/** Where things are kept that take long to build, for every copy of the project on this machine. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), '3bot-wizard');

/** Where each program is, if it is anywhere: in the folder KUBEBUILDER_ASSETS, or in the cache. */
export function lookForBinaries(release: Release): { found: Partial<Record<Program, string>>; missing: Program[] } {
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
  const found = { ...lookForBinaries(releaseOf('kubernetes-1.36')).found, ...lookForBinaries(release).found };
  if (isComplete(found)) return found;
  const missing = partNames.filter((part) => found[part] === undefined);
  throw new Error(`There is no ${missing.join(', ')} yet: \`npm run test:cluster\` builds what is missing, with Go.`);
}

const isComplete = (found: Partial<Binaries>): found is Binaries =>
  partNames.every((part) => found[part] !== undefined);

/** An API server of another minor does not go with our controllers, and is not the one the tests are about. */
function assetOf(program: Program, release: Release): string | undefined {
  const folder = process.env['KUBEBUILDER_ASSETS'];
  if (folder === undefined || folder === '') return undefined;
  const path = join(folder, program);
  if (program === 'kube-apiserver' && existsSync(path)) {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8' });
    if (!said.includes(` ${kubernetesOf(release).split('.').slice(0, 2).join('.')}.`)) return undefined;
  }
  return path;
}
