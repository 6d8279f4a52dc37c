import type { Offer, PromptDraft, SummaryRow } from '#src/protocol/index.ts';

import {
  applies,
  type Deciding,
  type Entered,
  holds,
  isFilled,
  patch,
  showAnswer,
  write,
  writePlain,
} from '../deciding.ts';
import { phrase } from '../phrases/index.ts';
import type { ConfirmStep } from '../step.ts';
import { backTarget, canEdit } from './going-back.ts';

/** Enters a summary: it is always asked, because something was about to happen when the flow came by. */
export function enterConfirm(deciding: Deciding, step: ConfirmStep): Entered {
  return applies(deciding, step) ? { route: 'stay' } : { route: 'pass' };
}

/** The summary card: every answer with its Edit button, what will happen, and the word to type where it is dangerous. */
export function confirmPrompt(deciding: Deciding, step: ConfirmStep): PromptDraft {
  const { flow, frame, surroundings } = deciding;
  const { locale } = surroundings;
  const typed = step.typed ? writePlain(deciding, step.typed) : undefined;
  return {
    kind: 'confirm',
    text: step.text ? write(deciding, step.text) : phrase(locale, 'flow.confirm.text'),
    rows: rowsOf(deciding, step),
    ...(step.danger ? { typed: typed === undefined || typed === '' ? phrase(locale, 'yes') : typed } : {}),
    yes: step.yes ? writePlain(deciding, step.yes) : phrase(locale, 'yes'),
    no: step.no ? writePlain(deciding, step.no) : phrase(locale, 'no'),
    ...(frame.error === undefined ? {} : { error: frame.error }),
    commands: [
      ...(backTarget(flow, frame) === undefined ? [] : (['back'] as const)),
      'cancel',
      'help',
      'repeat',
      'menu',
      'restart',
    ],
  };
}

/** Whether "no" can be followed by changing something. */
export function canChange(deciding: Deciding, step: ConfirmStep): boolean {
  return rowsOf(deciding, step).some((row) => row.slot !== undefined);
}

/** After "no": change an answer, look again, or stop. */
export function declinedPrompt(deciding: Deciding, step: ConfirmStep): PromptDraft {
  const { locale } = deciding.surroundings;
  const edits = rowsOf(deciding, step).flatMap(({ slot, label }): Offer[] =>
    slot === undefined ? [] : [{ offer: `edit:${slot}`, label }],
  );
  return {
    kind: 'offers',
    text: phrase(locale, 'flow.confirm.declined'),
    offers: [
      ...edits,
      { offer: 'continue', label: phrase(locale, 'flow.confirm.again'), style: 'primary' },
      { offer: 'cancel', label: phrase(locale, 'flow.offer.cancel') },
    ],
    commands: ['back', 'cancel', 'repeat', 'menu'],
  };
}

/** The frame when a summary was answered. */
export function leaveConfirm(deciding: Deciding): Deciding['frame'] {
  return patch(deciding.frame, { error: undefined, tries: undefined });
}

function rowsOf(deciding: Deciding, step: ConfirmStep): SummaryRow[] {
  const { flow, frame } = deciding;
  const answers = step.show.flatMap(({ slot }): SummaryRow[] => {
    const known = flow.slots.get(slot);
    // A question that does not apply is no line of the summary.
    if (!known || !isFilled(frame, slot)) return [];
    const editable = canEdit(deciding, slot);
    if (!editable && frame.assumed?.includes(slot) && !frame.locked) return [];
    const row = { label: writePlain(deciding, known.field.label), value: showAnswer(deciding, known.field) };
    return [editable ? { ...row, slot } : row];
  });
  const more = step.rows.flatMap((row): SummaryRow[] =>
    row.when && !holds(deciding, row.when)
      ? []
      : [{ label: writePlain(deciding, row.label), value: writePlain(deciding, row.value) }],
  );
  return [...answers, ...more];
}
