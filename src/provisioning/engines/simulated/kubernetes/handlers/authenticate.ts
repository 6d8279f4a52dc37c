import type { IncomingHttpHeaders } from 'node:http';

import { unauthorized } from '../api-error.ts';
import type { Identity } from '../identity.ts';
import { accountOf } from '../rights/account-tokens.ts';
import { authorize } from '../rights/authorize.ts';
import type { User } from '../rights/user.ts';
import { accountUser, owner } from '../rights/user.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';

/** Who asks: the holder of the VDC's own token or of an account's; or whom that one may stand in for. */
export function authenticate(identity: Identity, cluster: SimulatedCluster, headers: IncomingHttpHeaders): User {
  const token = bearer(headers) ?? '';
  const user = identity.opens(token, cluster.ref)
    ? owner
    : accountOf(identity, cluster.ref, cluster.store, token, cluster.now);
  if (!user) throw unauthorized();
  return asSomebodyElse(cluster, user, headers);
}

/** The token that a request carries. */
export const bearer = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];

function asSomebodyElse(cluster: SimulatedCluster, user: User, headers: IncomingHttpHeaders): User {
  const name = headers['impersonate-user'];
  if (typeof name !== 'string') return user;
  authorize(cluster.store, user, { verb: 'impersonate', group: '', resource: 'users', name });
  const given = headers['impersonate-group'];
  const groups = (Array.isArray(given) ? given : (given ?? '').split(',')).map((group) => group.trim()).filter(Boolean);
  for (const group of groups)
    authorize(cluster.store, user, { verb: 'impersonate', group: '', resource: 'groups', name: group });
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  if (namespace !== undefined && account !== undefined) return { ...accountUser(namespace, account, ''), name };
  return { name, groups: [...new Set([...groups, 'system:authenticated'])] };
}
