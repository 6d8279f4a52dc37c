import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { completeLockFile, type LockedPackage, type LockFile, missingPlatforms } from './complete-lock-file.ts';
import { projectRoot } from './cruise-folders.ts';

interface PackageFile {
  dependencies: { [name: string]: string };
  devDependencies: { [name: string]: string };
  optionalDependencies: { [name: string]: string };
  allowScripts: { [name: string]: boolean };
}

describe('the lock file', () => {
  const text = readFileSync(join(projectRoot, 'package-lock.json'), 'utf8');
  const lock = JSON.parse(text) as LockFile;
  const about = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as PackageFile;
  const { '': own, ...packages } = lock.packages;

  it('names no registry, so that it works with whichever one is configured', () => {
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)).to.deep.equal([]);
  });

  it('fits package.json, which pins exact versions', () => {
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
      expect(own?.[kind]).to.deep.equal(about[kind]);
      for (const [name, version] of Object.entries(about[kind])) {
        expect(version, name).to.match(/^\d+\.\d+\.\d+$/);
        expect(packages[`node_modules/${name}`]?.version, name).to.equal(version);
      }
    }
  });

  it('has the fingerprint of everything that is installed on our platforms', () => {
    const without = Object.entries(packages).filter(([, { integrity }]) => integrity === undefined);
    const ours = without.filter(([, locked]) => locked.optional !== true || runsOnOurMachines(locked));
    expect(ours.map(([path]) => path)).to.deep.equal([]);
  });

  it('knows the binaries of every platform, or npm ci would refuse it', () => {
    expect(missingPlatforms(lock), 'run: node test/architecture/complete-lock-file.ts').to.deep.equal([]);
  });

  it('runs no install script that was not decided on', () => {
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    const undecided = scripted.map(([path]) => nameOf(path)).filter((name) => !Object.hasOwn(about.allowScripts, name));
    // Known to npm on macOS alone, where it is optional.
    expect(undecided.filter((name) => name !== 'fsevents')).to.deep.equal([]);
  });

  it('has socket.io without the holes of CVE-2026-59725 and CVE-2026-69185', () => {
    expect(versionsOf('engine.io').every((version) => atLeast(version, [6, 6, 7]))).to.equal(true);
    expect(versionsOf('socket.io-parser').every((version) => atLeast(version, [4, 2, 7]))).to.equal(true);
  });

  it('has the compiler with which the import rules work', () => {
    expect(versionsOf('typescript').map((version) => version.split('.')[0])).to.deep.equal(['6']);
  });

  function versionsOf(name: string): string[] {
    const versions = Object.entries(packages).filter(([path]) => nameOf(path) === name);
    expect(versions, name).not.to.have.length(0);
    return versions.map(([, { version }]) => version ?? '');
  }
});

describe('completing a lock file', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { tool: '1.0.0' } },
      'node_modules/tool': {
        version: '1.0.0',
        dev: true,
        optionalDependencies: { '@tool/binding-linux-x64-musl': '1.0.0', '@tool/darwin-arm64': '1.0.0', near: '2.0.0' },
      },
      'node_modules/tool/node_modules/near': { version: '2.0.0', optional: true },
    },
  };

  it('adds what is missing with its platform, and leaves the rest alone', () => {
    const completed = JSON.parse(completeLockFile(JSON.stringify(lock))) as typeof lock;
    expect(completed).to.deep.equal({
      lockfileVersion: 3,
      packages: {
        ...lock.packages,
        'node_modules/@tool/binding-linux-x64-musl': {
          version: '1.0.0',
          cpu: ['x64'],
          libc: ['musl'],
          os: ['linux'],
          dev: true,
          optional: true,
        },
        'node_modules/@tool/darwin-arm64': {
          version: '1.0.0',
          cpu: ['arm64'],
          os: ['darwin'],
          dev: true,
          optional: true,
        },
      },
    });
  });

  it('changes nothing the second time', () => {
    const once = completeLockFile(JSON.stringify(lock));
    expect(completeLockFile(once)).to.equal(once);
  });

  it('refuses to guess a platform', () => {
    const { packages } = lock;
    const odd = { ...lock, packages: { ...packages, '': { optionalDependencies: { odd: '1.0.0' } } } };
    expect(() => completeLockFile(JSON.stringify(odd))).to.throw('The name odd does not say which platform it is for.');
  });
});

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

function runsOnOurMachines({ os = ['linux'], cpu = ['x64'], libc = ['glibc'] }: LockedPackage): boolean {
  return os.includes('linux') && libc.includes('glibc') && (cpu.includes('x64') || cpu.includes('arm64'));
}

function atLeast(version: string, least: readonly [number, number, number]): boolean {
  const parts = version.split('.').map(Number);
  const differing = parts.findIndex((part, index) => part !== least[index]);
  return differing === -1 || (parts[differing] ?? 0) > (least[differing] ?? 0);
}
