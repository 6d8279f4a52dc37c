import { join } from 'node:path';

import { expect } from 'chai';

import { installPackages, packagesAreInstalled } from '#src/setup/install-packages.js';

import { TemporaryProject } from './temporary-project.ts';

describe('installing packages', () => {
  let project: TemporaryProject;
  beforeEach(() => {
    project = new TemporaryProject();
    project.program('npm', 'rm -rf node_modules; mkdir node_modules');
  });
  afterEach(() => project.remove());

  it('installs what the lock file says, once', async () => {
    expect(packagesAreInstalled(project.workplace)).to.equal(false);
    await installPackages(project.workplace);
    expect(project.calls()[0]).to.match(/^npm ci --include=dev --include=optional /);
    expect(packagesAreInstalled(project.workplace)).to.equal(true);
    expect(project.said).to.have.length(1);
  });

  it('installs again when the lock file changed, or the packages were removed', async () => {
    await installPackages(project.workplace);
    project.write('package-lock.json', '{"packages": {}}');
    expect(packagesAreInstalled(project.workplace)).to.equal(false);
    await installPackages(project.workplace);
    expect(packagesAreInstalled(project.workplace)).to.equal(true);
    project.program('npm', 'rm -rf node_modules; mkdir node_modules; exit 1');
    await installPackages(project.workplace).catch(() => {});
    expect(packagesAreInstalled(project.workplace), 'after half an install').to.equal(false);
  });

  it('says what to do without a network', async () => {
    project.program('npm', 'echo "npm error code ENOTFOUND" >&2; exit 1');
    const failure = await messageOf(installPackages(project.workplace));
    expect(failure).to.contain('the npm registry cannot be reached: connect to the network');
    expect(failure).to.contain('\n  npm error code ENOTFOUND');
  });

  it('says what to do when the disk is full, and passes on what it does not know', async () => {
    project.program('npm', 'echo "npm error ENOSPC: no space left on device"; exit 1');
    expect(await messageOf(installPackages(project.workplace))).to.contain('the disk is full');
    project.program('npm', 'i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo "line $i"; done; exit 1');
    const failure = await messageOf(installPackages(project.workplace));
    expect(failure).to.match(/^The packages could not be installed\. npm said:\n {2}line 1\n/);
    expect(failure).to.match(/\n {2}…\n[^]*\n {2}line 40$/);
  });

  it('does not run npm by the Node that npm removes', async () => {
    project.program('npm', 'mkdir -p node_modules; echo "$PATH" > path');
    project.env['PATH'] = `${join(project.root, 'node_modules/.bin')}:${project.programs}`;
    await installPackages(project.workplace);
    expect(project.read('path')).not.to.contain('node_modules');
  });

  it('says so when there is no npm', async () => {
    project.env['PATH'] = '/nowhere';
    expect(await messageOf(installPackages(project.workplace))).to.contain('npm is missing: install it');
  });
});

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'it worked',
    (error: unknown) => (error instanceof Error && error.name === 'SetUpError' ? error.message : String(error)),
  );
}
