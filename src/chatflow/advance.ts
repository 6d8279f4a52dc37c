import type { Choice, Json, JsonObject, PromptDraft } from '#src/protocol/index.ts';

import { choicesInput, readChoices } from './choices.ts';
import type { Deciding } from './deciding.ts';
import type { Effect } from './effects.ts';
import type { FlowEvent } from './events.ts';
import type { Flow, SlotInfo } from './flow.ts';
import type { Frame } from './frame.ts';
import { placed, type Transitioned } from './machine.ts';
import { prefill } from './prefill.ts';
import { promptAt } from './prompt-at.ts';
import { type ReadAnswer, readField } from './read-field.ts';
import type { Surroundings } from './surroundings.ts';

/** What a flow decided: where it stands now, and what is to be done. */
export interface Decision {
  frame: Frame;
  effects: Effect[];
  /** Expressions of the file that could not be computed: for the author's log, never for the person. */
  faults?: string[];
}

/** A stored frame does not belong to this definition: the turn has to move it or begin anew, never to guess. */
export class FrameMismatch extends Error {
  constructor(flow: Flow, frame: Frame) {
    super(
      frame.hash === flow.hash
        ? `the flow ${flow.id} has no state ${frame.at}`
        : `the frame runs ${frame.flow} at ${frame.hash}, the definition at hand is ${flow.id} at ${flow.hash}`,
    );
    this.name = 'FrameMismatch';
  }
}

/** Begins a flow. `slots` are answers given before it was asked; what is not valid is left out and asked for. */
export function begin(
  flow: Flow,
  start: { slots?: JsonObject; inputs?: JsonObject; caller?: string },
  surroundings: Surroundings,
): Decision {
  const deciding = decidingOf(flow, prefill(flow, start, surroundings), surroundings);
  return decisionOf(flow, flow.machine.begin(deciding));
}

/** Takes one event. Pure: the same frame, event and surroundings give the same decision. */
export function advance(flow: Flow, frame: Frame, event: FlowEvent, surroundings: Surroundings): Decision {
  assertBelongs(flow, frame);
  const context = decidingOf(flow, frame, surroundings);
  return decisionOf(flow, flow.machine.take(frame.at, context, plainEvent(event)));
}

/** The open prompt, rendered again. Null while nothing is asked. */
export function promptOf(flow: Flow, frame: Frame, surroundings: Surroundings): PromptDraft | null {
  assertBelongs(flow, frame);
  return promptAt(lookingAt(flow, frame, surroundings), frame.at);
}

/** Reads what was typed, or what a widget sent, as the answer of a slot. */
export function readAnswer(
  flow: Flow,
  frame: Frame,
  slot: string,
  input: Json,
  surroundings: Surroundings,
): ReadAnswer {
  const known = flow.slots.get(slot);
  if (!known) throw new FrameMismatch(flow, frame);
  return readField(lookingAt(flow, frame, surroundings), known.field, input);
}

/** What the conversation needs to know of a slot before it decides, for example that it has to be sealed. */
export function slotOf(flow: Flow, slot: string): SlotInfo | undefined {
  const known = flow.slots.get(slot);
  if (!known) return undefined;
  const { field, step } = known;
  return {
    type: field.type,
    sensitive: field.sensitive,
    always: field.always,
    only: field.only,
    optional: field.optional,
    label: field.label.source,
    step: step.id,
    synonyms: field.synonyms,
    patterns: field.patterns,
  };
}

/** How to ask for another page, or a search, of the choices of a slot; null where they do not come from an action. */
export function choicesQuery(
  flow: Flow,
  frame: Frame,
  slot: string,
  page: { search?: string; page?: number },
  surroundings: Surroundings,
): { action: string; input: JsonObject } | null {
  const from = flow.slots.get(slot)?.field.choicesFrom;
  const question = from && choicesInput(lookingAt(flow, frame, surroundings), from);
  return question ? { action: from.action, input: { ...question.input, ...page } } : null;
}

/** An action's output as the choices of a slot. */
export function choicesFromOutput(
  flow: Flow,
  frame: Frame,
  slot: string,
  output: Json,
  surroundings: Surroundings,
): { items: Choice[]; more: boolean } {
  const from = flow.slots.get(slot)?.field.choicesFrom;
  return from ? readChoices(lookingAt(flow, frame, surroundings), from, output) : { items: [], more: false };
}

/** The answers of an older version of the flow, under the names of this one: what `migrate` says is renamed and dropped. */
export function carriedSlots(flow: Flow, older: Frame): JsonObject {
  const { migrate } = flow;
  const applies = migrate !== undefined && (migrate.from.length === 0 || migrate.from.includes(older.version));
  const carried: JsonObject = {};
  for (const [slot, value] of Object.entries(older.slots)) {
    if (older.assumed?.includes(slot)) continue;
    const name = applies ? (migrate.rename.get(slot) ?? slot) : slot;
    if (applies && migrate.drop.has(slot)) continue;
    if (flow.slots.has(name)) carried[name] = value;
  }
  return carried;
}

/** The title and description of a flow in a person's language. */
export function titleOf(flow: Flow, locale: string): { title: string; description: string } {
  const texts = flow.translations[locale] ?? flow.translations[locale.split('-')[0] ?? ''] ?? {};
  const text = (key: string): string | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);
  return { title: text('title') ?? flow.title, description: text('description') ?? flow.description };
}

function decidingOf(flow: Flow, frame: Frame, surroundings: Surroundings): Deciding {
  return { flow, frame, surroundings, route: 'stay', fell: [], effects: [], faults: [] };
}

/** The same where nothing is decided: what goes wrong is told to whoever looks. */
function lookingAt(flow: Flow, frame: Frame, surroundings: Surroundings): Deciding {
  return { ...decidingOf(flow, frame, surroundings), faults: surroundings.faults ?? [] };
}

function assertBelongs(flow: Flow, frame: Frame): void {
  if (frame.hash !== flow.hash || !flow.machine.states.has(frame.at)) throw new FrameMismatch(flow, frame);
}

/** Offers that are something else in disguise. */
function plainEvent(event: FlowEvent): FlowEvent {
  if (event.type !== 'offer') return event;
  if (event.offer === 'cancel') return { type: 'cancel', cleanUp: true };
  if (event.offer.startsWith('edit:')) return { type: 'edit', slot: event.offer.slice('edit:'.length) };
  return event;
}

function decisionOf(flow: Flow, { at, context, actions }: Transitioned): Decision {
  const effects: Effect[] = [];
  for (const action of actions) {
    // Nothing but our own effects may leave a machine: an invoke, a delay or a raise would live outside what is saved.
    if (action.type !== 'perform')
      throw new Error(`the flow ${flow.id} came up with the unknown action ${action.type}`);
    collect(effects, action.params as Effect | readonly Effect[] | null);
  }
  const frame = placed(context.frame, at);
  return context.faults.length === 0 ? { frame, effects } : { frame, effects, faults: [...new Set(context.faults)] };
}

/** Keeps one list of fallen answers, where the first one was. */
function collect(effects: Effect[], performed: Effect | readonly Effect[] | null): void {
  if (performed === null) return;
  for (const effect of Array.isArray(performed) ? (performed as readonly Effect[]) : [performed as Effect]) {
    if (effect.type === 'changed') {
      const earlier = effects.find((one) => one.type === 'changed');
      if (earlier) {
        earlier.slots = [...new Set([...earlier.slots, ...effect.slots])];
        continue;
      }
      effects.push({ ...effect });
    } else {
      effects.push(effect);
    }
  }
}
