import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TerminalScreen } from './terminal-screen.ts';

const program = join(import.meta.dirname, '../../../src/cli/main.ts');
const COLUMNS = 100;
/** What is drawn together comes together. */
const QUIET_MS = 40;
const PATIENCE_MS = 60_000;

export const keys = { up: '\u001b[A', down: '\u001b[B', enter: '\r', space: ' ', interrupt: '\u0003' } as const;

/** `3bot chat` at a real terminal (a pseudo terminal of the system's), and what stands on it. */
export class ChatTerminal {
  readonly code: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #screen: TerminalScreen;
  #written = '';
  #last = 0;

  constructor(args: readonly string[], { columns = COLUMNS }: { columns?: number } = {}) {
    this.#screen = new TerminalScreen(columns);
    const command = [process.execPath, program, 'chat', ...args].map(quoted).join(' ');
    const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env;
    this.#child = spawn('script', ['-qfec', `stty cols ${columns} rows 50; exec ${command}`, '/dev/null'], {
      env: { ...inherited, TERM: 'xterm-256color', SHELL: '/bin/sh', LC_ALL: 'C.UTF-8', LANGUAGE: '' },
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#written += text;
      this.#screen.write(text);
      this.#last = performance.now();
    });
    this.code = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** Everything that was written to the terminal, with its control sequences. */
  get written(): string {
    return this.#written;
  }

  /** The lines of the terminal, when it has come to rest. */
  async lines(): Promise<string[]> {
    while (performance.now() - this.#last < QUIET_MS) await pause(10);
    return this.#screen.lines;
  }

  /** Waits until these words stand on the terminal. */
  async shows(words: RegExp): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const text = (await this.lines()).join('\n');
      if (words.test(text)) return;
      if (performance.now() > end || this.#child.exitCode !== null) throw new Error(`no ${words} in:\n${text}`);
      await pause(20);
    }
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.type(keys.interrupt);
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.code;
    clearTimeout(late);
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
