import type { Kind, Subresource } from '../kinds/index.ts';
import { namespaces } from '../kinds/index.ts';
import type { ServedKinds } from '../served-kinds.ts';

/** What a path of the API means. */
export type ApiPath =
  | { type: 'root' }
  | { type: 'version' }
  | { type: 'health' }
  | { type: 'discovery'; where: 'api' | 'apis' }
  | { type: 'group'; group: string }
  | { type: 'resources'; group: string; version: string }
  | { type: 'schemas' }
  | { type: 'schema'; groupVersion: string }
  | ObjectsPath
  | { type: 'unknown' };

export interface ObjectsPath {
  type: 'objects';
  kind: Kind;
  namespace?: string;
  name?: string;
  subresource?: Subresource;
}

/** Reads `/api/v1/namespaces/default/pods/web-1/log` and the like. */
export function apiPath(kinds: ServedKinds, pathname: string): ApiPath {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const [first, second, third, ...rest] = parts;
  if (first === undefined) return { type: 'root' };
  if (first === 'version' && second === undefined) return { type: 'version' };
  if (['healthz', 'livez', 'readyz'].includes(first) && second === undefined) return { type: 'health' };
  if (first === 'openapi' && second === 'v3')
    return third === undefined ? { type: 'schemas' } : { type: 'schema', groupVersion: [third, ...rest].join('/') };
  if (first === 'api') {
    if (second === undefined) return { type: 'discovery', where: 'api' };
    return third === undefined
      ? { type: 'resources', group: '', version: second }
      : objectsPath(kinds, '', second, [third, ...rest]);
  }
  if (first !== 'apis') return { type: 'unknown' };
  if (second === undefined) return { type: 'discovery', where: 'apis' };
  if (third === undefined) return { type: 'group', group: second };
  return rest.length === 0
    ? { type: 'resources', group: second, version: third }
    : objectsPath(kinds, second, third, rest);
}

function objectsPath(kinds: ServedKinds, group: string, version: string, parts: string[]): ApiPath {
  const served = (plural: string | undefined) =>
    plural === undefined ? undefined : kinds.byPath(group, version, plural);
  if (parts[0] === namespaces.plural && parts.length > 2) {
    const [, namespace = '', plural, name, subresource] = parts;
    const kind = served(plural);
    if (kind?.namespaced) return pathOf(kind, namespace, name, subresource, parts.length > 5);
  }
  const [plural, name, subresource] = parts;
  const kind = served(plural);
  // Objects that live in a namespace are named with it; without one they are listed over all.
  if (!kind || (kind.namespaced && name !== undefined)) return { type: 'unknown' };
  return pathOf(kind, undefined, name, subresource, parts.length > 3);
}

function pathOf(
  kind: Kind,
  namespace: string | undefined,
  name: string | undefined,
  subresource: string | undefined,
  more: boolean,
): ApiPath {
  const known = kind.subresources.find((one) => one === subresource);
  if (more || (subresource !== undefined && known === undefined)) return { type: 'unknown' };
  return {
    type: 'objects',
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(known === undefined ? {} : { subresource: known }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
