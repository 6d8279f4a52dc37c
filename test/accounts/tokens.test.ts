import { expect } from 'chai';
import { SignJWT, UnsecuredJWT } from 'jose';

import { MasterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';

describe('Tokens', () => {
  const masterKey = new MasterKey(Buffer.alloc(32, 1));
  const tokens = new Tokens(masterKey);
  const ann = { owner: 'ann', name: 'Ann', roles: ['owner', 'admin'] };

  it('say who somebody is, and until when', async () => {
    const { until, ...identity } = await tokens.verify(await tokens.create({ ...ann, ttlSeconds: 600 }));
    expect(identity).to.deep.equal(ann);
    expect(until).to.be.within(Date.now() + 595_000, Date.now() + 601_000);
  });

  it('differ even for the same person', async () => {
    expect(await tokens.create({ ...ann, ttlSeconds: 600 })).not.to.equal(
      await tokens.create({ ...ann, ttlSeconds: 600 }),
    );
  });

  it('are refused with a code when they have expired', async () => {
    expect(await refusal(await tokens.create({ ...ann, ttlSeconds: -1 }))).to.equal(
      'TOKEN_EXPIRED Your sign-in has expired. Please sign in again.',
    );
  });

  it('are refused when anything about them is wrong', async () => {
    const key = new Uint8Array(masterKey.derive('tokens'));
    const claims = { sub: 'eve', name: 'Eve', roles: ['owner'], jti: 'j' };
    const forged = (
      payload: object,
      over: { audience?: string; issuer?: string; key?: Uint8Array; alg?: string } = {},
    ) =>
      new SignJWT({ ...payload })
        .setProtectedHeader({ alg: over.alg ?? 'HS256' })
        .setAudience(over.audience ?? '3bot-chat-wizard')
        .setIssuer(over.issuer ?? '3bot-chat-wizard')
        .setExpirationTime('5m')
        .sign(over.key ?? key);
    const good = await tokens.create({ ...ann, ttlSeconds: 600 });
    const [header, payload, signature] = good.split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, aud: '3bot-chat-wizard', exp: 9_999_999_999 })).toString(
      'base64url',
    );
    expect(await tokens.verify(await forged(claims))).to.include({ owner: 'eve' });
    const refused = {
      empty: '',
      nonsense: 'a.b.c',
      changed: `${header}.${changed}.${signature}`,
      'without signature': `${header}.${payload}.`,
      unsecured: new UnsecuredJWT({ ...claims }).setAudience('3bot-chat-wizard').setExpirationTime('5m').encode(),
      'of another key': await forged(claims, { key: new Uint8Array(32).fill(9) }),
      'of another algorithm': await forged(claims, { alg: 'HS512', key: new Uint8Array(64).fill(1) }),
      'for somebody else': await forged(claims, { audience: 'other' }),
      'from somebody else': await forged(claims, { issuer: 'other' }),
      'without owner': await forged({ ...claims, sub: '' }),
      'with wrong roles': await forged({ ...claims, roles: 'owner' }),
      'without id': await forged({ ...claims, jti: undefined }),
      'of another wizard': await new Tokens(new MasterKey(Buffer.alloc(32, 2))).create({ ...ann, ttlSeconds: 600 }),
    };
    for (const [what, token] of Object.entries(refused)) expect(await refusal(token), what).to.match(/^TOKEN_INVALID /);
  });

  it('are not made for nobody', async () => {
    const error = await tokens.create({ ...ann, owner: '', ttlSeconds: 5 }).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error).to.be.instanceOf(Error);
  });

  const refusal = async (token: string): Promise<string> =>
    await tokens.verify(token).then(
      () => 'It was not refused.',
      (error: Error & { code?: string }) => `${error.code} ${error.message}`,
    );
});
