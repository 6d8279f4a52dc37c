import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';

import type { SecretVault } from '#src/conversation/index.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import type { MasterKey } from './master-key.ts';

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A secret cannot be had: gone, expired, never there or somebody else's. Which of them is nobody's business. */
export class SecretUnavailable extends Error {
  readonly code = 'SECRET_UNAVAILABLE';

  constructor() {
    super('This secret is no longer there. Please enter it again.');
    this.name = 'SecretUnavailable';
  }
}

/** The master key does not fit what is stored. */
export class WrongMasterKey extends Error {
  readonly code = 'WRONG_MASTER_KEY';

  constructor() {
    super('Secrets were encrypted with another master key: restore SECRET_KEY, or master.key in the data folder.');
    this.name = 'WrongMasterKey';
  }
}

export interface RedisSecretVaultOptions {
  redis: Redis;
  /** Begins every key. */
  prefix: string;
  masterKey: MasterKey;
}

/**
 * Secrets in Redis, in two envelopes: each is encrypted with its owner's key, and that key with the master key. Moving a
 * value to another owner or another handle makes it unreadable.
 */
export class RedisSecretVault implements SecretVault {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #masterKey: MasterKey;

  constructor({ redis, prefix, masterKey }: RedisSecretVaultOptions) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#masterKey = masterKey;
  }

  async seal(owner: string, plaintext: string, ttlMs: number): Promise<string> {
    const handle = `secret://${randomBytes(24).toString('base64url')}`;
    await this.#store(owner, handle, plaintext, Math.max(1, Math.trunc(ttlMs)));
    return handle;
  }

  /** Keeps a secret until it is shredded. The same name of the same owner is the same handle: again replaces it. */
  async keep(owner: string, name: string, plaintext: string): Promise<string> {
    const digest = createHash('sha256')
      .update(JSON.stringify([owner, name]))
      .digest();
    const handle = `secret://${digest.subarray(0, 24).toString('base64url')}`;
    await this.#store(owner, handle, plaintext);
    return handle;
  }

  async #store(owner: string, handle: string, plaintext: string, ttlMs?: number): Promise<void> {
    const key = await this.#ownersKey(owner);
    const bytes = Buffer.from(plaintext, 'utf8');
    try {
      const sealed = encrypt(key, bytes, bindingOf('secret', owner, handle));
      await orTrouble(
        ttlMs === undefined
          ? this.#redis.set(this.#keyOf(handle), sealed)
          : this.#redis.set(this.#keyOf(handle), sealed, 'PX', ttlMs),
      );
    } finally {
      bytes.fill(0);
      key.fill(0);
    }
  }

  async open(owner: string, handle: string): Promise<string> {
    if (!isHandle(handle)) throw new SecretUnavailable();
    const sealed = await orTrouble(this.#redis.getBuffer(this.#keyOf(handle)));
    if (!sealed) throw new SecretUnavailable();
    const key = await this.#ownersKey(owner);
    let bytes: Buffer | null = null;
    try {
      bytes = decrypt(key, sealed, bindingOf('secret', owner, handle));
      if (!bytes) throw new SecretUnavailable();
      return bytes.toString('utf8');
    } finally {
      bytes?.fill(0);
      key.fill(0);
    }
  }

  async shred(handle: string): Promise<void> {
    if (isHandle(handle)) await orTrouble(this.#redis.del(this.#keyOf(handle)));
  }

  /** Unwraps the owner's key, made when first needed. The caller wipes it. */
  async #ownersKey(owner: string): Promise<Buffer> {
    const name = `${this.#prefix}key:${owner}`;
    const binding = bindingOf('owner', owner);
    const wrapping = this.#masterKey.derive('secret-vault');
    try {
      let wrapped = await orTrouble(this.#redis.getBuffer(name));
      if (!wrapped) {
        const fresh = randomBytes(KEY_BYTES);
        await orTrouble(this.#redis.set(name, encrypt(wrapping, fresh, binding), 'NX'));
        fresh.fill(0);
        // Another program may have been first: what is stored counts.
        wrapped = await orTrouble(this.#redis.getBuffer(name));
      }
      const key = wrapped && decrypt(wrapping, wrapped, binding);
      if (!key) throw new WrongMasterKey();
      return key;
    } finally {
      wrapping.fill(0);
    }
  }

  #keyOf(handle: string): string {
    return `${this.#prefix}secret:${handle.slice('secret://'.length)}`;
  }
}

function isHandle(handle: string): boolean {
  return /^secret:\/\/[\w-]{32}$/.test(handle);
}

/** What a value is bound to: opened as anything else, it fails. */
function bindingOf(...parts: string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, ...parts]), 'utf8');
}

/** `version, iv, tag, ciphertext` (AES-256-GCM). */
function encrypt(key: Buffer, plaintext: Buffer, binding: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(binding);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), ciphertext]);
}

/** Null when the value is not what it should be. */
function decrypt(key: Buffer, sealed: Buffer, binding: Buffer): Buffer | null {
  if (sealed.length < 1 + IV_BYTES + TAG_BYTES || sealed[0] !== VERSION) return null;
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const tag = sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(binding)
    .setAuthTag(tag);
  const start = decipher.update(sealed.subarray(1 + IV_BYTES + TAG_BYTES));
  try {
    const end = decipher.final();
    const plaintext = Buffer.concat([start, end]);
    start.fill(0);
    return plaintext;
  } catch {
    start.fill(0);
    return null;
  }
}
