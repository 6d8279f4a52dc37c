import type { Json, JsonObject } from '#src/protocol/index.ts';

/** What every Kubernetes object says of itself, as it travels: times are ISO 8601 strings. */
export type ObjectMetadata = {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: { [label: string]: string };
  annotations?: { [annotation: string]: string };
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
};

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

/** Any Kubernetes object in its wire form. `apiVersion` and `kind` are always there, in lists too. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  spec?: JsonObject;
  status?: JsonObject;
  /** Everything else: `data`, `rules`, `subjects`, `webhooks` … Read it with the functions of `fields.ts`. */
  [field: string]: Json | ObjectMetadata | undefined;
}

/** An object to be made or applied: its metadata needs no more than a name. */
export type ObjectDraft = ClusterObject;

/** A kind as one writes it in a manifest. */
export interface KindName {
  /** `v1`, `apps/v1` */
  apiVersion: string;
  kind: string;
}

/** One object. `namespace` is absent for kinds that live in none. */
export interface ObjectReference extends KindName {
  namespace?: string;
  name: string;
}

/** What names this object. */
export function referenceTo({ apiVersion, kind, metadata: { namespace, name } }: ClusterObject): ObjectReference {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

/** `Deployment shop/web`: how people and logs name an object. */
export function nameOf({ kind, namespace, name }: ObjectReference): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
