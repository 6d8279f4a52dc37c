import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Redis } from 'ioredis';

import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Certified } from './certificate.ts';
import { newAuthority, newServerCertificate } from './certificate.ts';

/** Who the simulated Kubernetes API is: kept with the grid, so that a kubeconfig outlives a restart. */
export interface Identity {
  authority: Certified;
  server: Certified;
  /** The bearer token that opens one VDC. Computed, so that no token is stored. */
  tokenOf(ref: string): string;
  /** In constant time. */
  opens(token: string, ref: string): boolean;
  /** A signed JSON web token with these claims. */
  sign(claims: JsonObject): string;
  /** What a token of ours claims; undefined when it is not ours. */
  claimsOf(token: string): Json | undefined;
}

const LIFETIME_YEARS = 10;
const AUTHORITY_NAME = '3bot simulated grid';

interface Stored {
  authority: Certified;
  server: Certified;
  tokenKey: string;
}

/** The identity of this grid; whoever comes first makes it. */
export async function gridIdentity(redis: Redis, key: string, now: number): Promise<Identity> {
  const stored = await redis.get(key);
  if (stored !== null) return identityOf(stored);
  await redis.set(key, JSON.stringify(newIdentity(now)), 'NX');
  const first = await redis.get(key);
  if (first === null) throw new Error('Redis does not keep what it is given: it may be evicting keys.');
  return identityOf(first);
}

function newIdentity(now: number): Stored {
  // A day back, for clocks that are behind.
  const from = new Date(now - 86_400_000);
  const to = new Date(now);
  to.setUTCFullYear(to.getUTCFullYear() + LIFETIME_YEARS);
  const authority = newAuthority(AUTHORITY_NAME, from, to);
  const server = newServerCertificate(
    { ...authority, name: AUTHORITY_NAME },
    ['127.0.0.1', '::1', 'localhost'],
    from,
    to,
  );
  return { authority, server, tokenKey: randomBytes(32).toString('base64url') };
}

function identityOf(text: string): Identity {
  const { authority, server, tokenKey } = JSON.parse(text) as Stored;
  const tokenOf = (ref: string) => createHmac('sha256', tokenKey).update(ref).digest('base64url');
  const equal = (given: string, right: string) => {
    const [a, b] = [given, right].map((text) => createHmac('sha256', tokenKey).update(text).digest());
    return a !== undefined && b !== undefined && timingSafeEqual(a, b);
  };
  const signatureOf = (text: string) => createHmac('sha256', tokenKey).update(`token ${text}`).digest('base64url');
  return {
    authority,
    server,
    tokenOf,
    opens: (token, ref) => equal(token, tokenOf(ref)),
    sign(claims) {
      const text = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encoded).join('.');
      return `${text}.${signatureOf(text)}`;
    },
    claimsOf(token) {
      const [head = '', claims = '', signature] = token.split('.');
      if (signature === undefined || !equal(signature, signatureOf(`${head}.${claims}`))) return undefined;
      return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Json;
    },
  };
}

const encoded = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');
