import type { Json, JsonObject } from '#src/protocol/index.ts';

import { choicesInput, choicesOf, pickNamed, readChoices } from '../choices.ts';
import { applies, computeInput, type Deciding, type Entered, holds, isFilled, omit, patch } from '../deciding.ts';
import type { Effect, Failure } from '../effects.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Frame } from '../frame.ts';
import { phrase } from '../phrases/index.ts';
import type { Field, QuestionStep } from '../step.ts';
import { dropSlots, Settling } from './settling.ts';

/**
 * Enters a question: drops what no longer holds, takes what nobody has to be asked, and says what is missing. In this
 * order: is it asked at all, are its choices there, is it being asked (again), is its answer checked, then on.
 */
export function enterQuestion(deciding: Deciding, step: QuestionStep): Entered {
  const settling = new Settling(deciding);
  const here = applies(deciding, step);
  for (const field of step.fields) settling.settle(field, here);
  let { frame } = settling;
  const fell = [...settling.fell];
  if (!here) return { route: 'pass', frame: leaveQuestion(frame, step), fell };

  const now = (): Deciding => ({ ...deciding, frame });
  const asked = step.fields.filter((field) => isAsked(deciding, frame, step, field));
  for (const field of step.fields) {
    if (!field.choicesFrom || !(asked.includes(field) || isFilled(frame, field.slot))) continue;
    if (frame.slots[field.slot] === null && !asked.includes(field)) continue;
    const question = choicesInput(now(), field.choicesFrom);
    if (!question)
      return failed(
        frame,
        step,
        fell,
        phrase(deciding.surroundings.locale, 'flow.failed.expression', { step: step.id }),
      );
    if (frame.passed?.[field.slot] === question.key && !asked.includes(field)) continue;
    if (frame.choices?.[field.slot]?.key !== question.key) {
      return {
        route: 'choices',
        frame: patch(frame, { waiting: `${step.id}/choices/${field.slot}~${question.key}` }),
        fell,
      };
    }
    frame = verifyChosen(now(), field, question.key, fell);
  }

  if (isEditing(frame, step) || step.fields.some((field) => isAsked(deciding, frame, step, field))) {
    return { route: 'stay', frame, fell };
  }
  const unchecked = step.fields.find((field) => checkKey(now(), field) !== undefined);
  if (unchecked) {
    const key = checkKey(now(), unchecked) ?? '';
    return { route: 'check', frame: patch(frame, { waiting: `${step.id}/checking/${unchecked.slot}~${key}` }), fell };
  }
  return { route: 'pass', frame: leaveQuestion(frame, step), fell };
}

/** The frame once the question is behind: nothing of its asking is kept. */
export function leaveQuestion(frame: Frame, step: QuestionStep): Frame {
  const slots = step.fields.map((field) => field.slot);
  return patch(frame, {
    choices: omit(frame.choices, slots),
    tries: undefined,
    error: undefined,
    fieldErrors: undefined,
    typed: undefined,
    waiting: undefined,
  });
}

/** Whether the person has to be asked for a field now. */
export function isAsked(deciding: Deciding, frame: Frame, step: QuestionStep, field: Field): boolean {
  const again = frame.editing === field.slot || (frame.editing === step.id && step.verb === 'form');
  if (!again && isFilled(frame, field.slot)) return false;
  return !field.when || holds({ ...deciding, frame }, field.when);
}

/** This question is asked again although it was answered. */
export function isEditing(frame: Frame, step: QuestionStep): boolean {
  return (
    frame.editing !== undefined &&
    (frame.editing === step.id || step.fields.some((field) => field.slot === frame.editing))
  );
}

/** Asks the action for the choices the question waits for. */
export function readChoicesEffect(deciding: Deciding, step: QuestionStep): Effect | null {
  const field = awaited(deciding.frame, step);
  const from = field?.choicesFrom;
  const question = from && choicesInput(deciding, from);
  const { waiting } = deciding.frame;
  if (!field || !from || !question || waiting === undefined) return null;
  const { action, timeoutMs } = from;
  return {
    type: 'read',
    step: waiting,
    purpose: 'choices',
    slot: field.slot,
    action,
    input: question.input,
    timeoutMs,
  };
}

/** Asks the action that checks an answer. */
export function checkEffect(deciding: Deciding, step: QuestionStep): Effect | null {
  const field = awaited(deciding.frame, step);
  const check = field?.check;
  const input = field && checkInput(deciding, field);
  const { waiting } = deciding.frame;
  if (!field || !check || !input || waiting === undefined) return null;
  const { action, timeoutMs } = check;
  return { type: 'read', step: waiting, purpose: 'check', slot: field.slot, action, input, timeoutMs };
}

/** The choices have come. */
export function takeChoices(deciding: Deciding, step: QuestionStep, output: Json): Frame {
  const { frame } = deciding;
  const field = awaited(frame, step);
  const key = frame.waiting?.split('~')[1];
  if (!field?.choicesFrom || key === undefined) return frame;
  const { items, more } = readChoices(deciding, field.choicesFrom, output);
  return patch(frame, { waiting: undefined, choices: { ...frame.choices, [field.slot]: { key, items, more } } });
}

/** What the check found: the answer stands, or it falls and is asked for again with the reason. */
export function takeCheck(deciding: Deciding, step: QuestionStep, output: Json): Frame {
  const { frame, surroundings } = deciding;
  const field = awaited(frame, step);
  const key = frame.waiting?.split('~')[1];
  if (!field || key === undefined) return frame;
  const text = isRecord(output) ? output['text'] : undefined;
  if (isAccepted(output))
    return patch(frame, { waiting: undefined, passed: { ...frame.passed, [`${field.slot}?`]: key } });
  const error = typeof text === 'string' && text !== '' ? text : phrase(surroundings.locale, 'flow.check.failed');
  const dropped = dropSlots(frame, [field.slot]);
  return patch(dropped, {
    waiting: undefined,
    tries: (frame.tries ?? 0) + 1,
    error,
    ...(step.verb === 'form' ? { fieldErrors: { [field.slot]: error } } : {}),
  });
}

/** Whether a check lets an answer stand. */
export function isAccepted(output: Json): boolean {
  return isRecord(output) && output['ok'] === true;
}

/** What went wrong with the choices or the check, in words. */
export function readFailure(deciding: Deciding, step: QuestionStep, failure: Failure): Frame {
  const { frame, surroundings } = deciding;
  const key = frame.waiting?.startsWith(`${step.id}/choices/`) ? 'flow.failed.choices' : 'flow.failed.check';
  const message = phrase(surroundings.locale, key, { message: failure.message });
  return patch(frame, { waiting: undefined, failure: { ...failure, message, step: step.id } });
}

/** The key of a check that has still to be made for an answer; undefined when there is none. */
function checkKey(deciding: Deciding, field: Field): string | undefined {
  const { frame } = deciding;
  if (!field.check || !isFilled(frame, field.slot) || frame.slots[field.slot] === null) return undefined;
  if (field.when && !holds(deciding, field.when)) return undefined;
  const input = checkInput(deciding, field);
  const key = fingerprint(input ?? {});
  return frame.passed?.[`${field.slot}?`] === key ? undefined : key;
}

function checkInput(deciding: Deciding, field: Field): JsonObject | undefined {
  const value = deciding.frame.slots[field.slot] ?? null;
  return field.check && computeInput(deciding, field.check.with, { value });
}

/** An answer is one of the choices as they are now, or it falls. What nobody has looked up yet may be the name of one. */
function verifyChosen(deciding: Deciding, field: Field, key: string, fell: string[]): Frame {
  const { frame, surroundings } = deciding;
  const value = frame.slots[field.slot];
  if (value === undefined || value === null) return frame;
  const list = choicesOf(deciding, field);
  const wanted = Array.isArray(value) ? value : [value];
  const words = frame.labels?.[field.slot] === undefined && !frame.assumed?.includes(field.slot);
  const found = wanted.map((one) => {
    const choice = list?.items.find((item) => item.value === one);
    if (choice || !words) return choice?.disabled ? undefined : choice;
    return pickNamed(String(one), list?.items ?? [], field.synonyms);
  });
  if (found.every((choice) => choice !== undefined)) {
    const label = found.map((choice) => choice.label).join(', ');
    const values = found.map((choice) => choice.value);
    return patch(frame, {
      slots: { ...frame.slots, [field.slot]: Array.isArray(value) ? values : (values[0] ?? null) },
      labels: { ...frame.labels, [field.slot]: label },
      passed: { ...frame.passed, [field.slot]: key },
    });
  }
  if (list?.more) return patch(frame, { passed: { ...frame.passed, [field.slot]: key } });
  if (frame.trail.includes(field.slot)) fell.push(field.slot);
  const chosen = frame.labels?.[field.slot];
  const said = { value: chosen ?? String(wanted[0] ?? '') };
  const without = dropSlots(frame, [field.slot]);
  return patch(without, {
    // Who wanted something else is asked, and nothing is assumed in its place.
    passed: { ...without.passed, [`${field.slot}!`]: key },
    error: phrase(surroundings.locale, chosen === undefined ? 'flow.choice.none' : 'flow.choice.gone', said),
  });
}

function failed(frame: Frame, step: QuestionStep, fell: readonly string[], message: string): Entered {
  const failure = { code: 'EXPRESSION_FAILED', message, retryable: false, step: step.id };
  return { route: 'failed', frame: patch(frame, { failure }), fell };
}

/** The field whose choices or check the frame waits for. */
function awaited(frame: Frame, step: QuestionStep): Field | undefined {
  const slot = frame.waiting?.split('~')[0]?.split('/')[2];
  return step.fields.find((field) => field.slot === slot);
}

function isRecord(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
