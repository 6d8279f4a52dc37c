import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A wizard that can be killed and started again on the same port, as a person would meet it. */
export class MortalWizard {
  readonly address: string;
  readonly #port: number;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(port: number, env: Record<string, string>) {
    this.#port = port;
    this.#env = env;
    this.address = `http://127.0.0.1:${port}`;
  }

  static async create(env: Record<string, string>): Promise<MortalWizard> {
    return new MortalWizard(await freePort(), env);
  }

  /** Resolves when it listens, or with `killed` when a fail point was reached before that. */
  async start(failAt?: string): Promise<'listening' | 'killed'> {
    const { FAIL_AT: _none, ...inherited } = process.env;
    const child = fork(new URL('./serve.ts', import.meta.url), {
      env: {
        ...inherited,
        ...this.#env,
        NODE_ENV: 'test',
        PORT: String(this.#port),
        ...(failAt === undefined ? {} : { FAIL_AT: failAt }),
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    return await Promise.race([
      once(child, 'message').then(() => 'listening' as const),
      once(child, 'exit').then(([code, signal]) => {
        if (signal !== 'SIGKILL') throw new Error(`the wizard ended with ${String(code)} ${String(signal)}`);
        return 'killed' as const;
      }),
    ]);
  }

  get dead(): boolean {
    return this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async kill(): Promise<void> {
    if (this.dead || !this.#child) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
