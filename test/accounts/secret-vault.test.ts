import { expect } from 'chai';
import { Redis } from 'ioredis';

import { MasterKey } from '#src/accounts/master-key.ts';
import { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { testRedis } from '#test/support/redis.ts';

const day = 24 * 60 * 60 * 1_000;

describe('RedisSecretVault', () => {
  const masterKey = new MasterKey(Buffer.alloc(32, 7));
  let redis: Redis;
  let prefix: string;
  let vault: RedisSecretVault;

  beforeEach(async () => {
    const place = await testRedis();
    prefix = place.prefix;
    redis = connectRedis(place.url);
    vault = new RedisSecretVault({ redis, prefix, masterKey });
  });

  afterEach(() => redis.disconnect());

  it('gives a secret back to its owner, byte for byte', async () => {
    for (const secret of ['', 'correct horse', '漢字 😀 \u0000\n', 'x'.repeat(100_000)]) {
      const handle = await vault.seal('ann', secret, day);
      expect(handle).to.match(/^secret:\/\/[\w-]{32}$/);
      expect(await vault.open('ann', handle)).to.equal(secret);
    }
  });

  it('never gives the same handle twice, nor the same bytes for the same secret', async () => {
    const handles = await Promise.all(Array.from({ length: 20 }, () => vault.seal('ann', 'same', day)));
    const stored = await Promise.all(handles.map((handle) => redis.get(keyOf(handle))));
    expect([new Set(handles).size, new Set(stored).size]).to.deep.equal([20, 20]);
  });

  it('works for two programs that meet a new owner at once', async () => {
    const other = new RedisSecretVault({ redis, prefix, masterKey });
    const [one, two] = await Promise.all([vault.seal('new', 'one', day), other.seal('new', 'two', day)]);
    expect([await other.open('new', one), await vault.open('new', two)]).to.deep.equal(['one', 'two']);
  });

  it('refuses others, the expired, the shredded and the invented in the same words', async () => {
    const handle = await vault.seal('ann', 'mine', day);
    const brief = await vault.seal('ann', 'brief', 1);
    const shredded = await vault.seal('ann', 'gone', day);
    await vault.shred(shredded);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const refused: [owner: string, handle: string][] = [
      ['eve', handle],
      ['', handle],
      ['ann', brief],
      ['ann', shredded],
      ['ann', `secret://${'A'.repeat(32)}`],
      ['ann', 'secret://*'],
      ['ann', 'not a handle'],
    ];
    for (const [owner, one] of refused) {
      expect(await refusal(vault.open(owner, one)), one).to.equal(
        'SECRET_UNAVAILABLE This secret is no longer there. Please enter it again.',
      );
    }
    expect(await vault.open('ann', handle)).to.equal('mine');
    await vault.shred('not a handle');
  });

  it('cannot be fooled by moving, changing or cutting what is stored', async () => {
    const handle = await vault.seal('ann', 'the first secret', day);
    const other = await vault.seal('ann', 'another secret', day);
    const bytes = (await redis.getBuffer(keyOf(handle))) ?? Buffer.alloc(0);
    await redis.set(keyOf(other), bytes);
    expect(await refusal(vault.open('ann', other))).to.match(/^SECRET_UNAVAILABLE/);
    for (let position = 0; position < bytes.length; position++) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      await redis.set(keyOf(handle), changed);
      expect(await refusal(vault.open('ann', handle)), `byte ${position}`).to.match(/^SECRET_UNAVAILABLE/);
      await redis.set(keyOf(handle), bytes.subarray(0, position));
      expect(await refusal(vault.open('ann', handle)), `length ${position}`).to.match(/^SECRET_UNAVAILABLE/);
    }
  });

  it('says so when the master key is another one', async () => {
    const handle = await vault.seal('ann', 'mine', day);
    const wrong = new RedisSecretVault({ redis, prefix, masterKey: new MasterKey(Buffer.alloc(32, 8)) });
    expect(await refusal(wrong.open('ann', handle))).to.match(/^WRONG_MASTER_KEY .*restore SECRET_KEY, or master.key/);
    expect(await refusal(wrong.seal('ann', 'more', day))).to.match(/^WRONG_MASTER_KEY/);
  });

  it('keeps what is to last until it is shredded, under one handle for one name', async () => {
    const handle = await vault.keep('ada', 'office', 'first');
    expect(await vault.keep('ada', 'office', 'second')).to.equal(handle);
    expect(await vault.keep('grace', 'office', 'hers')).to.not.equal(handle);
    expect(await vault.open('ada', handle)).to.equal('second');
    expect(await redis.pttl(`${prefix}secret:${handle.slice('secret://'.length)}`)).to.equal(-1);
    await vault.shred(handle);
    expect(await vault.open('ada', handle).catch((error: unknown) => error)).to.have.property(
      'code',
      'SECRET_UNAVAILABLE',
    );
  });

  it('stores nothing readable', async () => {
    const canary = 'canary-7f3a9c';
    await vault.seal('ann', canary, day);
    const raw = new Redis(redis.options.path ?? '');
    for (const key of await raw.keys(`${prefix}*`)) {
      expect((await raw.getBuffer(key))?.includes(canary), key).to.equal(false);
      expect(key).not.to.include(canary);
    }
    raw.disconnect();
  });

  const keyOf = (handle: string) => `${prefix}secret:${handle.slice('secret://'.length)}`;
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'It was not refused.',
    (error: Error & { code?: string }) => `${error.code} ${error.message}`,
  );
}
