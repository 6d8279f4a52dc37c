import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Effect } from './effects.ts';
import { type Expression, ExpressionFailure, type Scope } from './expressions/expression.ts';
import type { Flow } from './flow.ts';
import type { Frame } from './frame.ts';
import { slotTypeDefinitions } from './slot-types/index.ts';
import { hidden } from './slot-types/texts.ts';
import type { Field, StepBase } from './step.ts';
import type { Surroundings } from './surroundings.ts';
import { evaluateValue, renderText, type Text, type Value } from './text.ts';

/** Where a step leads as soon as it is entered: `stay` waits for an event, the others go on at once. */
export type Route = 'stay' | 'pass' | 'choices' | 'check' | 'failed';

/** Everything a decision sees: the machine's context. Only the frame outlives it. */
export interface Deciding {
  flow: Flow;
  frame: Frame;
  surroundings: Surroundings;
  route: Route;
  /** Answers that fell at the step just entered. */
  fell: readonly string[];
  /** What the step just entered has to say or do, when that was worked out on entering. */
  effects: readonly Effect[];
  /** Expressions that could not be computed: for the log. */
  faults: string[];
}

/** What the values of names depend on. */
type Known = Pick<Deciding, 'flow' | 'frame' | 'surroundings' | 'faults'>;

/** What a step's entering decided. */
export type Entered = Partial<Pick<Deciding, 'frame' | 'fell' | 'effects'>> & { route: Route };

/** The values of names, for this frame at this moment. */
export function scopeOf(deciding: Known, locals?: JsonObject): Scope {
  const { flow, frame, surroundings } = deciding;
  return (name) => {
    if (locals && Object.hasOwn(locals, name)) return locals[name] ?? null;
    if (Object.hasOwn(frame.slots, name)) return frame.slots[name] ?? null;
    if (flow.slots.has(name)) return null;
    if (Object.hasOwn(frame.vars, name)) return frame.vars[name] ?? null;
    switch (name) {
      case 'user':
        return surroundings.user;
      case 'flow':
        return { id: flow.id, version: flow.version, title: flow.title, run: surroundings.run };
      case 'labels':
        return labelsOf(deciding);
      case 'vars':
        return frame.vars;
      case 'remembered':
        return surroundings.remembered;
      case 'channel':
        return surroundings.channel;
      case 'locale':
        return surroundings.locale;
      case 'today':
        return new Date(surroundings.now).toISOString().slice(0, 10);
      case 'now':
        return new Date(surroundings.now).toISOString();
      default:
        return null;
    }
  };
}

/** How the answers read for people, by slot: `${{ labels.size }}`. */
function labelsOf(deciding: Known): JsonObject {
  const labels: JsonObject = {};
  for (const [slot, { field }] of deciding.flow.slots) {
    if (Object.hasOwn(deciding.frame.slots, slot)) labels[slot] = showAnswer(deciding, field);
  }
  return labels;
}

/** How the answer of a slot reads in a summary; secrets as dots, nothing as a dash. */
export function showAnswer(deciding: Known, field: Field): string {
  const { frame, surroundings } = deciding;
  const value = Object.hasOwn(frame.slots, field.slot) ? (frame.slots[field.slot] ?? null) : null;
  if (value === null) return '–';
  if (field.sensitive) return hidden;
  const kept = frame.labels && Object.hasOwn(frame.labels, field.slot) ? frame.labels[field.slot] : undefined;
  if (kept !== undefined) return kept;
  if (field.choices) {
    const scope = scopeOf(deciding);
    const label = (one: Json): string => {
      const choice = field.choices?.find((candidate) => candidate.value === one);
      return choice ? render(deciding, choice.label, scope, 'plain') : String(one);
    };
    return Array.isArray(value) ? value.map(label).join(', ') : label(value);
  }
  return slotTypeDefinitions[field.type].format(value, surroundings.locale);
}

/** A condition. What cannot be computed is false, noted as a fault, and never an exception. */
export function holds(deciding: Deciding, expression: Expression, locals?: JsonObject): boolean {
  try {
    return expression.evaluate(scopeOf(deciding, locals)) === true;
  } catch (error) {
    return noteFault(deciding, error, false);
  }
}

/** A value; null, noted as a fault, where it cannot be computed. */
export function compute(deciding: Deciding, value: Value, locals?: JsonObject): Json {
  if (value.kind === 'literal') return value.value;
  try {
    return evaluateValue(value, scopeOf(deciding, locals));
  } catch (error) {
    return noteFault(deciding, error, null);
  }
}

/** The input of an action, or undefined, noted as a fault, where it cannot be computed: then nothing may be started. */
export function computeInput(deciding: Deciding, value: Value, locals?: JsonObject): JsonObject | undefined {
  try {
    const input = evaluateValue(value, scopeOf(deciding, locals));
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? withoutNulls(input) : {};
  } catch (error) {
    return noteFault(deciding, error, undefined);
  }
}

/** A text in Markdown, in the person's language. */
export function write(deciding: Deciding, text: Text, locals?: JsonObject): string {
  return render(deciding, text, scopeOf(deciding, locals), 'markdown');
}

/** A text without markup, in the person's language. */
export function writePlain(deciding: Deciding, text: Text, locals?: JsonObject): string {
  return render(deciding, text, scopeOf(deciding, locals), 'plain');
}

function render(deciding: Known, text: Text, scope: Scope, mode: 'markdown' | 'plain'): string {
  return renderText(text, deciding.surroundings.locale, scope, mode, (error) => {
    deciding.faults.push(faultOf(deciding.flow, error));
  });
}

/** Whether a step is for this channel and its `when` holds. */
export function applies(deciding: Deciding, step: Pick<StepBase, 'when' | 'channels'>): boolean {
  const { channel } = deciding.surroundings;
  if (step.channels?.only && !step.channels.only.includes(channel)) return false;
  if (step.channels?.except?.includes(channel)) return false;
  return step.when === undefined || holds(deciding, step.when);
}

/** The frame with some keys changed; `undefined` removes one, so that a stored conversation stays small. */
export function patch(frame: Frame, changes: { [K in keyof Frame]?: Frame[K] | undefined }): Frame {
  const set: { [key: string]: unknown } = {};
  const removed: string[] = [];
  let changed = false;
  for (const key of Object.keys(changes)) {
    const value = changes[key as keyof Frame];
    if (value !== undefined) {
      set[key] = value;
      changed = true;
    } else if (frame[key as keyof Frame] !== undefined) {
      removed.push(key);
    }
  }
  if (removed.length === 0) return changed ? { ...frame, ...set } : frame;
  // Copied rather than deleted from: an object with holes is slow from then on.
  const kept: { [key: string]: unknown } = {};
  for (const key of Object.keys(frame)) if (!removed.includes(key)) kept[key] = frame[key as keyof Frame];
  return { ...kept, ...set } as unknown as Frame;
}

/** An optional record without some keys; undefined when nothing is left. */
export function omit<T>(
  record: { [key: string]: T } | undefined,
  keys: readonly string[],
): { [key: string]: T } | undefined {
  if (!record || !keys.some((key) => Object.hasOwn(record, key))) return record;
  const kept = Object.entries(record).filter(([key]) => !keys.includes(key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** An optional list without some items; undefined when nothing is left. */
export function without(list: readonly string[] | undefined, items: readonly string[]): string[] | undefined {
  const kept = list?.filter((item) => !items.includes(item)) ?? [];
  return kept.length === 0 ? undefined : kept;
}

/** An optional list with an item at its end, once. */
export function including(list: readonly string[] | undefined, item: string): string[] {
  return list?.includes(item) ? [...list] : [...(list ?? []), item];
}

/** Answered or skipped: the slot holds something, be it nothing. */
export function isFilled(frame: Frame, slot: string): boolean {
  return Object.hasOwn(frame.slots, slot);
}

function withoutNulls(input: JsonObject): JsonObject {
  const kept = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(kept);
}

/** What went wrong and where: `step price, line 12: division by zero in …`. */
function faultOf({ steps }: Flow, { line, message }: ExpressionFailure): string {
  const step = steps.findLast((one) => one.line <= line);
  return line === 0 ? message : `${step ? `step ${step.id}, ` : ''}line ${line}: ${message}`;
}

function noteFault<T>(deciding: Deciding, error: unknown, otherwise: T): T {
  if (!(error instanceof ExpressionFailure)) throw error;
  deciding.faults.push(faultOf(deciding.flow, error));
  return otherwise;
}
