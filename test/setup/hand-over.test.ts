import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { TemporaryProject } from './temporary-project.ts';

describe('handing over to the program', function () {
  this.timeout(20_000);
  let project: TemporaryProject;
  let children: ChildProcess[];
  beforeEach(() => {
    children = [];
    project = new TemporaryProject();
    project.write(
      'program.js',
      `import { appendFileSync } from 'node:fs';
       const note = (text) => appendFileSync('notes', text + '\\n');
       note(['process', process.pid, process.env.GIVEN, ...process.argv.slice(2)].join(' '));
       const [how, code] = process.argv.slice(2);
       if (how === 'exit') process.exitCode = Number(code);
       if (how === 'die') process.kill(process.pid, 'SIGKILL');
       if (how === 'serve') {
         const alive = setInterval(() => {}, 1_000);
         for (const signal of ['SIGINT', 'SIGTERM']) {
           process.on(signal, () => {
             note(signal);
             clearInterval(alive);
             process.exitCode = 7;
           });
         }
         note('ready');
       }`,
    );
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    project.remove();
  });

  /** A process that hands over to the program, on its own Node or on another one. */
  function start(where: 'same' | 'other', ...args: string[]): ChildProcess {
    const other = join(project.root, 'another-node');
    if (where === 'other') symlinkSync(process.execPath, other);
    const node = where === 'same' ? process.execPath : other;
    const text = `
      import { handOver } from './src/setup/hand-over.js';
      const workplace = { root: process.cwd(), cache: '', env: { ...process.env, GIVEN: 'given' }, say() {} };
      await handOver(workplace, ${JSON.stringify(node)}, 'program.js', ${JSON.stringify(args)});`;
    project.write('parent.mjs', text);
    const child = spawn(process.execPath, ['parent.mjs'], { cwd: project.root, stdio: 'inherit' });
    children.push(child);
    return child;
  }

  const notes = () => (project.has('notes') ? project.read('notes').trim().split('\n') : []);

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await pause(10);
  }

  for (const where of ['same', 'other'] as const) {
    describe(`on ${where === 'same' ? 'its own' : 'another'} Node`, () => {
      it('passes arguments, environment and exit code', async () => {
        const [code] = (await once(start(where, 'exit', '3'), 'exit')) as [number];
        expect(code).to.equal(3);
        expect(notes()[0]).to.match(/^process \d+ given exit 3$/);
      });

      it('ends as the program ends', async () => {
        expect(await once(start(where, 'die'), 'exit')).to.deep.equal([null, 'SIGKILL']);
      });

      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        it(`passes ${signal} on and waits for the program`, async () => {
          const child = start(where, 'serve');
          await until(() => notes().includes('ready'));
          child.kill(signal);
          expect(await once(child, 'exit')).to.deep.equal([7, null]);
          expect(notes().slice(2)).to.deep.equal([signal]);
        });
      }
    });
  }

  it('becomes the program on its own Node', async () => {
    const child = start('same', 'exit', '0');
    await once(child, 'exit');
    expect(notes()[0]).to.match(new RegExp(`^process ${child.pid} `));
  });

  it('takes the program along when it is killed', async () => {
    const child = start('other', 'serve');
    await until(() => notes().includes('ready'));
    const pid = Number(notes()[0]?.split(' ')[1]);
    expect(pid).not.to.equal(child.pid);
    child.kill('SIGKILL');
    await until(() => notes().includes('SIGTERM'));
    await until(() => !isAlive(pid));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
