import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Syncs a server's append-only file to the disk once a second while it grows: a loss of power costs the last second at
 * most. Beside the server and not by it, because a server that syncs by itself answers before it has written.
 */
export class AppendOnlySync {
  readonly #folder: string;
  readonly #onError: (error: unknown) => void;
  readonly #everyMs: number;
  readonly #onSync: (path: string) => void;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #open: { path: string; inode: number; file: FileHandle; size: number } | undefined;

  constructor(
    folder: string,
    onError: (error: unknown) => void,
    { everyMs = 1_000, onSync = () => {} }: { everyMs?: number; onSync?: (path: string) => void } = {},
  ) {
    this.#folder = folder;
    this.#onError = onError;
    this.#everyMs = everyMs;
    this.#onSync = onSync;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#sync().catch(this.#onError);
      await pause(this.#everyMs, undefined, { signal, ref: false }).catch(() => {});
    }
    await this.#open?.file.close();
  }

  async #sync(): Promise<void> {
    const path = await this.#newest();
    if (path === null) return;
    const { ino, size } = await stat(path);
    if (this.#open?.path !== path || this.#open.inode !== ino) {
      await this.#open?.file.close();
      this.#open = undefined;
      this.#open = { path, inode: ino, file: await open(path, 'r'), size: 0 };
    }
    if (size === this.#open.size) return;
    await this.#open.file.datasync();
    this.#open.size = size;
    this.#onSync(path);
  }

  /** The file that grows: from version 7 on the newest increment in a folder, before that the one file. */
  async #newest(): Promise<string | null> {
    const folder = join(this.#folder, 'appendonlydir');
    const names = await readdir(folder).catch(() => []);
    const increments = names.filter((name) => name.endsWith('.incr.aof'));
    if (increments.length === 0) {
      const single = join(this.#folder, 'appendonly.aof');
      return (await stat(single).catch(() => null)) ? single : null;
    }
    const sequence = (name: string) => Number(/\.(\d+)\.incr\.aof$/.exec(name)?.[1] ?? 0);
    const newest = increments.reduce((one, other) => (sequence(other) > sequence(one) ? other : one));
    return join(folder, newest);
  }
}
