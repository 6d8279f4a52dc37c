import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StructType } from '../schema/types.ts';

/** What the API serves of one kind. Adding a kind is adding one of these. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  verbs: readonly Verb[];
  subresources: readonly Subresource[];
  /** Whether `metadata.generation` counts the changes of what is wanted. */
  counted: boolean;
  /** Fields that a field selector may name, besides name and namespace. */
  fields: readonly string[];
  columns: readonly Column[];
  /** The name of its type, or for a custom resource the type itself. */
  schema: string | StructType;
  /** Described by a custom resource definition: its OpenAPI schema. */
  custom?: JsonObject;
  /** The kind under which it is kept, where two kinds are two views of the same objects. */
  storedAs?: {
    kind: Kind;
    toStored(object: KubernetesObject): KubernetesObject;
    fromStored(object: KubernetesObject): KubernetesObject;
  };
}

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

export type Subresource = 'status' | 'scale' | 'log' | 'eviction' | 'token';

/** A column of `kubectl get`. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date' | 'boolean' | 'number';
  /** 0 is always shown, 1 with `-o wide`. */
  priority: 0 | 1;
  description: string;
  value(object: KubernetesObject, now: number): Json;
}

/** `v1`, `apps/v1`. */
export const apiVersionOf = (kind: Pick<Kind, 'group' | 'version'>): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;

/** `deployments.apps`, `pods`: how refusals and rules name a kind. */
export const resourceOf = (kind: Pick<Kind, 'group' | 'plural'>): string =>
  kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
