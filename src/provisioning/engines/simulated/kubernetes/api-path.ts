import type { Kind } from './kinds/index.ts';
import { builtInKinds as kinds, namespaces } from './kinds/index.ts';

/** What a path of the API means. */
export type ApiPath =
  | { type: 'root' }
  | { type: 'version' }
  | { type: 'health' }
  | { type: 'discovery'; where: 'api' | 'apis' }
  | { type: 'group'; group: string }
  | { type: 'resources'; group: string; version: string }
  | { type: 'objects'; kind: Kind; namespace?: string; name?: string }
  | { type: 'unknown' };

/** Reads `/api/v1/namespaces/default/pods/web-1` and the like. */
export function apiPath(pathname: string): ApiPath {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  const [first, second, third, ...rest] = parts;
  if (first === undefined) return { type: 'root' };
  if (first === 'version' && second === undefined) return { type: 'version' };
  if (['healthz', 'livez', 'readyz'].includes(first) && second === undefined) return { type: 'health' };
  if (first === 'api') {
    if (second === undefined) return { type: 'discovery', where: 'api' };
    return third === undefined
      ? { type: 'resources', group: '', version: second }
      : objectsPath('', second, [third, ...rest]);
  }
  if (first !== 'apis') return { type: 'unknown' };
  if (second === undefined) return { type: 'discovery', where: 'apis' };
  if (third === undefined) return { type: 'group', group: second };
  return rest.length === 0 ? { type: 'resources', group: second, version: third } : objectsPath(second, third, rest);
}

function objectsPath(group: string, version: string, parts: string[]): ApiPath {
  const served = (plural: string | undefined, namespaced: boolean) =>
    kinds.find(
      (kind) =>
        kind.group === group && kind.version === version && kind.plural === plural && kind.namespaced === namespaced,
    );
  if (parts[0] === namespaces.plural && parts.length > 2) {
    const [, namespace = '', plural, name, sub] = parts;
    const kind = served(plural, true);
    return kind && sub === undefined
      ? { type: 'objects', kind, namespace, ...(name === undefined ? {} : { name }) }
      : { type: 'unknown' };
  }
  const [plural, name, sub] = parts;
  const clusterKind = served(plural, false);
  if (clusterKind && sub === undefined)
    return { type: 'objects', kind: clusterKind, ...(name === undefined ? {} : { name }) };
  // Objects that live in a namespace are named with it; without one they are listed over all.
  const namespacedKind = served(plural, true);
  return namespacedKind && name === undefined ? { type: 'objects', kind: namespacedKind } : { type: 'unknown' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
