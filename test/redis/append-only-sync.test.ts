import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';

import { AppendOnlySync } from '#src/redis/append-only-sync.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startEmbeddedRedis } from '#src/redis/embedded-redis.ts';

describe('AppendOnlySync', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), '3bot-sync-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const during = async (work: () => Promise<void>) => {
    const synced: string[] = [];
    const errors: unknown[] = [];
    const sync = new AppendOnlySync(folder, (error) => errors.push(error), {
      everyMs: 20,
      onSync: (path) => synced.push(path.slice(folder.length + 1)),
    });
    sync.start();
    await work();
    await sync.stop();
    expect(errors).to.deep.equal([]);
    return synced;
  };

  it('syncs only while the file grows', async () => {
    const file = join(folder, 'appendonly.aof');
    const synced = await during(async () => {
      await pause(50);
      writeFileSync(file, 'one');
      await pause(100);
      writeFileSync(file, 'two', { flag: 'a' });
      await pause(100);
    });
    expect(synced).to.deep.equal(['appendonly.aof', 'appendonly.aof']);
  });

  it('goes over to the newest increment', async () => {
    const increments = join(folder, 'appendonlydir');
    mkdirSync(increments);
    const write = (sequence: number) => writeFileSync(join(increments, `appendonly.aof.${sequence}.incr.aof`), 'x');
    write(9);
    const synced = await during(async () => {
      await pause(60);
      write(10);
      await pause(60);
      rmSync(join(increments, 'appendonly.aof.9.incr.aof'));
      await pause(60);
    });
    expect(synced).to.deep.equal([9, 10].map((sequence) => `appendonlydir/appendonly.aof.${sequence}.incr.aof`));
  });

  it('follows a real server through a rewrite of its file', async () => {
    const redis = await startEmbeddedRedis({ dataDir: folder });
    const connection = connectRedis(redis.url);
    const data = folder;
    folder = join(data, 'redis');
    const synced = await during(async () => {
      await connection.set('a', '1');
      await pause(100);
      await connection.bgrewriteaof();
      await pause(300);
      await connection.set('a', '2');
      await pause(100);
    });
    folder = data;
    connection.disconnect();
    await redis.stop();
    expect(new Set(synced).size).to.equal(2);
  });
});
