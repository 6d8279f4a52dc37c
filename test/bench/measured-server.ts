import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import type { Report } from './report.ts';

/** A server in a process of its own, pinned to the first core where that is possible; the load runs on the others. */
export class MeasuredServer {
  readonly address: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.address = address;
  }

  static async start(script: string, env: Record<string, string>): Promise<MeasuredServer> {
    const child = fork(new URL(script, import.meta.url), {
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [message] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`${script} ended with ${String(code)}`))),
    ])) as [{ address: string }];
    return new MeasuredServer(child, message.address);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async report(collect = false): Promise<Report> {
    const answer = once(this.#child, 'message');
    this.#child.send(collect ? 'collect' : 'report');
    const [report] = (await answer) as [Report];
    return report;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
