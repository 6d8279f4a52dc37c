import { nameAndAge } from '../columns/name-and-age.ts';
import type { Column, Kind, Subresource, Verb } from './kind.ts';

interface Definition {
  short?: readonly string[];
  categories?: readonly string[];
  verbs?: readonly Verb[];
  subresources?: readonly Subresource[];
  counted?: boolean;
  fields?: readonly string[];
  columns?: readonly Column[];
  storedAs?: NonNullable<Kind['storedAs']>;
  schema?: string;
}

/** What can be done with nearly every kind. */
export const allVerbs: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** A kind that lives in a namespace. */
export const namespacedKind = (group: string, kind: string, plural: string, definition: Definition = {}): Kind =>
  define(group, kind, plural, true, definition);

/** A kind that lives in none. */
export const clusterKind = (group: string, kind: string, plural: string, definition: Definition = {}): Kind =>
  define(group, kind, plural, false, definition);

/** `apps/v1` or `v1` names group and version. */
function define(groupVersion: string, kind: string, plural: string, namespaced: boolean, given: Definition): Kind {
  const [version = '', group = ''] = groupVersion.split('/').reverse();
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: given.short ?? [],
    categories: given.categories ?? [],
    namespaced,
    verbs: given.verbs ?? allVerbs,
    subresources: given.subresources ?? [],
    counted: given.counted ?? false,
    fields: given.fields ?? [],
    columns: given.columns ?? nameAndAge,
    schema: given.schema ?? `${group === '' ? 'core' : group.replace(/\.k8s\.io$/, '')}.${version}.${kind}`,
    ...(given.storedAs ? { storedAs: given.storedAs } : {}),
  };
}
