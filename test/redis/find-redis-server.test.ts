import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

import { findRedisServer } from '#src/redis/find-redis-server.ts';

describe('findRedisServer', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), '3bot-find-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const program = (...path: string[]) => {
    const file = join(folder, ...path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '', { mode: 0o755 });
    return file;
  };

  it('prefers what it was told, then PATH, then the cache, and Redis to Valkey', () => {
    const env = { PATH: `${join(folder, 'none')}::${join(folder, 'bin')}` };
    const find = (command?: string) => findRedisServer({ command, projectDir: folder, env })?.command;
    expect(find()).to.equal(undefined);
    const cached = program('.cache', 'redis', 'bin', 'redis-server');
    expect(find()).to.equal(cached);
    const valkey = program('bin', 'valkey-server');
    rmSync(cached);
    expect(find()).to.equal(valkey);
    const redis = program('bin', 'redis-server');
    expect(find()).to.equal(redis);
    expect(find(valkey)).to.equal(valkey);
  });

  it('finds nothing rather than something that cannot be run, or that was not asked for', () => {
    const env = { PATH: join(folder, 'bin') };
    mkdirSync(join(folder, 'bin', 'redis-server'), { recursive: true });
    writeFileSync(join(folder, 'bin', 'valkey-server'), '', { mode: 0o644 });
    expect(findRedisServer({ env })).to.equal(null);
    const asked = join(folder, 'missing');
    rmSync(join(folder, 'bin'), { recursive: true });
    program('bin', 'redis-server');
    expect(findRedisServer({ command: asked, env })).to.equal(null);
  });

  it('passes no secrets on', () => {
    program('bin', 'redis-server');
    const env = { PATH: join(folder, 'bin'), SECRET_KEY: 'canary', LANG: 'C' };
    expect(findRedisServer({ env })?.env).to.deep.equal({ PATH: env.PATH, LANG: 'C' });
  });
});
