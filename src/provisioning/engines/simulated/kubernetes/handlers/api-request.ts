import type { JsonObject } from '#src/protocol/index.ts';

import type { Identity } from '../identity.ts';
import type { User } from '../rights/user.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import type { LogRequest } from './log.ts';
import type { WatchRequest } from './watch.ts';

/** One cluster, as the handlers see it. */
export interface ServedCluster {
  cluster: SimulatedCluster;
  identity: Identity;
  /** Host and port, for discovery. */
  address: string;
  /** Whether there is no room for more objects. */
  full: boolean;
}

/** One request to a cluster's API. */
export interface ApiRequest {
  method: string;
  pathname: string;
  query: URLSearchParams;
  accept: string | undefined;
  contentType: string | undefined;
  /** Who asks, and as which program. */
  user: User;
  agent: string;
  body: Buffer;
}

export type ApiReply =
  | { type: 'json'; code: number; contentType: string; body: JsonObject; warnings?: string[] }
  | { type: 'text'; body: string }
  | { type: 'watch'; watch: WatchRequest }
  | { type: 'log'; log: LogRequest };

export const json = (body: JsonObject, code = 200, warnings: string[] = []): ApiReply => ({
  type: 'json',
  code,
  contentType: 'application/json',
  body,
  ...(warnings.length > 0 ? { warnings } : {}),
});

/** Whether a flag of the query is set. */
export const asksFor = (query: URLSearchParams, name: string): boolean => ['true', '1'].includes(query.get(name) ?? '');
