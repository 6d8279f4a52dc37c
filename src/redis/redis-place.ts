import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The longest path every system takes for a unix socket. */
const LONGEST_SOCKET_PATH = 100;

/** Where an embedded server listens. */
export type RedisPlace =
  | { kind: 'socket'; url: string; folder: string }
  | { kind: 'tcp'; url: string; port: number; password: string };

/** A unix socket in a folder that only we may enter, always the same one for a data folder; null if none will do. */
export function socketPlace(dataFolder: string): RedisPlace | null {
  const name = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 12);
  for (const base of [tmpdir(), '/tmp']) {
    const folder = privateFolder(base, `3bot-${process.getuid?.() ?? 0}-${name}`);
    if (folder === null) continue;
    const url = join(folder, 'redis.sock');
    if (Buffer.byteLength(url) <= LONGEST_SOCKET_PATH) return { kind: 'socket', url, folder };
  }
  return null;
}

/** A free port on loopback, behind a random password, since every user of the machine can reach it. */
export async function tcpPlace(): Promise<RedisPlace> {
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  return { kind: 'tcp', url: `redis://:${password}@127.0.0.1:${port}`, port, password };
}

/** Nobody else may have made the folder before us, or have a way into it. */
function privateFolder(base: string, name: string): string | null {
  const folder = join(base, name);
  try {
    mkdirSync(folder, { mode: 0o700, recursive: false });
  } catch {
    // It is there already, or the base is not.
  }
  try {
    const { uid } = lstatSync(folder);
    if (lstatSync(folder).isDirectory() && uid === process.getuid?.()) {
      chmodSync(folder, 0o700);
      return folder;
    }
    return mkdtempSync(join(base, '3bot-'));
  } catch {
    return null;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('There is no free port on 127.0.0.1.'));
      });
    });
  });
}
