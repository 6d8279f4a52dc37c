import type { JsonObject } from '#src/protocol/index.ts';
import type { Kind } from './kinds/index.ts';
import { apiVersionOf, builtInKinds as kinds } from './kinds/index.ts';

/** `GET /api` for old clients. */
export function coreVersions(address: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** `GET /apis` for old clients. */
export function groupList(): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: [...new Set(namedGroups())].map(groupFields) };
}

/** `GET /apis/<group>`, or undefined for an unknown group. */
export function group(name: string): JsonObject | undefined {
  return namedGroups().includes(name) ? { kind: 'APIGroup', apiVersion: 'v1', ...groupFields(name) } : undefined;
}

/** `GET /api/v1` and `GET /apis/<group>/<version>`, or undefined for an unknown one. */
export function resourceList(groupName: string, version: string): JsonObject | undefined {
  const members = kinds.filter((kind) => kind.group === groupName && kind.version === version);
  if (members.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group: groupName, version }),
    resources: members.map((kind) => ({
      name: kind.plural,
      singularName: kind.singular,
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs: [...kind.verbs],
      ...names(kind),
    })),
  };
}

/** `GET /api` and `GET /apis` for clients that want everything in one answer. */
export function aggregated(where: 'api' | 'apis', version: 'v2' | 'v2beta1'): JsonObject {
  const groups = where === 'api' ? [''] : namedGroups();
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map((name) => ({
      metadata: { ...(name === '' ? {} : { name }), creationTimestamp: null },
      versions: versionsOf(name).map((groupVersion) => ({
        version: groupVersion,
        freshness: 'Current',
        resources: kinds
          .filter((kind) => kind.group === name && kind.version === groupVersion)
          .map((kind) => ({
            resource: kind.plural,
            responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
            scope: kind.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: kind.singular,
            verbs: [...kind.verbs],
            ...names(kind),
          })),
      })),
    })),
  };
}

const namedGroups = (): string[] => [...new Set(kinds.map((kind) => kind.group))].filter((name) => name !== '');

const versionsOf = (name: string): string[] => [
  ...new Set(kinds.filter((kind) => kind.group === name).map((kind) => kind.version)),
];

function groupFields(name: string): JsonObject {
  const versions = versionsOf(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] ?? null };
}

function names(kind: Kind): JsonObject {
  return {
    ...(kind.shortNames.length > 0 ? { shortNames: [...kind.shortNames] } : {}),
    ...(kind.categories.length > 0 ? { categories: [...kind.categories] } : {}),
  };
}
