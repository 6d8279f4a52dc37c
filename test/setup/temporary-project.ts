import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project of its own in the system's temporary folder: the real set-up, and programs that only note they were called. */
export class TemporaryProject {
  readonly root = mkdtempSync(join(tmpdir(), '3bot-set-up-'));
  readonly programs = join(this.root, 'programs');
  readonly said: string[] = [];
  /** PATH holds what set-up itself needs of the system's programs, and ours before them. */
  readonly env: NodeJS.ProcessEnv = { PATH: this.programs, HOME: this.root };
  readonly workplace = {
    root: this.root,
    cache: join(this.root, '.cache'),
    env: this.env,
    say: (line: string) => void this.said.push(line),
  };

  constructor() {
    mkdirSync(this.programs);
    // Some tests run set-up as an unprivileged user.
    for (const folder of [this.root, this.programs]) chmodSync(folder, 0o777);
    this.write('package.json', JSON.stringify({ name: 'temporary', type: 'module' }));
    this.write('package-lock.json', '{}');
    cpSync(join(import.meta.dirname, '../../src/setup'), join(this.root, 'src/setup'), { recursive: true });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** A program on PATH that notes how it was called, then does what the shell script says. */
  program(name: string, script: string): void {
    const note = `echo "${name} $*" >> "${join(this.root, 'calls')}"`;
    writeFileSync(join(this.programs, name), `#!/bin/sh\nPATH=$PATH:/usr/bin:/bin\n${note}\n${script}\n`, {
      mode: 0o755,
    });
  }

  /** How programs were called since the last look. */
  calls(): string[] {
    if (!this.has('calls')) return [];
    const calls = this.read('calls').trim().split('\n');
    rmSync(join(this.root, 'calls'));
    return calls;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
