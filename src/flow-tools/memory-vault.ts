import type { SecretVault } from '#src/conversation/index.ts';

/** Secrets in memory: what is handed out is a handle, as everywhere. */
export class MemoryVault implements SecretVault {
  readonly #secrets = new Map<string, { owner: string; plaintext: string }>();

  async seal(owner: string, plaintext: string): Promise<string> {
    const handle = `secret://rehearsal/${this.#secrets.size + 1}`;
    this.#secrets.set(handle, { owner, plaintext });
    return handle;
  }

  async open(owner: string, handle: string): Promise<string> {
    const secret = this.#secrets.get(handle);
    if (secret?.owner !== owner) throw new Error('There is no such secret.');
    return secret.plaintext;
  }

  async shred(handle: string): Promise<void> {
    this.#secrets.delete(handle);
  }
}
