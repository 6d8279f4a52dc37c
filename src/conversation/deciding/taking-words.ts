import { type Flow, languageOf, readAnswer, slotOf } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ownPrompt } from '../own-question.ts';
import type { StartFlow } from '../understood.ts';
import { advanceLevel, pushFlow, startFlow, wordsFor } from './frames.ts';
import type { Level, TurnDraft } from './turn-draft.ts';

/** After so many sentences that say nothing to us, the menu and a person are offered instead of the question alone. */
const MISSES = 2;

/** Answers of the running flow: each is read again, told back, and only then taken. */
export function setSlots(draft: TurnDraft, wanted: JsonObject): void {
  const { top, input } = draft;
  const flow = top && input.flowOf(top.frame);
  if (!top || !flow) {
    notUnderstood(draft);
    return;
  }
  const { locale } = draft;
  const slots: JsonObject = {};
  const labels: { [slot: string]: string } = {};
  const said: string[] = [];
  for (const [slot, value] of Object.entries(wanted)) {
    const known = slotOf(flow, slot);
    if (!known || known.always || known.type === 'secret') continue;
    const read = readAnswer(flow, top.frame, slot, value, draft.surroundings(top.run));
    if (!read.ok) {
      sayRefused(draft, slot, read.error);
      continue;
    }
    slots[slot] = read.value;
    if (read.label !== undefined) labels[slot] = read.label;
    said.push(`${labelOf(flow.translations, locale, slot, known.label)}: **${read.shown}**`);
  }
  if (said.length === 0) {
    draft.ask();
    return;
  }
  draft.say(said.join(' · '), 'info');
  advanceLevel(draft, top, { type: 'answer', slots, ...(Object.keys(labels).length > 0 ? { labels } : {}) });
}

/** A flow with answers from the sentence: what was taken is told before its first question. */
export function startUnderstood(draft: TurnDraft, { flow: id, slots }: StartFlow): void {
  const { top, input } = draft;
  const flow = input.current(id);
  if (top && top.frame.flow === id && flow) {
    if (flow.inputs.has('words') && !top.frame.locked) beginAnew(draft, top, flow, slots);
    else if (Object.keys(slots).length > 0) setSlots(draft, slots);
    else {
      draft.say(draft.words('turn.already-in', { title: draft.titleOf(flow) }));
      draft.ask();
    }
    return;
  }
  const at = draft.entries.length;
  const before = draft.levels.length;
  startFlow(draft, id, slots, slots);
  const level = draft.levels.find(({ frame }) => frame.flow === id);
  if (!flow || !level || (before === draft.levels.length && top === level)) return;
  const told = Object.keys(slots).flatMap((slot) => {
    const known = slotOf(flow, slot);
    if (!known || known.sensitive || !Object.hasOwn(level.frame.slots, slot)) return [];
    const read = readAnswer(flow, level.frame, slot, level.frame.slots[slot] ?? null, draft.surroundings(level.run));
    const shown = read.ok ? read.shown : String(level.frame.slots[slot]);
    return [`${labelOf(flow.translations, draft.locale, slot, known.label)}: **${shown}**`];
  });
  const text = [`**${draft.titleOf(flow)}**`, ...told].join(' · ');
  draft.entries.splice(at, 0, { by: 'wizard', type: 'say', text, tone: 'info' });
}

/**
 * A flow that listens to the sentence it began with hears another one: it begins anew in its place, where it was to look. What
 * follows from the first sentence falls.
 */
function beginAnew(draft: TurnDraft, level: Level, flow: Flow, slots: JsonObject): void {
  const { frame } = level;
  const place: JsonObject = {};
  for (const [slot, { field }] of flow.slots) {
    if (!flow.inputs.has(slot) || field.depends.length > 0 || !Object.hasOwn(frame.slots, slot)) continue;
    place[slot] = frame.slots[slot] ?? null;
  }
  const index = draft.levels.indexOf(level);
  draft.levels.splice(index, 1);
  draft.say(`**${draft.titleOf(flow)}**`, 'info');
  pushFlow(draft, index, flow, {
    slots: { ...place, ...slots },
    inputs: { ...wordsFor(draft, flow), ...place, ...slots },
    ...(frame.caller === undefined ? {} : { caller: frame.caller }),
  });
}

/** Begins the agreed wishes, one after the other. */
export function followPlan(draft: TurnDraft, options: readonly StartFlow[], all: boolean): void {
  const [first, ...rest] = options;
  if (!first) return;
  if (all) draft.queue.push(...rest);
  startUnderstood(draft, first);
}

/** Nothing could be made of it: each time a little more help, and what was asked again. */
export function notUnderstood(draft: TurnDraft): void {
  draft.misses += 1;
  if (draft.misses > MISSES) {
    draft.own = 'lost';
    draft.prompt = ownPrompt('lost', '', draft.locale);
    return;
  }
  draft.say(draft.words(draft.misses === 1 ? 'turn.unknown.first' : 'turn.unknown.second'));
  draft.ask();
}

export function sayRefused(draft: TurnDraft, slot: string, reason: string): void {
  const flow = draft.top && draft.input.flowOf(draft.top.frame);
  const known = flow && slotOf(flow, slot);
  const name = flow && known ? labelOf(flow.translations, draft.locale, slot, known.label) : slot.replaceAll('_', ' ');
  draft.say(draft.words('turn.not-taken', { name, reason }));
}

function labelOf(
  translations: Readonly<Record<string, Readonly<Record<string, string>>>>,
  locale: string,
  slot: string,
  label: string,
): string {
  return translations[languageOf(locale)]?.[`${slot}.label`] ?? label;
}
