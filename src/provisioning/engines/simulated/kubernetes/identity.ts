import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Redis } from 'ioredis';
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
  return {
    authority,
    server,
    tokenOf,
    opens: (token, ref) => {
      const [given, right] = [token, tokenOf(ref)].map((text) => createHmac('sha256', tokenKey).update(text).digest());
      return given !== undefined && right !== undefined && timingSafeEqual(given, right);
    },
  };
}
