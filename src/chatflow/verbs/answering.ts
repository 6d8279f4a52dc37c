import type { Json, JsonObject } from '#src/protocol/index.ts';

import { compute, type Deciding, holds, isFilled, omit, patch, without } from '../deciding.ts';
import type { Effect } from '../effects.ts';
import type { FlowEvent } from '../events.ts';
import { canonical } from '../fingerprint.ts';
import type { Frame } from '../frame.ts';
import { readField } from '../read-field.ts';
import type { Field, QuestionStep } from '../step.ts';
import { isLocked } from './going-back.ts';
import { isAsked, isEditing, leaveQuestion } from './question.ts';
import { dropSlots } from './settling.ts';

type Answer = Extract<FlowEvent, { type: 'answer' }>;

/** The answers of an event that may be taken here: known slots that are not locked; consent only where it is asked for. */
export function acceptable(deciding: Deciding, answer: Answer, step: QuestionStep | undefined): JsonObject {
  const { flow, frame } = deciding;
  const taken: JsonObject = {};
  for (const [slot, value] of Object.entries(answer.slots)) {
    const known = flow.slots.get(slot);
    if (!known || isLocked(frame, slot)) continue;
    if (known.field.always && known.step !== step) continue;
    taken[slot] = value;
  }
  return taken;
}

/** The event answers all that the open question asks, and nothing else: the flow goes straight on. */
export function settles(deciding: Deciding, step: QuestionStep, answer: Answer): boolean {
  const { frame } = deciding;
  if (frame.editing !== undefined) return false;
  const slots = Object.keys(answer.slots);
  if (slots.length === 0) return false;
  return (
    slots.every((slot) => step.fields.some((field) => field.slot === slot) && !isFilled(frame, slot)) &&
    step.fields.every((field) => {
      if (Object.hasOwn(answer.slots, field.slot)) return field.check === undefined && !isLocked(frame, field.slot);
      return !isAsked(deciding, frame, step, field);
    })
  );
}

/** The event changes answers from elsewhere in the flow: everything between has to be looked at again. */
export function reachesBack(deciding: Deciding, step: QuestionStep | undefined, answer: Answer): boolean {
  const { frame } = deciding;
  if (step === undefined || isEditing(frame, step)) return true;
  return Object.keys(acceptable(deciding, answer, step)).some((slot) => {
    return isFilled(frame, slot) || !step.fields.some((field) => field.slot === slot);
  });
}

/** Takes answers: they are the person's now, what depended on a changed one falls, and asking is over. */
export function storeAnswer(
  deciding: Deciding,
  step: QuestionStep | undefined,
  answer: Answer,
): Pick<Deciding, 'frame' | 'fell'> {
  const slots = acceptable(deciding, answer, step);
  const names = Object.keys(slots);
  const fell = dependants(deciding, slots);
  let frame = dropSlots(deciding.frame, fell);
  frame = patch(frame, {
    slots: { ...frame.slots, ...slots },
    trail: [...frame.trail, ...names.filter((name) => !frame.trail.includes(name))],
    labels: withLabels(frame, answer, names),
    assumed: without(frame.assumed, names),
    passed: withPassed(frame, names),
    editing: undefined,
    failure: undefined,
  });
  if (!step) return { frame, fell };
  // An answer that has still to be checked is one more try, not the end of the question.
  const unchecked = step.fields.some((field) => field.check && names.includes(field.slot));
  const left = leaveQuestion(frame, step);
  return { frame: unchecked ? patch(left, { tries: deciding.frame.tries }) : left, fell };
}

/** Keeps what the person wants remembered for their next conversations. */
export function rememberEffects(deciding: Deciding, step: QuestionStep | undefined, answer: Answer): Effect[] {
  return Object.entries(acceptable(deciding, answer, step)).flatMap(([slot, value]): Effect[] => {
    const scope = deciding.flow.slots.get(slot)?.field.remember;
    return scope && value !== null ? [{ type: 'remember', slot, value, scope }] : [];
  });
}

/** What "skip" would answer here; undefined where an answer is needed. */
export function skipAnswer(deciding: Deciding, step: QuestionStep): Answer | undefined {
  const { frame } = deciding;
  if (isEditing(frame, step)) return { type: 'answer', slots: {} };
  const slots: JsonObject = {};
  for (const field of step.fields) {
    if (!isAsked(deciding, frame, step, field)) continue;
    const value = standing(deciding, field);
    if (value === undefined) return undefined;
    slots[field.slot] = value;
  }
  return { type: 'answer', slots };
}

/** Keeps what stands there and stops editing. */
export function keepEdited(deciding: Deciding, step: QuestionStep): Frame {
  return leaveQuestion(patch(deciding.frame, { editing: undefined }), step);
}

/** What a field would hold without an answer: its default, nothing where it is optional, or undefined. */
export function standing(deciding: Deciding, field: Field): Json | undefined {
  const offered = offeredDefault(deciding, field);
  if (offered !== undefined) return offered;
  return field.optional ? null : undefined;
}

/** The answer that is offered: what the person asked us to remember, else the author's default, if it is valid now. */
export function offeredDefault(deciding: Deciding, field: Field): Json | undefined {
  const { remembered } = deciding.surroundings;
  const candidates: Json[] = [];
  if (field.remember && Object.hasOwn(remembered, field.slot)) candidates.push(remembered[field.slot] ?? null);
  if (field.default !== undefined) candidates.push(compute(deciding, field.default));
  for (const candidate of candidates) {
    if (candidate === null) continue;
    const read = readField(deciding, field, candidate);
    if (read.ok) return read.value;
  }
  return undefined;
}

/** Answers that fall when others change: those that name one of them in `depends`, and so on. */
function dependants(deciding: Deciding, slots: JsonObject): string[] {
  const { flow, frame } = deciding;
  const changed = new Set(
    Object.keys(slots).filter(
      (slot) => isFilled(frame, slot) && canonical(frame.slots[slot] ?? null) !== canonical(slots[slot] ?? null),
    ),
  );
  if (changed.size === 0) return [];
  const fell: string[] = [];
  for (const [slot, { field }] of flow.slots) {
    if (Object.hasOwn(slots, slot) || !isFilled(frame, slot) || !field.depends.some((name) => changed.has(name)))
      continue;
    changed.add(slot);
    if (!isLocked(frame, slot)) fell.push(slot);
  }
  return fell;
}

function withLabels(frame: Frame, answer: Answer, names: readonly string[]): Frame['labels'] {
  const kept = omit(frame.labels, names);
  if (!answer.labels) return kept;
  const given = Object.entries(answer.labels).filter(([slot]) => names.includes(slot));
  return given.length === 0 ? kept : { ...kept, ...Object.fromEntries(given) };
}

/** An answer picked from a loaded list needs no second look; any other has to be looked at again. */
function withPassed(frame: Frame, names: readonly string[]): Frame['passed'] {
  const kept = omit(frame.passed, [...names, ...names.map((name) => `${name}?`)]);
  const picked = names.filter((name) => frame.choices && Object.hasOwn(frame.choices, name));
  if (picked.length === 0) return kept;
  return { ...kept, ...Object.fromEntries(picked.map((name) => [name, frame.choices?.[name]?.key ?? ''])) };
}

/** Whether a field of a form applies now. */
export function fieldApplies(deciding: Deciding, field: Field): boolean {
  return field.when === undefined || holds(deciding, field.when);
}
