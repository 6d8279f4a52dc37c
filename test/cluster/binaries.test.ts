import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { expect } from 'chai';

import { buildBinaries } from './build-binaries.ts';
import { findBinaries, lookForBinaries, type Release, releaseOf } from './find-binaries.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

describe('the programs of a control plane', () => {
  let folder: TemporaryFolder;
  let release: Release;
  const before = { ...process.env };

  beforeEach(() => {
    folder = temporaryFolder('binaries');
    process.env['XDG_CACHE_HOME'] = join(folder.path, 'cache');
    delete process.env['KUBEBUILDER_ASSETS'];
    release = releaseOf('kubernetes-1.36');
  });
  afterEach(() => {
    for (const name of ['XDG_CACHE_HOME', 'KUBEBUILDER_ASSETS', 'PATH']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    folder.remove();
  });

  function program(name: string, script: string): void {
    const file = join(folder.path, 'programs', name);
    mkdirSync(join(folder.path, 'programs'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** A Go that notes each build, and builds a file with the package's name in it. */
  const fakeGo = [
    'while [ "$1" != -o ]; do shift; done',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
    'echo "$3" >>"${0%/*}/built"',
    'sleep 0.1',
    'echo "$3" >"$2"',
  ].join('\n');

  it('are pinned by a module each', () => {
    expect(release.versionOf('k8s.io/kubernetes')).to.equal('v1.36.3');
    expect(release.programs).to.have.members([
      'etcd',
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'kubectl',
      'kwok',
    ]);
    expect(releaseOf('kubernetes-1.35').programs).to.have.members([
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
    ]);
    expect(releaseOf('k3k').programs).to.deep.equal(['k3k']);
  });

  it('are looked for in KUBEBUILDER_ASSETS, where an API server of another minor does not count', () => {
    process.env['KUBEBUILDER_ASSETS'] = join(folder.path, 'programs');
    program('etcd', '');
    program('kube-apiserver', 'echo Kubernetes v1.31.0');
    expect(lookForBinaries(release).missing).to.include('kube-apiserver').and.not.include('etcd');
    program('kube-apiserver', 'echo Kubernetes v1.36.1');
    expect(lookForBinaries(release).missing).to.have.members([
      'kube-controller-manager',
      'kube-scheduler',
      'kubectl',
      'kwok',
    ]);
    expect(() => findBinaries(release)).to.throw(
      'There is no kube-controller-manager, kube-scheduler, kubectl, kwok yet',
    );
  });

  it('are built once, whoever asks at the same time', async () => {
    program('go', fakeGo);
    process.env['PATH'] = [join(folder.path, 'programs'), before['PATH']].join(delimiter);
    const said: string[] = [];
    await Promise.all([1, 2].map(() => buildBinaries(release, (line) => said.push(line))));
    const built = readFileSync(join(folder.path, 'programs/built'), 'utf8').trim().split('\n');
    expect(built).to.have.length(6).and.include('k8s.io/kubernetes/cmd/kube-apiserver');
    expect(readFileSync(findBinaries(release).etcd, 'utf8')).to.equal('go.etcd.io/etcd/server/v3\n');
    expect(readdirSync(release.cache)).to.have.members([...release.programs]);
    expect(said.filter((line) => line.startsWith('Building'))).to.have.length(1);
  });

  it('are not there at all when their build fails, and Go says why', async () => {
    program('go', 'echo "no space left on device" >&2; exit 1');
    process.env['PATH'] = [join(folder.path, 'programs'), before['PATH']].join(delimiter);
    const failure = await buildBinaries(release, () => {}).catch((error: unknown) => error);
    expect(String(failure)).to.contain('Go could not build etcd').and.contain('no space left on device');
    expect(readdirSync(release.cache)).to.deep.equal([]);
    expect(existsSync(join(release.cache, 'etcd'))).to.equal(false);
  });
});
