import type { JsonObject } from '#src/protocol/index.ts';

import type { ObjectReference } from '../cluster-object.ts';
import type { Remedy, RemedyChanges } from '../diagnosis/remedy.ts';
import type { UpgradeRemedy } from './report.ts';

/** Before an upgrade, what helped is seen by checking again. */
const CHECK_AGAIN = 'Checked again: the line is gone.';
const SET_BACK = 'The former values are kept, and can be brought back.';

/** A remedy of a diagnosis, as one of an upgrade check. One that asks a question first has nothing to preview. */
export function asUpgradeRemedy({ id, title, risk, warning, undo, question, changes }: Remedy): UpgradeRemedy {
  return {
    id,
    title,
    risk,
    warning,
    steps: [...(question ? [`Answer: ${question.text}`] : []), title],
    ...(question ? {} : { preview: changes() }),
    verify: CHECK_AGAIN,
    undo,
  };
}

/** Changes objects in the cluster, after it has been shown. */
export function changing(
  remedy: Pick<UpgradeRemedy, 'id' | 'title' | 'warning'> & Partial<Pick<UpgradeRemedy, 'risk' | 'undo'>>,
  preview: RemedyChanges,
): UpgradeRemedy {
  return { risk: 'reversible', undo: SET_BACK, ...remedy, steps: [remedy.title], preview, verify: CHECK_AGAIN };
}

/** Sets fields of one object, and nothing else. */
export function setting(
  remedy: Parameters<typeof changing>[0],
  reference: ObjectReference,
  patch: JsonObject,
): UpgradeRemedy {
  return changing(remedy, { patches: [{ reference, patch }] });
}

/** What people do where the cluster's API does not reach: files, charts, machines. */
export function byHand(
  remedy: Pick<UpgradeRemedy, 'id' | 'title' | 'steps'> & Partial<Pick<UpgradeRemedy, 'risk' | 'warning' | 'undo'>>,
): UpgradeRemedy {
  return {
    risk: 'reversible',
    warning: 'Nothing is changed by the wizard.',
    undo: 'The same way back.',
    ...remedy,
    verify: CHECK_AGAIN,
  };
}
