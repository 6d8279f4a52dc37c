import { z } from 'zod';

import type { Identity } from '../identity.ts';
import { serviceAccounts } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StoreReader } from '../object-store.ts';
import type { User } from './user.ts';
import { accountUser } from './user.ts';

/** Whom an account's token is for where nobody said. */
export const DEFAULT_AUDIENCE = 'https://kubernetes.default.svc.cluster.local';

const claimsSchema = z.object({
  aud: z.array(z.string()),
  exp: z.number(),
  'kubernetes.io': z.object({
    namespace: z.string(),
    serviceaccount: z.object({ name: z.string(), uid: z.string() }),
  }),
  vdc: z.string(),
});

/** A token of a service account, good until a moment, as a signed JSON web token. */
export function accountToken(
  identity: Identity,
  ref: string,
  account: KubernetesObject,
  options: { audiences: readonly string[]; now: number; until: number },
): string {
  const { name, namespace = '', uid } = account.metadata;
  const [issued, expires] = [options.now, options.until].map((time) => Math.floor(time / 1_000));
  return identity.sign({
    aud: [...options.audiences],
    exp: expires ?? 0,
    iat: issued ?? 0,
    nbf: issued ?? 0,
    iss: DEFAULT_AUDIENCE,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    sub: `system:serviceaccount:${namespace}:${name}`,
    vdc: ref,
  });
}

/** Whose token this is; undefined when it is none, of another VDC, too old, or its account is gone. */
export function accountOf(
  identity: Identity,
  ref: string,
  store: StoreReader,
  token: string,
  now: number,
): User | undefined {
  const claims = claimsSchema.safeParse(identity.claimsOf(token));
  if (!claims.success || claims.data.vdc !== ref || claims.data.exp * 1_000 <= now) return undefined;
  if (!claims.data.aud.includes(DEFAULT_AUDIENCE)) return undefined;
  const { namespace, serviceaccount } = claims.data['kubernetes.io'];
  const account = store.get(serviceAccounts, namespace, serviceaccount.name);
  if (!account || account.metadata.uid !== serviceaccount.uid) return undefined;
  return accountUser(namespace, serviceaccount.name, serviceaccount.uid);
}
