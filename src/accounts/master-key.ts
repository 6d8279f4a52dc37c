import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

const LENGTH = 32;

/** The key all other keys come from. Nothing prints it, and nobody gets it: one asks for a key for a purpose. */
export class MasterKey {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    if (bytes.length !== LENGTH)
      throw new MasterKeyError(`The master key should have ${LENGTH} bytes: it has ${bytes.length}.`);
    this.#bytes = bytes;
  }

  /** The key for one purpose (HKDF, SHA-256). The caller wipes it after use, or keeps it as closely as this one. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '3bot-chat-wizard', purpose, LENGTH));
  }

  toJSON(): string {
    return '[master key]';
  }

  [inspect.custom](): string {
    return '[master key]';
  }
}

/** The master key cannot be used, with the way out. */
export class MasterKeyError extends Error {
  readonly code = 'MASTER_KEY';

  constructor(message: string) {
    super(message);
    this.name = 'MasterKeyError';
  }
}

/** The master key of `SECRET_KEY`, else the one in the data folder, which is made at the first start. */
export async function masterKey(options: { secretKey?: string | undefined; dataDir: string }): Promise<MasterKey> {
  const { secretKey, dataDir } = options;
  if (secretKey !== undefined) {
    const bytes = decoded(secretKey.trim());
    if (bytes) return new MasterKey(bytes);
    throw new MasterKeyError(
      `SECRET_KEY should be ${LENGTH} random bytes in hex or base64: make one with "openssl rand -hex ${LENGTH}".`,
    );
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'master.key');
  return (await readKey(file)) ?? (await makeKey(file));
}

async function readKey(file: string): Promise<MasterKey | null> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return null;
  if ((found.mode & 0o077) !== 0) {
    throw new MasterKeyError(
      `${file} can be read by others: run "chmod 600 ${file}", and think about who has seen it.`,
    );
  }
  const bytes = decoded((await readFile(file, 'utf8')).trim());
  if (bytes) return new MasterKey(bytes);
  throw new MasterKeyError(
    `${file} does not hold ${LENGTH} bytes in hex: restore it from a backup. Without it, secrets that people entered are lost; to begin anew, remove it.`,
  );
}

/** Two programs may start at once: the first to link its file has made the key, the other one reads it. */
async function makeKey(file: string): Promise<MasterKey> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(LENGTH).toString('hex')}\n`);
    await handle.sync();
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await handle.close();
    await unlink(draft);
  }
  const key = await readKey(file);
  if (!key) throw new MasterKeyError(`${file} was removed while it was being made: start again.`);
  return key;
}

function decoded(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  // 43 characters and perhaps the padding, in either alphabet.
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  return null;
}
