import { applies, type Deciding, holds, isFilled } from '../deciding.ts';
import type { Effect } from '../effects.ts';
import type { Flow } from '../flow.ts';
import type { Frame } from '../frame.ts';
import { phrase } from '../phrases/index.ts';

/** Whether an answer can no longer be changed, because committed work was begun with it. */
export function isLocked(frame: Frame, slot: string): boolean {
  if (!frame.locked) return false;
  // While the work runs nothing can be changed; what is asked after it can.
  return frame.from === undefined || (isFilled(frame, slot) && !frame.trail.includes(slot));
}

/** The slot, or the form, that Back goes to; undefined when there is nothing before. */
export function backTarget(flow: Flow, frame: Frame): string | undefined {
  if (frame.locked && frame.from === undefined) return undefined;
  const { trail, editing } = frame;
  const owner = (slot: string): string | undefined => flow.slots.get(slot)?.step.id;
  let position = trail.length;
  if (editing !== undefined) {
    const found = trail.findIndex((slot) => slot === editing || owner(slot) === editing);
    if (found >= 0) position = found;
  }
  for (let index = position - 1; index >= 0; index -= 1) {
    const slot = trail[index];
    const known = slot === undefined ? undefined : flow.slots.get(slot);
    if (slot === undefined || !known) continue;
    return known.step.verb === 'form' ? known.step.id : slot;
  }
  return undefined;
}

/** Whether an edit of this slot, or form, can be begun: it was answered, applies, and is not locked. */
export function canEdit(deciding: Deciding, target: string): boolean {
  const { flow, frame } = deciding;
  const known = flow.slots.get(target);
  if (known) {
    const { field, step } = known;
    const asked = applies(deciding, step) && (field.when === undefined || holds(deciding, field.when));
    return isFilled(frame, target) && !isLocked(frame, target) && asked;
  }
  const step = flow.step.get(target);
  return step?.verb === 'form' && step.fields.some(({ slot }) => canEdit(deciding, slot));
}

/** The step that asks for a slot, or the form itself. */
export function stepOf(flow: Flow, target: string): string | undefined {
  return flow.slots.get(target)?.step.id ?? (flow.step.get(target)?.verb === 'form' ? target : undefined);
}

/** Why Back or an edit is not possible, kindly, with what is. */
export function whyNot(deciding: Deciding, wanted: 'back' | 'edit', target?: string): Effect {
  const { flow, frame, surroundings } = deciding;
  const { locale } = surroundings;
  const locked = target === undefined ? frame.locked : frame.locked && isLocked(frame, target);
  if (locked) {
    const undoable = (frame.undo?.length ?? 0) > 0;
    return { type: 'say', text: phrase(locale, undoable ? 'flow.locked.undo' : 'flow.locked'), tone: 'info' };
  }
  const unknown = wanted === 'edit' || (target !== undefined && !flow.slots.has(target));
  return { type: 'say', text: phrase(locale, unknown ? 'flow.edit.unknown' : 'flow.back.nothing'), tone: 'info' };
}
