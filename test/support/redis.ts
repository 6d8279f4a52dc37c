import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where a test finds Redis: `url` is the path of a unix socket (`new Redis(url)`), `prefix` begins all its keys. */
export interface TestRedis {
  url: string;
  /** Ends with `:`, and no other call ever got it. */
  prefix: string;
}

let shared: Promise<OwnTestRedis> | undefined;
let prefixes = 0;

/** The one real redis-server of this process, without persistence, with a key prefix of your own. */
export async function testRedis(): Promise<TestRedis> {
  shared ??= ownTestRedis({ appendOnly: false });
  const { url } = await shared;
  return { url, prefix: freshPrefix() };
}

/** A redis-server that belongs to one test, which may kill it and start it again on the same data. */
export interface OwnTestRedis extends TestRedis {
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the data that the last one left. */
  start(): Promise<void>;
  /** kill -9 and remove its folder. */
  remove(): Promise<void>;
}

/** Starts a redis-server on a unix socket in a folder of its own; `configuration` is given as `--name value`. */
export async function ownTestRedis(
  options: { appendOnly?: boolean; configuration?: { [name: string]: string } } = {},
): Promise<OwnTestRedis> {
  const folder = mkdtempSync(join(tmpdir(), '3bot-test-'));
  const url = join(folder, 'redis.sock');
  const settings = {
    port: '0',
    unixsocket: url,
    unixsocketperm: '700',
    dir: folder,
    save: '',
    appendonly: options.appendOnly === false ? 'no' : 'yes',
    // Written before the answer, so that a kill loses nothing; `everysec` would answer first while it is syncing.
    appendfsync: 'no',
    ...options.configuration,
  };
  let running = await startServer(folder, url, settings);
  return {
    url,
    prefix: freshPrefix(),
    kill: () => running.kill(),
    start: async () => {
      running = await startServer(folder, url, settings);
    },
    remove: async () => {
      await running.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freshPrefix(): string {
  prefixes += 1;
  return `t${process.pid}-${prefixes}:`;
}

/**
 * The shell holds the reading end of a pipe: when this process ends, however it ends, the pipe closes, the server is
 * killed and its folder removed. In a process group of its own, so that Ctrl-C reaches neither of them first.
 */
const guard = `
server=
trap '' INT TERM
"$@" >/dev/null 2>&1 &
server=$!
read -r word
kill -9 $server
wait $server 2>/dev/null
if [ "$word" != keep ]; then rm -rf "$FOLDER"; fi
`;

async function startServer(
  folder: string,
  socket: string,
  settings: { [name: string]: string },
): Promise<{ kill(): Promise<void> }> {
  const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('/bin/sh', ['-c', guard, 'sh', serverCommand(), ...parameters], {
    detached: true,
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.on('error', () => {});
  pipe.unref();
  await untilItAnswers(socket);
  return {
    kill: async () => {
      if (child.exitCode !== null) return;
      child.ref();
      pipe.end('keep\n');
      await ended;
    },
  };
}

function serverCommand(): string {
  return process.env['REDIS_SERVER'] ?? 'redis-server';
}

async function untilItAnswers(socket: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await answers(socket))) {
    if (Date.now() > deadline) throw new Error(`No redis-server answers on ${socket}: is redis-server installed?`);
    await pause(10);
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => connection.write('PING\r\n'));
    connection.once('data', (data) => {
      connection.destroy();
      // With a password set, this is what a stranger gets.
      resolve(/^(\+PONG|-NOAUTH)/.test(data.toString()));
    });
    connection.once('error', () => resolve(false));
  });
}
