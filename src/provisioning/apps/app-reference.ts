import type { ClusterObject, ObjectReference } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';

/** Kinds of workloads that people call apps. */
export const appKinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

/** One app inside a VDC. */
export interface AppReference extends ObjectReference {
  kind: (typeof appKinds)[number];
  namespace: string;
}

/** `shop/web`, or `shop/StatefulSet/db` where it is no Deployment: how answers and links name an app. */
export function appId({ kind, metadata: { namespace = 'default', name } }: ClusterObject): string {
  return kind === 'Deployment' ? `${namespace}/${name}` : `${namespace}/${kind}/${name}`;
}

/** The app of an id; `web` alone is a Deployment in the namespace `default`. */
export function appOf(id: string): AppReference {
  const parts = id.split('/');
  const name = parts.at(-1) ?? '';
  const namespace = parts.length > 1 ? (parts[0] ?? '') : 'default';
  const kind = parts.length === 3 ? appKinds.find((known) => known === parts[1]) : 'Deployment';
  if (kind === undefined || parts.length > 3 || !isName(name) || !isName(namespace)) {
    throw new ActionFailure('NOT_FOUND', `There is no app called "${id}".`);
  }
  return { apiVersion: 'apps/v1', kind, namespace, name };
}

/** Namespaces of the cluster itself: what lives there keeps it going. */
export function isSystem(namespace: string): boolean {
  return /^kube-|-system$|^system-upgrade$/.test(namespace);
}

/** Whether Kubernetes takes this as the name of an object, a namespace or a service. */
export function isName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name);
}
