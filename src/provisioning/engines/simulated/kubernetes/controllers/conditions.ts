import { objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { kubernetesTime } from '../kubernetes-object.ts';

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** The conditions with this one as it is now; the time of its last transition changes with its status only. */
export function withCondition(
  status: unknown,
  condition: Condition,
  now: number,
  extra: JsonObject = {},
): JsonObject[] {
  const conditions = objectsAt(status, 'conditions');
  const index = conditions.findIndex(({ type }) => type === condition.type);
  const before = conditions[index];
  const since = before?.['status'] === condition.status ? textAt(before, 'lastTransitionTime') : undefined;
  const { type, status: state, reason, message } = condition;
  const next: JsonObject = {
    type,
    status: state,
    ...extra,
    lastTransitionTime: since ?? kubernetesTime(now),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
  return index < 0 ? [...conditions, next] : conditions.with(index, next);
}

export function withoutCondition(status: unknown, type: string): JsonObject[] {
  return objectsAt(status, 'conditions').filter((condition) => condition['type'] !== type);
}

export function conditionOf(object: unknown, type: string): JsonObject | undefined {
  return objectsAt(object, 'status', 'conditions').find((condition) => condition['type'] === type);
}

export function isTrue(object: unknown, type: string): boolean {
  return conditionOf(object, type)?.['status'] === 'True';
}
