import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { eventually } from './eventually.ts';
import { startGuarded } from './guarded-process.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

describe('a guarded process', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder('guarded');
  });
  afterEach(() => folder.remove());

  const log = (): string => join(folder.path, 'log');

  it('says how it ended, and keeps what it said', async () => {
    const guarded = startGuarded(['/bin/sh', '-c', 'echo one; echo two >&2; exit 7'], { log: log() });
    expect(await guarded.untilEnded()).to.equal(7);
    expect(guarded.hasEnded()).to.equal(true);
    expect(readFileSync(log(), 'utf8')).to.equal('one\ntwo\n');
  });

  it('gets the signals that are sent to it', async () => {
    const script = 'trap "echo asked; exit 3" TERM; echo ready; while :; do sleep 0.05; done';
    const guarded = startGuarded(['/bin/sh', '-c', script], { log: log() });
    await eventually(async () => existsSync(log()) && readFileSync(log(), 'utf8').includes('ready'));
    guarded.signal('TERM');
    expect(await guarded.untilEnded()).to.equal(3);
    expect(readFileSync(log(), 'utf8')).to.contain('asked');
  });

  it('is gone when it has been killed', async () => {
    const guarded = startGuarded(['/bin/sh', '-c', 'echo $$; exec sleep 600'], { log: log() });
    const pid = await pidOf();
    await guarded.kill();
    expect(isAlive(pid)).to.equal(false);
  });

  it('ends with whoever started it, and so does a temporary folder, even when that is killed', async () => {
    const script = `
      import { startGuarded } from ${JSON.stringify(join(import.meta.dirname, 'guarded-process.ts'))};
      import { temporaryFolder } from ${JSON.stringify(join(import.meta.dirname, 'temporary-folder.ts'))};
      console.log(temporaryFolder('orphan').path);
      startGuarded(['/bin/sh', '-c', 'echo $$; exec sleep 600'], { log: ${JSON.stringify(log())} });
      setInterval(() => {}, 1_000);`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
    );
    const pid = await pidOf();
    expect(isAlive(pid)).to.equal(true);
    expect(existsSync(orphan)).to.equal(true);
    parent.kill('SIGKILL');
    await eventually(async () => !isAlive(pid) && !existsSync(orphan));
  });

  const pidOf = (): Promise<number> =>
    eventually(async () => existsSync(log()) && (Number(readFileSync(log(), 'utf8').trim()) || undefined));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
