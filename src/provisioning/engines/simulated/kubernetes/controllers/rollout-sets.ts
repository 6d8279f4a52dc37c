import { numberAt, objectAt, textAt, valueAt } from '#src/cluster/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import { portionOf } from './portion.ts';

/** The new ReplicaSet, if it is there yet, and the others from old to young. */
export interface Sets {
  fresh: KubernetesObject | undefined;
  old: KubernetesObject[];
}

/** Which template of its Deployment a ReplicaSet has, counted from the first. */
export const REVISION = 'deployment.kubernetes.io/revision';

/** Pods that a Deployment or a ReplicaSet is to have. */
export const wantedBy = (object: KubernetesObject): number => numberAt(object, 'spec', 'replicas') ?? 1;

/** Pods that it has. */
export const running = (set: KubernetesObject): number => numberAt(set, 'status', 'replicas') ?? 0;

/** Pods of it that serve. */
export const available = (set: KubernetesObject): number => numberAt(set, 'status', 'availableReplicas') ?? 0;

/** Whether any pod of it is left, going ones too. */
export const isThere = (set: KubernetesObject): boolean =>
  running(set) + (numberAt(set, 'status', 'terminatingReplicas') ?? 0) > 0;

/** A number added up over ReplicaSets. */
export const sum = (sets: readonly KubernetesObject[], of: (set: KubernetesObject) => number): number =>
  sets.reduce((total, set) => total + of(set), 0);

/** An object with these annotations, too. */
export function annotated(object: KubernetesObject, annotations: { [annotation: string]: string }): KubernetesObject {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}

/** How many above and below what is wanted there may be during a rollout. */
export function bounds(deployment: KubernetesObject): { maxSurge: number; maxUnavailable: number } {
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const wanted = wantedBy(deployment);
  const rolling = objectAt(deployment, 'spec', 'strategy', 'rollingUpdate');
  const maxSurge = portionOf(valueAt(rolling, 'maxSurge') ?? '25%', wanted, 'up');
  const maxUnavailable = Math.min(portionOf(valueAt(rolling, 'maxUnavailable') ?? '25%', wanted, 'down'), wanted);
  // With neither there would be no way on.
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}
