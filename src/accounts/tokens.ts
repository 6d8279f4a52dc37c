import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

import type { MasterKey } from './master-key.ts';

const AUDIENCE = '3bot-chat-wizard';
const ALGORITHM = 'HS256';

/** Who somebody is. Rights and tenancy are decided on this. */
export interface TokenIdentity {
  owner: string;
  name: string;
  roles: string[];
  /** When the token expires, in milliseconds since the epoch. */
  until: number;
}

/** A token was not taken; the sentence may be shown to whoever sent it. */
export class TokenRefused extends Error {
  readonly code: 'TOKEN_EXPIRED' | 'TOKEN_INVALID';

  constructor(code: 'TOKEN_EXPIRED' | 'TOKEN_INVALID') {
    super(
      code === 'TOKEN_EXPIRED'
        ? 'Your sign-in has expired. Please sign in again.'
        : 'This token is not valid here. Please ask for a new one ("3bot token create" makes one).',
    );
    this.name = 'TokenRefused';
    this.code = code;
  }
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200),
  roles: z.array(z.string().min(1).max(80)).max(50),
  exp: z.number(),
  jti: z.string().min(1),
});

/** Makes and checks the signed tokens that people sign in with. The key comes from the master key. */
export class Tokens {
  readonly #key: Uint8Array;

  constructor(masterKey: MasterKey) {
    this.#key = new Uint8Array(masterKey.derive('tokens'));
  }

  /** A token for one person, valid for `ttlSeconds` from now on. */
  async create(person: { owner: string; name: string; roles: string[]; ttlSeconds: number }): Promise<string> {
    const { owner, name, roles, ttlSeconds } = person;
    const now = Math.floor(Date.now() / 1_000);
    const claims = { sub: owner, name, roles, exp: now + Math.trunc(ttlSeconds), jti: randomUUID() };
    return await new SignJWT(claimsSchema.parse(claims))
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuedAt(now)
      .setIssuer(AUDIENCE)
      .setAudience(AUDIENCE)
      .sign(this.#key);
  }

  /** Whom a token stands for; rejects with `TokenRefused`. */
  async verify(token: string): Promise<TokenIdentity> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        issuer: AUDIENCE,
        requiredClaims: ['exp', 'jti'],
      });
      const { sub, name, roles, exp } = claimsSchema.parse(payload);
      return { owner: sub, name, roles, until: exp * 1_000 };
    } catch (error) {
      throw new TokenRefused(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID');
    }
  }
}
