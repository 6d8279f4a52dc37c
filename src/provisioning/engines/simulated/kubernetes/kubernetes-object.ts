import { createHash } from 'node:crypto';

import type { JsonObject } from '#src/protocol/index.ts';

export type ObjectMeta = {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
  labels?: { [label: string]: string };
  annotations?: { [annotation: string]: string };
  ownerReferences?: JsonObject[];
};

/** Any object of the API. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: JsonObject;
  status?: JsonObject;
}

/** An object before the store gave it a version. */
export type ObjectDraft = Omit<KubernetesObject, 'metadata'> & { metadata: Omit<ObjectMeta, 'resourceVersion'> };

/** The value under a dotted path, or undefined. */
export function valueAt(object: KubernetesObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  }, object);
}

/** The same UUID for the same thing, always. */
export function uidOf(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Kubernetes writes times without milliseconds. */
export function kubernetesTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
