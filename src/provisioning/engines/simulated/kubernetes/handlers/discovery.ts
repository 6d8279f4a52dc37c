import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind, Subresource } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';

/** `GET /api` for old clients. */
export function coreVersions(address: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** `GET /apis` for old clients. */
export function groupList(kinds: readonly Kind[]): JsonObject {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: namedGroups(kinds).map((name) => groupFields(kinds, name)),
  };
}

/** `GET /apis/<group>`, or undefined for an unknown group. */
export function group(kinds: readonly Kind[], name: string): JsonObject | undefined {
  return namedGroups(kinds).includes(name)
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupFields(kinds, name) }
    : undefined;
}

/** `GET /api/v1` and `GET /apis/<group>/<version>`, or undefined for an unknown one. */
export function resourceList(kinds: readonly Kind[], groupName: string, version: string): JsonObject | undefined {
  const members = kinds.filter((kind) => kind.group === groupName && kind.version === version);
  if (members.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group: groupName, version }),
    resources: members.flatMap((kind): JsonObject[] => [
      {
        name: kind.plural,
        singularName: kind.singular,
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: [...kind.verbs],
        ...names(kind),
      },
      ...kind.subresources.map((subresource) => {
        const { response, verbs } = subresources(kind)[subresource];
        return {
          name: `${kind.plural}/${subresource}`,
          singularName: '',
          namespaced: kind.namespaced,
          ...response,
          verbs,
        };
      }),
    ]),
  };
}

/** `GET /api` and `GET /apis` for clients that want everything in one answer. */
export function aggregated(kinds: readonly Kind[], where: 'api' | 'apis', version: 'v2' | 'v2beta1'): JsonObject {
  const groups = where === 'api' ? [''] : namedGroups(kinds);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map((name) => ({
      metadata: { ...(name === '' ? {} : { name }), creationTimestamp: null },
      versions: versionsOf(kinds, name).map((groupVersion) => ({
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
            ...(kind.subresources.length > 0
              ? {
                  subresources: kind.subresources.map((subresource) => {
                    const { response, verbs } = subresources(kind)[subresource];
                    return { subresource, responseKind: response, verbs };
                  }),
                }
              : {}),
          })),
      })),
    })),
  };
}

/** What each part of an object answers with, and what can be done with it. */
function subresources(kind: Kind): { [S in Subresource]: { response: JsonObject; verbs: string[] } } {
  const own = { group: kind.group, version: kind.version, kind: kind.kind };
  return {
    status: { response: own, verbs: ['get', 'patch', 'update'] },
    scale: { response: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, verbs: ['get', 'patch', 'update'] },
    log: { response: own, verbs: ['get'] },
    eviction: { response: { group: 'policy', version: 'v1', kind: 'Eviction' }, verbs: ['create'] },
    token: { response: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }, verbs: ['create'] },
  };
}

const namedGroups = (kinds: readonly Kind[]): string[] =>
  [...new Set(kinds.map((kind) => kind.group))].filter((name) => name !== '');

const versionsOf = (kinds: readonly Kind[], name: string): string[] => [
  ...new Set(kinds.filter((kind) => kind.group === name).map((kind) => kind.version)),
];

function groupFields(kinds: readonly Kind[], name: string): JsonObject {
  const versions = versionsOf(kinds, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] ?? null };
}

function names(kind: Kind): JsonObject {
  return {
    ...(kind.shortNames.length > 0 ? { shortNames: [...kind.shortNames] } : {}),
    ...(kind.categories.length > 0 ? { categories: [...kind.categories] } : {}),
  };
}
