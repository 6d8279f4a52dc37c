import type { ClusterObject } from '../cluster-object.ts';
import { objectsAt, textAt } from '../fields.ts';
import { fieldEvidence } from './containers.ts';
import type { Evidence } from './finding.ts';

/** What an object says of itself under `status.conditions`. */
export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  since?: string;
}

/** All conditions of an object. */
export function conditionsOf(object: ClusterObject): Condition[] {
  return objectsAt(object, 'status', 'conditions').map((one) => {
    const since = textAt(one, 'lastTransitionTime');
    return {
      type: textAt(one, 'type') ?? '',
      status: textAt(one, 'status') ?? '',
      reason: textAt(one, 'reason') ?? '',
      message: textAt(one, 'message') ?? '',
      ...(since === undefined ? {} : { since }),
    };
  });
}

/** One condition of an object. */
export function conditionOf(object: ClusterObject, type: string): Condition | undefined {
  return conditionsOf(object).find((one) => one.type === type);
}

/** A condition as evidence. */
export function conditionEvidence(
  object: ClusterObject,
  { type, status, reason, message, since }: Condition,
): Evidence {
  return fieldEvidence(object, `status.conditions[${type}]`, [status, reason, message].join(' ').trim(), since);
}

/** What somebody said, as the end of a sentence: without its own full stop. */
export const said = (message: string): string => message.trim().replace(/[.\s]+$/, '');
