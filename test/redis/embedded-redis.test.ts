import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { Redis } from 'ioredis';

import { checkRedis } from '#src/redis/check-redis.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '#src/redis/embedded-redis.ts';
import { RedisSessionStore } from '#src/sessions/redis-session-store.ts';
import { aCommit, anEffect } from '#test/contracts/session-store.contract.ts';

const program = fileURLToPath(new URL('./use-embedded-redis.ts', import.meta.url));

describe('the embedded Redis', function () {
  this.timeout(20_000);
  const running: EmbeddedRedis[] = [];
  const programs: ChildProcess[] = [];
  const connections: Redis[] = [];
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), '3bot-data-'));
  });

  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.disconnect();
    for (const child of programs.splice(0)) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map((redis) => redis.stop()));
    await until(() => servers(dataDir).length === 0);
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (options: Partial<Parameters<typeof startEmbeddedRedis>[0]> = {}) => {
    const redis = await startEmbeddedRedis({ dataDir, ...options });
    running.push(redis);
    return redis;
  };

  const connect = (url: string) => {
    const connection = connectRedis(url);
    connections.push(connection);
    return connection;
  };

  /** Another program on the same data folder. */
  const use = async (command?: string) => {
    const child = spawn(process.execPath, [program, dataDir, ...(command === undefined ? [] : [command])], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    programs.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, ...(JSON.parse(line.toString()) as { url: string; adopted: boolean }) };
  };

  it('starts, keeps what it acknowledged, and is gone when stopped', async () => {
    const redis = await start();
    expect(redis.adopted).to.equal(false);
    await connect(redis.url).set('a', '1');
    await redis.stop();
    expect(servers(dataDir)).to.deep.equal([]);
    const again = await start();
    expect(again.url).to.equal(redis.url);
    expect(await connect(again.url).get('a')).to.equal('1');
  });

  it('has nothing to complain about', async () => {
    expect(await checkRedis(connect((await start()).url))).to.deep.equal([]);
  });

  it('keeps strangers out: private folders, no network port, no secrets in its environment', async () => {
    process.env['SECRET_KEY'] = 'canary-of-the-environment';
    const { url } = await start().finally(() => delete process.env['SECRET_KEY']);
    expect(statSync(dirname(url)).mode & 0o777).to.equal(0o700);
    expect(statSync(join(dataDir, 'redis')).mode & 0o777).to.equal(0o700);
    expect(statSync(join(dataDir, 'redis', 'redis.conf')).mode & 0o777).to.equal(0o600);
    expect(await connect(url).config('GET', 'port')).to.deep.equal(['port', '0']);
    for (const server of servers(dataDir)) {
      expect(readFileSync(`/proc/${server}/environ`, 'utf8')).not.to.include('canary');
    }
  });

  it('ends within two seconds of a kill -9 of its only user, and leaves no process behind', async () => {
    const { child, url } = await use();
    await connect(url).set('a', '1');
    expect(servers(dataDir).length).to.be.above(0);
    const since = Date.now();
    child.kill('SIGKILL');
    await until(() => servers(dataDir).length === 0);
    expect(Date.now() - since).to.be.below(2_000);
  });

  it('lives on while somebody else uses it, and ends with the last one', async () => {
    const first = await use();
    const second = await start();
    expect([first.adopted, second.adopted, second.url]).to.deep.equal([false, true, first.url]);
    const third = await use();
    expect(third.adopted).to.equal(true);
    const connection = connect(second.url);
    await connection.set('a', '1');
    const [server] = servers(dataDir);
    first.child.kill('SIGKILL');
    await pause(500);
    expect(await connection.get('a')).to.equal('1');
    expect(servers(dataDir)).to.include(server);
    third.child.stdin?.write('stop\n');
    await once(third.child, 'exit');
    expect(await connection.get('a')).to.equal('1');
    await second.stop();
    await until(() => servers(dataDir).length === 0);
  });

  it('is never started twice on the same data, however many start at once', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => start()));
    expect(users.filter(({ adopted }) => !adopted)).to.have.length(1);
    expect(new Set(users.map(({ url }) => url)).size).to.equal(1);
    expect(redisServers(dataDir)).to.have.length(1);
    await Promise.all(users.map((user) => user.stop()));
    await until(() => servers(dataDir).length === 0);
  });

  it('starts again right after its last user was killed, on the same data', async () => {
    for (let round = 1; round <= 5; round++) {
      const { child, url } = await use();
      const connection = connect(url);
      expect(await connection.incr('rounds')).to.equal(round);
      child.kill('SIGKILL');
      connection.disconnect();
    }
  });

  it('loses nothing when it is killed together with its user', async () => {
    const { child, url } = await use();
    const connection = connect(url);
    let saved = 0;
    const writing = (async () => {
      while (true) saved = await connection.incr('count');
    })().catch(() => {});
    await pause(300);
    const victims = servers(dataDir);
    child.kill('SIGKILL');
    for (const victim of victims) process.kill(victim, 'SIGKILL');
    await writing;
    const again = await start();
    expect(Number(await connect(again.url).get('count'))).to.be.at.least(saved);
    expect(saved).to.be.above(50);
  });

  it('is started again at the same address when it crashes, by whoever uses it', async () => {
    const troubles: unknown[] = [];
    const redis = await start({ onTrouble: (error) => troubles.push(error) });
    const other = await start();
    const connection = connect(redis.url);
    for (let round = 1; round <= 3; round++) {
      await connection.incr('rounds');
      for (const server of redisServers(dataDir)) process.kill(server, 'SIGKILL');
      await until(() =>
        connection.get('rounds').then(
          (rounds) => rounds === `${round}`,
          () => false,
        ),
      );
      expect(redisServers(dataDir)).to.have.length(1);
    }
    expect([redis.url, troubles.length > 0]).to.deep.equal([other.url, true]);
  });

  it('does not outlive its users when somebody killed its guard', async () => {
    const redis = await start();
    const connection = connect(redis.url);
    await connection.set('a', '1');
    const [server] = redisServers(dataDir);
    for (const guard of servers(dataDir)) if (guard !== server) process.kill(guard, 'SIGKILL');
    await until(() =>
      connection.get('a').then(
        (value) => value === '1' && !redisServers(dataDir).includes(server ?? 0),
        () => false,
      ),
    );
    await redis.stop();
    await until(() => servers(dataDir).length === 0);
  });

  it('keeps its socket where the path is short, however deep the data folder', async () => {
    const deep = join(dataDir, 'a-very-long-name-of-a-folder '.repeat(6), 'with "quotes" and \\');
    mkdirSync(deep, { recursive: true });
    const redis = await start({ dataDir: deep });
    expect(Buffer.byteLength(redis.url)).to.be.below(100);
    expect(await connect(redis.url).set('a', '1')).to.equal('OK');
    await redis.stop();
  });

  it('can listen on loopback behind a password instead', async () => {
    const redis = await start({ transport: 'tcp' });
    const { hostname, port, password } = new URL(redis.url);
    expect([hostname, password.length]).to.deep.equal(['127.0.0.1', 48]);
    expect(await connect(redis.url).set('a', '1')).to.equal('OK');
    const stranger = new Redis(Number(port), '127.0.0.1', { retryStrategy: () => null, enableReadyCheck: false });
    connections.push(stranger);
    stranger.on('error', () => {});
    expect(
      await stranger.get('a').then(
        () => null,
        (error: Error) => error.message,
      ),
    ).to.match(/NOAUTH/);
    const joined = await start({ transport: 'tcp' });
    expect([joined.adopted, joined.url]).to.deep.equal([true, redis.url]);
    for (const server of servers(dataDir)) {
      expect(readFileSync(`/proc/${server}/cmdline`, 'utf8')).not.to.include(password);
    }
  });

  it('says in one sentence why it cannot start', async () => {
    const messages = [
      await refusal(start({ command: join(dataDir, 'nothing') })),
      await refusal(start({ command: script(dataDir, 'broken', 'echo "no luck today"; exit 3') })),
    ];
    expect(messages[0]).to.match(/nothing is not a program: name a redis-server, or set REDIS_URL/);
    expect(messages[1]).to.match(/could not start on .* It said: no luck today/);
    writeFileSync(join(dataDir, 'file'), '');
    expect(await refusal(start({ dataDir: join(dataDir, 'file') }))).to.match(
      /^The folder .*file.* cannot be made or written to: set DATA_DIR to one that you may write to\.$/,
    );
  });

  it('tells that the disk is full, and goes on when there is room', async () => {
    // A file that may not grow is what a full disk looks like to the server.
    const limited = script(dataDir, 'limited', 'trap \'\' XFSZ\nulimit -S -f 32\nexec redis-server "$@"');
    const redis = connect((await start({ command: limited })).url);
    let trouble: unknown;
    for (let number = 0; number < 200 && trouble === undefined; number++) {
      const written = await redis.set(`k${number}`, 'x'.repeat(1_000)).catch((error: unknown) => error);
      if (written instanceof Error) trouble = written;
    }
    expect(String(trouble)).to.include('MISCONF');
    const store = new RedisSessionStore({ redis, prefix: 'p:', ttlSeconds: 60 });
    const commit = aCommit('c1', 0, { outbox: [anEffect('c1', 'e')] });
    const refused = await store.commit(commit).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).to.include({ code: 'REDIS_DISK' });
    expect(String(refused)).to.include('Make room on the disk of its data folder');
    const findings = await checkRedis(redis);
    expect(findings.map(({ code }) => code)).to.deep.equal(['REDIS_DISK']);
    for (const server of redisServers(dataDir)) execFileSync('prlimit', [`--pid=${server}`, '--fsize=unlimited']);
    await until(() =>
      redis.set('after', '1').then(
        () => true,
        () => false,
      ),
    );
    expect(await checkRedis(redis)).to.deep.equal([]);
    expect((await store.commit(commit)).type).to.equal('saved');
    expect(await store.unsettled(0, 10)).to.have.length(1);
  });
});

/** Everything that runs for a data folder: servers and their guards. */
function servers(dataDir: string): number[] {
  return execFileSync('ps', ['-ww', '-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => !/^\s*\d+\s+Z/.test(line) && line.includes(`${dataDir}/`) && !line.includes(program))
    .map((line) => Number.parseInt(line, 10))
    .concat(redisServers(dataDir))
    .filter((one, index, all) => all.indexOf(one) === index);
}

/** The servers themselves, by where they work: they overwrite their command line. */
function redisServers(dataDir: string): number[] {
  return execFileSync('ps', ['-eo', 'pid=,comm='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /redis|valkey/.test(line))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => folderOf(pid).startsWith(dataDir));
}

function folderOf(pid: number): string {
  try {
    return execFileSync('readlink', [`/proc/${pid}/cwd`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function script(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'It was not refused.',
    (error: Error) => error.message,
  );
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen within ten seconds.');
    await pause(20);
  }
}
