import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';

import { MasterKey, masterKey } from '#src/accounts/master-key.ts';

describe('masterKey', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), '3bot-key-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('reads SECRET_KEY in hex and in either base64', async () => {
    const expected = new MasterKey(bytes).derive('test');
    for (const secretKey of [
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      ` ${bytes.toString('hex')}\n`,
    ]) {
      expect((await masterKey({ secretKey, dataDir })).derive('test'), secretKey).to.deep.equal(expected);
    }
    expect(readdirSync(dataDir)).to.deep.equal([]);
  });

  it('refuses any other SECRET_KEY and tells how to make one, without repeating it', async () => {
    for (const secretKey of ['', 'hunter2', 'k'.repeat(40), 'ab'.repeat(31), `${'ab'.repeat(32)}c`]) {
      const message = await refusal(masterKey({ secretKey, dataDir }));
      expect(message).to.equal(
        'MASTER_KEY SECRET_KEY should be 32 random bytes in hex or base64: make one with "openssl rand -hex 32".',
      );
    }
  });

  it('makes a key for its owner alone at the first start, and finds it at the next', async () => {
    const below = join(dataDir, 'not', 'there', 'yet');
    const first = await masterKey({ dataDir: below });
    const second = await masterKey({ dataDir: below });
    expect(second.derive('test')).to.deep.equal(first.derive('test'));
    expect(statSync(join(below, 'master.key')).mode & 0o777).to.equal(0o600);
    expect(readdirSync(below)).to.deep.equal(['master.key']);
  });

  it('makes one key when many start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => masterKey({ dataDir })));
    expect(new Set(keys.map((key) => key.derive('test').toString('hex'))).size).to.equal(1);
    expect(readdirSync(dataDir)).to.deep.equal(['master.key']);
  });

  it('refuses a key that others can read, and one that is damaged', async () => {
    await masterKey({ dataDir });
    const file = join(dataDir, 'master.key');
    for (const mode of [0o644, 0o640, 0o604, 0o660]) {
      chmodSync(file, mode);
      expect(await refusal(masterKey({ dataDir }))).to.include(
        `MASTER_KEY ${file} can be read by others: run "chmod 600`,
      );
    }
    chmodSync(file, 0o600);
    for (const text of ['', 'abc', readFileSync(file, 'utf8').slice(0, 40)]) {
      writeFileSync(file, text);
      expect(await refusal(masterKey({ dataDir }))).to.include(
        'does not hold 32 bytes in hex: restore it from a backup',
      );
    }
  });

  it('gives another key for each purpose, and never shows itself', () => {
    const key = new MasterKey(bytes);
    expect(key.derive('tokens')).not.to.deep.equal(key.derive('secret-vault'));
    expect(key.derive('tokens')).to.deep.equal(new MasterKey(bytes).derive('tokens'));
    for (const shown of [inspect(key), JSON.stringify({ key }), inspect({ key }, { depth: 9, showHidden: true })]) {
      expect(shown).not.to.match(/fffefd|255, 254|\/\/79/i);
    }
  });
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'It was not refused.',
    (error: Error & { code?: string }) => `${error.code} ${error.message}`,
  );
}
