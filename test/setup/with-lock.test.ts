import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { withLock } from '#src/setup/with-lock.js';

import { TemporaryProject } from './temporary-project.ts';

describe('the lock of set-up', function () {
  this.timeout(20_000);
  let project: TemporaryProject;
  const children: ChildProcess[] = [];
  beforeEach(() => (project = new TemporaryProject()));
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    project.remove();
  });

  /** A process that takes the lock, notes when it begins and ends, and works for a while between. */
  function worker(name: string, milliseconds: number): ChildProcess {
    const program = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout as pause } from 'node:timers/promises';
      import { withLock } from ${JSON.stringify(join(project.root, 'src/setup/with-lock.js'))};
      const note = (word) => appendFileSync('notes', word + ' ${name}\\n');
      const workplace = { root: '.', cache: '.cache', env: {}, say: (line) => note('said ' + line.replace(/\\d+/, 'N')) };
      await withLock(workplace, async () => {
        note('began');
        await pause(${milliseconds});
        note('ended');
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: project.root,
      stdio: 'inherit',
    });
    children.push(child);
    return child;
  }

  const notes = () => (project.has('notes') ? project.read('notes').trim().split('\n') : []);

  it('lets one in at a time', async () => {
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => once(worker(name, 50), 'exit')));
    const work = notes().filter((note) => !note.startsWith('said'));
    expect(work).to.have.length(8);
    for (let index = 0; index < work.length; index += 2) {
      expect(work[index + 1]).to.equal(work[index]?.replace('began', 'ended'));
    }
    expect(readdirSync(join(project.root, '.cache'))).to.deep.equal([]);
  });

  it('says what it waits for, and goes on when the other one is killed', async () => {
    const first = worker('first', 60_000);
    while (notes().length === 0) await pause(10);
    const second = worker('second', 0);
    while (notes().length === 1) await pause(10);
    expect(notes()[1]).to.equal('said Another set-up is at work here (process N); waiting for it … second');
    first.kill('SIGKILL');
    await once(second, 'exit');
    expect(notes().slice(2)).to.deep.equal(['began second', 'ended second']);
  });

  it('is not fooled by a process that has the number of a dead one', async () => {
    project.write('.cache/setup.lock', `${process.pid} 12345`);
    expect(await withLock(project.workplace, () => Promise.resolve('done'))).to.equal('done');
  });

  it('takes over what nobody can read', async () => {
    for (const left of ['', 'nonsense', '-1 5']) {
      project.write('.cache/setup.lock', left);
      expect(await withLock(project.workplace, () => Promise.resolve('done'))).to.equal('done');
    }
  });

  it('opens again when the work fails', async () => {
    const failure = await withLock(project.workplace, () => Promise.reject(new Error('no network'))).catch(String);
    expect(failure).to.equal('Error: no network');
    expect(project.has('.cache/setup.lock')).to.equal(false);
  });
});
