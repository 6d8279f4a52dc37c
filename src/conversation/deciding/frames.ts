import {
  advance,
  begin,
  carriedSlots,
  type Decision,
  type Effect,
  type Flow,
  type FlowEvent,
  FrameMismatch,
  slotOf,
  whyNotBegin,
} from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { standingBridge } from '../bridge.ts';
import { askForConsent } from './approving.ts';
import { askForPerson } from './ask-for-person.ts';
import type { Level, TurnDraft } from './turn-draft.ts';

const MAX_DEPTH = 4;

/** Begins a flow at the person's wish, or because something happened: on top of what is going on, or in place of a menu that waits. */
export function startFlow(draft: TurnDraft, id: string, slots: JsonObject, inputs: JsonObject = {}): void {
  const { input, levels } = draft;
  const flow = input.current(id);
  if (!flow) {
    draft.say(draft.words('turn.unknown-flow', { flow: id }));
    draft.ask();
    return;
  }
  const { channel, locale, remembered = {} } = input.conversation;
  const why = whyNotBegin(flow, { roles: input.caller.roles, channel, locale, remembered });
  if (why !== undefined) {
    draft.say(why);
    draft.ask();
    return;
  }
  // A menu that waits is replaced, not interrupted: there is nothing to come back to.
  const { top } = draft;
  if (top && top.frame.flow === input.home && top.frame.caller === undefined) levels.pop();
  if (levels.length >= MAX_DEPTH) {
    const titles = levels.map(({ frame }) => draft.flowTitle(frame)).join(', ');
    draft.say(draft.words('turn.depth', { titles }));
    draft.ask();
    return;
  }
  pushFlow(draft, levels.length, flow, { slots, inputs: { ...wordsFor(draft, flow), ...inputs } });
}

/** The sentence that began a flow, where the flow wants to know it: what somebody says is wrong leads to it. */
export function wordsFor({ input }: TurnDraft, flow: Flow): JsonObject {
  const said = flow.inputs.has('words') ? input.said.find(({ type }) => type === 'said') : undefined;
  return said?.type === 'said' && !said.text.startsWith('/') ? { words: said.text } : {};
}

/** The menu, again: the conversation never ends with nothing to do. */
export function goHome(draft: TurnDraft): void {
  const flow = draft.input.current(draft.input.home);
  if (!flow) return;
  pushFlow(draft, draft.levels.length, flow, flow.inputs.has('again') ? { inputs: { again: true } } : {});
}

/** Begins a flow at this place of the stack. */
export function pushFlow(
  draft: TurnDraft,
  index: number,
  flow: Flow,
  start: { slots?: JsonObject; inputs?: JsonObject; caller?: string },
): void {
  const run = draft.newRun();
  draft.spend();
  const decision = begin(flow, start, draft.surroundings(run));
  const level: Level = { run, frame: decision.frame };
  draft.levels.splice(index, 0, level);
  perform(draft, level, decision);
}

/** Tells one running flow what happened. */
export function advanceLevel(draft: TurnDraft, level: Level, event: FlowEvent): void {
  const flow = draft.input.flowOf(level.frame);
  draft.spend();
  if (!flow) {
    loseLevel(draft, level);
    return;
  }
  try {
    perform(draft, level, advance(flow, level.frame, event, draft.surroundings(level.run)));
  } catch (error) {
    if (!(error instanceof FrameMismatch)) throw error;
    loseLevel(draft, level);
  }
}

/** The definition of a running frame is gone: say so kindly, keep what was made, begin anew with the answers if we may. */
function loseLevel(draft: TurnDraft, level: Level): void {
  const { levels, input } = draft;
  const index = levels.indexOf(level);
  if (index >= 0) levels.splice(index, 1);
  const flow = input.current(level.frame.flow);
  if (flow && !level.frame.locked) {
    draft.say(draft.words('turn.flow-moved'));
    const { caller } = level.frame;
    pushFlow(draft, Math.max(index, 0), flow, {
      slots: carriedSlots(flow, level.frame),
      ...(caller === undefined ? {} : { caller }),
    });
    return;
  }
  draft.say(draft.words('turn.flow-gone'));
  if (levels.length === 0) goHome(draft);
  else draft.ask();
}

function perform(draft: TurnDraft, level: Level, decision: Decision): void {
  const { done = [] } = level.frame;
  level.frame = decision.frame;
  // Whatever becomes of the questions after it: what it was done with is known now.
  if ((decision.frame.done?.length ?? 0) > done.length) keepAnswers(draft, level);
  for (const fault of decision.faults ?? []) draft.remarks.faults.push({ flow: decision.frame.flow, fault });
  for (const effect of decision.effects) performOne(draft, level, effect);
}

function performOne(draft: TurnDraft, level: Level, effect: Effect): void {
  const { run } = level;
  switch (effect.type) {
    case 'say':
      draft.entries.push({
        by: 'wizard',
        type: 'say',
        text: effect.text,
        ...(effect.tone === undefined ? {} : { tone: effect.tone }),
      });
      return;
    case 'show':
      draft.entries.push({
        by: 'wizard',
        type: 'show',
        show: effect.show,
        ...(effect.text === undefined ? {} : { text: effect.text }),
      });
      return;
    case 'prompt':
      // Below a conversation between two people there is nothing but the way back.
      if (level === draft.top && !bridged(draft)) draft.prompt = effect.prompt;
      return;
    case 'changed':
      draft.entries.push({ by: 'wizard', type: 'changed', slots: effect.slots });
      return;
    case 'read': {
      const { type, step, ...rest } = effect;
      draft.effect(run, step, { type, ...rest });
      return;
    }
    case 'operate':
      operate(draft, level, effect);
      return;
    case 'stop':
      for (const [operation, waiting] of Object.entries(draft.operations)) {
        if (waiting.run === run && waiting.step === effect.step) {
          draft.effect(run, effect.step, { type: 'stop', operation });
        }
      }
      return;
    case 'undo': {
      const title = draft.words('turn.undo.title', { title: draft.flowTitle(level.frame) });
      const { compensations } = effect;
      const undo = draft.effect(run, effect.step, { type: 'undo', title, compensations });
      draft.operations[undo.id] = { run, step: effect.step };
      showOperation(draft, undo.id, title, compensations[0]?.action ?? '', []);
      return;
    }
    case 'call': {
      const flow = draft.input.current(effect.flow);
      if (flow) {
        pushFlow(draft, draft.levels.indexOf(level) + 1, flow, { inputs: effect.inputs, caller: effect.step });
      } else {
        draft.say(draft.words('turn.unknown-flow', { flow: effect.flow }));
        advanceLevel(draft, level, { type: 'returned', step: effect.step, outcome: 'failed', output: {} });
      }
      return;
    }
    case 'timer':
      draft.setTimer(run, effect.name, effect.afterMs);
      return;
    case 'clearTimer':
      draft.clearTimer(run, effect.name);
      return;
    case 'remember':
      // For this conversation it is known at once; for the next ones it is kept with the person.
      draft.remembered[effect.slot] = effect.value;
      if (effect.scope === 'conversation') return;
      draft.effect(run, effect.slot, { type: 'remember', slot: effect.slot, value: effect.value });
      return;
    case 'approve':
      askForConsent(draft, level, effect);
      return;
    case 'handoff':
      askForPerson(draft, level, effect);
      return;
    case 'await': {
      const { type, step, event } = effect;
      draft.effect(run, step, { type, event, at: draft.input.now });
      return;
    }
    case 'end':
      endLevel(draft, level, effect.outcome, effect.output);
      return;
    default:
      effect satisfies never;
  }
}

function operate(draft: TurnDraft, level: Level, effect: Extract<Effect, { type: 'operate' }>): void {
  const { type, step, background: _background, ...rest } = effect;
  const { id } = draft.effect(level.run, step, { type, ...rest });
  draft.operations[id] = { run: level.run, step };
  showOperation(draft, id, effect.title, effect.action, draft.input.stagesOf(effect.action));
}

function showOperation(
  draft: TurnDraft,
  id: string,
  title: string,
  action: string,
  stages: readonly { id: string; title: string }[],
): void {
  const badge = draft.input.badgeOf(action);
  draft.entries.push({
    by: 'wizard',
    type: 'operation',
    operation: {
      id,
      title,
      ...(badge === undefined ? {} : { badge }),
      state: 'Pending',
      stages: stages.map((stage) => ({ ...stage, state: 'waiting' })),
      sequence: 0,
      cancellable: true,
    },
  });
}

function endLevel(draft: TurnDraft, level: Level, outcome: 'done' | 'cancelled' | 'failed', output: JsonObject): void {
  const { levels } = draft;
  const index = levels.indexOf(level);
  if (index < 0) return;
  const { run, frame } = level;
  draft.remarks.ended.push({ run, frame, outcome, output });
  if (outcome === 'done' && (frame.done?.length ?? 0) === 0) keepAnswers(draft, level);
  const wasTop = index === levels.length - 1;
  levels.splice(index, 1);
  if (wasTop) draft.prompt = undefined;
  const below = levels[index - 1];
  const { caller } = frame;
  if (below && caller !== undefined) {
    advanceLevel(draft, below, { type: 'returned', step: caller, outcome, output });
    return;
  }
  if (!wasTop) return;
  if (frame.flow !== draft.input.home && outcome === 'done' && nextInPlan(draft)) return;
  if (!below) {
    if (frame.flow !== draft.input.home || outcome === 'done') goHome(draft);
    return;
  }
  draft.say(draft.words('turn.resume', { title: draft.flowTitle(below.frame) }));
  // What waits for others has no question of its own.
  if (draft.input.flowOf(below.frame)?.step.get(below.frame.at)?.verb === 'approve') {
    draft.say(draft.words('turn.approve.still', { cancel: draft.words('turn.command.cancel').toLowerCase() }));
  }
  draft.ask();
}

/** The next wish of a sentence with several, once nothing else is going on; false when there is none. */
function nextInPlan(draft: TurnDraft): boolean {
  const next = draft.queue.shift();
  if (!next) return false;
  const flow = draft.input.current(next.flow);
  if (flow) draft.say(draft.words('turn.plan.next', { title: draft.titleOf(flow) }));
  startFlow(draft, next.flow, next.slots, next.slots);
  return true;
}

/** The answers of a flow that changed something, for "same as last time". Nothing that is hidden or always asked. */
function keepAnswers(draft: TurnDraft, level: Level): void {
  const { run, frame } = level;
  const flow = draft.input.flowOf(frame);
  if (!flow?.lasting || isCalled(draft, level)) return;
  const kept: JsonObject = {};
  // Once they are locked they are on no way back any more: all count that somebody gave.
  for (const [slot, value] of Object.entries(frame.slots)) {
    const known = slotOf(flow, slot);
    if (!known || known.always || known.sensitive || value === null || frame.assumed?.includes(slot)) continue;
    if (!['secret', 'file', 'text'].includes(known.type)) kept[slot] = value;
  }
  if (Object.keys(kept).length === 0) return;
  const slot = lastAnswersOf(flow.id);
  draft.effect(run, slot, { type: 'remember', slot, value: kept });
}

/** Part of another flow, which has told it some of its answers; the menu tells nothing. */
function isCalled({ levels, input }: TurnDraft, level: Level): boolean {
  const below = levels[levels.indexOf(level) - 1];
  return level.frame.caller !== undefined && below?.frame.flow !== input.home;
}

/** Under this name the last answers of a flow are remembered. */
export function lastAnswersOf(flow: string): string {
  return `last:${flow}`;
}

function bridged({ bridge, runs }: TurnDraft): boolean {
  return bridge !== undefined && standingBridge({ bridge, runs }) !== undefined;
}
