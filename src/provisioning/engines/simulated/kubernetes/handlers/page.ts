import { z } from 'zod';

import type { JsonObject } from '#src/protocol/index.ts';

import { badRequest, expired } from '../api-error.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ObjectStore } from '../object-store.ts';

/** One page of a list, with the list's metadata. `continue` carries the list's version and the last object given. */
export function pageOf(
  all: KubernetesObject[],
  store: ObjectStore,
  query: URLSearchParams,
): { objects: KubernetesObject[]; metadata: JsonObject } {
  const limit = wholeNumber(query, 'limit');
  const token = query.get('continue');
  const from = token === null || token === '' ? undefined : readToken(token);
  // Of a list that was begun too long ago the rest can no longer be told.
  if (from && !store.remembers(Number(from.version))) throw expired();
  const rest = from ? all.filter((object) => keyOf(object) > from.after) : all;
  const objects = limit > 0 ? rest.slice(0, limit) : rest;
  const resourceVersion = from?.version ?? String(store.version);
  const last = objects.at(-1);
  const remainingItemCount = rest.length - objects.length;
  if (!last || remainingItemCount === 0) return { objects, metadata: { resourceVersion } };
  const next = Buffer.from(JSON.stringify([resourceVersion, keyOf(last)])).toString('base64url');
  return { objects, metadata: { resourceVersion, continue: next, remainingItemCount } };
}

/** A parameter that is a whole number; 0 when it is not given. */
export function wholeNumber(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '0';
  if (!/^\d{0,15}$/.test(text)) throw badRequest(`invalid value for ${name}: ${JSON.stringify(text)}`);
  return Number(text);
}

const tokenSchema = z.tuple([z.string(), z.string()]);

function readToken(token: string): { version: string; after: string } {
  try {
    const [version, after] = tokenSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { version, after };
  } catch {
    throw badRequest('continue key is not valid');
  }
}

const keyOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
