import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { AppendOnlySync } from './append-only-sync.ts';
import { askRedis, connectionTo, untilRedisAnswers } from './ask-redis.ts';
import { findRedisServer } from './find-redis-server.ts';
import { redisConfiguration } from './redis-configuration.ts';
import { type RedisPlace, socketPlace, tcpPlace } from './redis-place.ts';

/** Exit codes of `guard-redis.sh`. */
const IN_USE = 75;
/** How long a server that is ending, on the same data, is waited for. */
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 5_000;

const guard = fileURLToPath(new URL('./guard-redis.sh', import.meta.url));
const projectDir = fileURLToPath(new URL('../..', import.meta.url));

export interface EmbeddedRedisOptions {
  /** The data is in `redis` below this folder. */
  dataDir: string;
  /** A server program to use, whatever else there is. */
  command?: string | undefined;
  /** A unix socket where there can be one; `tcp` is for systems without. */
  transport?: 'socket' | 'tcp';
  /** The server ended unasked and is being started again, or its data cannot be synced. */
  onTrouble?: (error: unknown) => void;
}

/** A Redis that lives as long as the programs that use it. */
export interface EmbeddedRedis {
  /** A socket's path or a `redis://` address: the same one for as long as this program runs. */
  url: string;
  /** Another program of this data folder had started it. */
  adopted: boolean;
  /** Lets go of it. The last one to do so ends it, with everything written. */
  stop(): Promise<void>;
}

/**
 * Starts a real Redis server on a data folder, or joins the one that runs there. It ends when the last program that uses
 * it ends, in whatever way; when it ends by itself, it is started again at the same address.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const server = new Server(options);
  await server.begin();
  return server;
}

/** Why an embedded server cannot run, with the way out. */
export class EmbeddedRedisError extends Error {
  readonly code = 'EMBEDDED_REDIS';

  constructor(message: string) {
    super(message);
    this.name = 'EmbeddedRedisError';
  }
}

class Server implements EmbeddedRedis {
  readonly #options: EmbeddedRedisOptions;
  readonly #folder: string;
  readonly #sync: AppendOnlySync;
  readonly #stopping = new AbortController();
  #place: RedisPlace | undefined;
  #socketWorks: boolean;
  #url = '';
  /** The writing end of the pipe: while this is open, the server lives. */
  #hold: number | undefined;
  #child: ChildProcess | undefined;
  #connection: Socket | undefined;
  /** Resolves when the server has ended. */
  #gone: Promise<void> = Promise.resolve();
  #restarting: Promise<void> | undefined;

  constructor(options: EmbeddedRedisOptions) {
    this.#options = options;
    this.#folder = join(resolve(options.dataDir), 'redis');
    this.#socketWorks = options.transport !== 'tcp';
    this.#sync = new AppendOnlySync(this.#folder, (error) => options.onTrouble?.(error));
  }

  get url(): string {
    return this.#url;
  }

  get adopted(): boolean {
    return this.#child === undefined;
  }

  async begin(): Promise<void> {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      accessSync(this.#folder, constants.W_OK);
    } catch {
      throw new EmbeddedRedisError(
        `The folder ${this.#folder} cannot be made or written to: set DATA_DIR to one that you may write to.`,
      );
    }
    await this.#startOrJoin();
    this.#sync.start();
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    await this.#restarting;
    await this.#sync.stop();
    this.#letGo();
    await this.#ended();
    this.#connection?.destroy();
  }

  async #startOrJoin(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!this.#stopping.signal.aborted) {
      const { reader, guarded } = this.#holdPipe();
      try {
        if (await this.#join(guarded)) return;
        if (await this.#start(reader)) return;
      } catch (error) {
        this.#letGo();
        throw error;
      } finally {
        closeSync(reader);
      }
      if (Date.now() > deadline) {
        this.#letGo();
        throw new EmbeddedRedisError(
          `Another Redis server uses ${this.#folder} and does not answer: end it, or set DATA_DIR to another folder.`,
        );
      }
      await pause(50);
    }
  }

  /** Opens both ends of the pipe: the reading one for a guard of ours, unless one reads there already. */
  #holdPipe(): { reader: number; guarded: boolean } {
    this.#letGo();
    const pipe = join(this.#folder, 'hold');
    if (!existsSync(pipe)) spawnSync('mkfifo', ['-m', '600', pipe]);
    if (!existsSync(pipe)) {
      throw new EmbeddedRedisError(
        `No pipe can be made in ${this.#folder}: set DATA_DIR to a folder on a local disk that you may write to.`,
      );
    }
    const guarded = hasReader(pipe);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#hold = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    return { reader, guarded };
  }

  #letGo(): void {
    if (this.#hold !== undefined) closeSync(this.#hold);
    this.#hold = undefined;
  }

  /** Uses the server that runs on this data. False when there is none, or when it is about to end. */
  async #join(guarded: boolean): Promise<boolean> {
    const url = read(join(this.#folder, 'url'));
    if (url === '' || !(await askRedis(url, 'PING'))) return false;
    if (!guarded) {
      // Somebody killed the guard: nothing would end this server. One with a guard takes its place.
      await askRedis(url, 'SHUTDOWN');
      return false;
    }
    this.#connection = await connectionTo(url).catch(() => undefined);
    // It may have lost its last user before we held the pipe.
    if (!this.#connection || read(join(this.#folder, 'url')) !== url) {
      this.#connection?.destroy();
      return false;
    }
    this.#child = undefined;
    this.#url = url;
    this.#follow(new Promise((done) => this.#connection?.once('close', done)));
    return true;
  }

  /** Starts a server. False when another one has the data. */
  async #start(reader: number): Promise<boolean> {
    const server = findRedisServer({ command: this.#options.command, projectDir });
    if (server === null) {
      throw new EmbeddedRedisError(
        this.#options.command === undefined
          ? 'There is no redis-server or valkey-server on this machine: install one, or set REDIS_URL to a Redis you have.'
          : `${this.#options.command} is not a program: name a redis-server, or set REDIS_URL to a Redis you have.`,
      );
    }
    const place = (this.#place ??= await this.#choosePlace());
    const draft = join(this.#folder, `draft-${randomUUID()}`);
    writeFileSync(`${draft}.conf`, redisConfiguration(this.#folder, place), { mode: 0o600 });
    writeFileSync(`${draft}.url`, place.url, { mode: 0o600 });
    const sockets = place.kind === 'socket' ? place.folder : '/nonexistent';
    if (place.kind === 'socket') mkdirSync(place.folder, { recursive: true, mode: 0o700 });
    const child = spawn('/bin/sh', [guard, this.#folder, draft, sockets, server.command], {
      // In a session of its own, so that what a terminal sends to us does not reach it.
      detached: true,
      env: server.env,
      stdio: [reader, 'ignore', 'ignore'],
    });
    const exit = new Promise<number | null>((done) => child.once('exit', done).once('error', () => done(null)));
    child.unref();
    const code = await untilRedisAnswers(place.url, `${draft}.url`, exit);
    rmSync(`${draft}.conf`, { force: true });
    rmSync(`${draft}.url`, { force: true });
    if (code === IN_USE) return false;
    if (code !== undefined) return this.#otherPlace(place);
    this.#child = child;
    this.#url = place.url;
    this.#follow(exit);
    return true;
  }

  /** When the server ends although somebody still uses it, a new one takes its place. */
  #follow(end: Promise<unknown>): void {
    this.#gone = end.then(() => {});
    void this.#gone.then(() => this.#again());
  }

  async #choosePlace(): Promise<RedisPlace> {
    return (this.#socketWorks ? socketPlace(this.#folder) : null) ?? (await tcpPlace());
  }

  /** The server could not start. Where the place was the reason another one is tried, unless we promised this one. */
  #otherPlace(place: RedisPlace): false {
    const log = read(join(this.#folder, 'redis.log')).trim().split('\n');
    const promised = this.#url !== '';
    if (!promised && place.kind === 'socket' && log.some((line) => /unix socket/i.test(line))) {
      this.#socketWorks = false;
      this.#place = undefined;
      return false;
    }
    if (!promised && place.kind === 'tcp' && log.some((line) => /address already in use/i.test(line))) {
      this.#place = undefined;
      return false;
    }
    throw new EmbeddedRedisError(
      `Redis could not start on ${this.#folder}. It said: ${log.slice(-3).join(' ')} Mend that, or set REDIS_URL.`,
    );
  }

  #again(): void {
    if (this.#stopping.signal.aborted || this.#restarting) return;
    this.#connection?.destroy();
    this.#restarting = this.#restart().finally(() => {
      this.#restarting = undefined;
    });
  }

  async #restart(): Promise<void> {
    this.#options.onTrouble?.(new EmbeddedRedisError('Redis ended unexpectedly and is being started again.'));
    for (let wait = 50; !this.#stopping.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#startOrJoin();
        return;
      } catch (error) {
        this.#options.onTrouble?.(error);
        await pause(wait, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
      }
    }
  }

  /** Resolves when the server is gone, or when it turns out that others still use it. */
  async #ended(): Promise<void> {
    const address = join(this.#folder, 'url');
    // The guard takes the address away as soon as nobody holds the pipe.
    for (let tries = 0; tries < 50 && existsSync(address); tries++) await Promise.race([this.#gone, pause(10)]);
    if (existsSync(address)) return;
    this.#child?.ref();
    this.#connection?.ref();
    await this.#gone;
  }
}

/** Whether somebody has the pipe open for reading. */
function hasReader(pipe: string): boolean {
  try {
    closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch {
    return false;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
