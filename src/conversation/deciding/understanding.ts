import { languageOf, readAnswer, slotOf, titleOf, whyNotBegin } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ownPrompt } from '../own-question.ts';
import type { Understanding } from '../scene.ts';
import type { StartFlow, Understood } from '../understood.ts';
import { advanceLevel, goHome, startFlow } from './frames.ts';
import { leaveFlow } from './leaving.ts';
import type { TurnDraft } from './turn-draft.ts';

/** After so many sentences that say nothing to us, the menu and a person are offered instead of the question alone. */
const MISSES = 2;
const MOST_OPTIONS = 3;

/**
 * Free words, as commands: whatever understood them, each command is checked here like a reply that was typed. Says what it
 * took, so that a mistake is seen; never answers what is always asked, and never confirms.
 */
export function takeUnderstanding(draft: TurnDraft, { commands, refused }: Understanding): void {
  for (const [slot, reason] of Object.entries(refused)) sayRefused(draft, slot, reason);
  const starts = commands.filter((command) => command.type === 'start');
  if (starts.length > 1) {
    planStarts(draft, starts);
    return;
  }
  for (const command of commands) takeOne(draft, command);
  if (commands.length === 0) draft.ask();
}

function takeOne(draft: TurnDraft, command: Understood): void {
  if (command.type !== 'clarify' && command.type !== 'chitchat') draft.dismissOwn();
  switch (command.type) {
    case 'set':
      setSlots(draft, command.slots);
      return;
    case 'start':
      startUnderstood(draft, command);
      return;
    case 'clarify':
      clarify(draft, command.options);
      return;
    case 'cancel':
    case 'menu':
    case 'restart':
      leaveFlow(draft, command.type);
      return;
    case 'undo':
      if (draft.top && !draft.top.frame.locked && draft.top.frame.trail.length > 0) tell(draft, { type: 'back' });
      else startFlow(draft, 'undo-change', {});
      return;
    case 'back':
    case 'skip':
    case 'help':
    case 'repeat':
      tell(draft, { type: command.type });
      return;
    case 'edit':
      tell(draft, { type: 'edit', slot: command.slot });
      return;
    case 'chitchat':
      draft.say(draft.words(`turn.chitchat.${command.about}`));
      draft.ask();
      return;
    case 'handoff':
      startFlow(draft, 'talk-to-a-person', {});
      return;
    case 'status':
      startFlow(draft, 'how-far', {});
      return;
    case 'locale':
      switchLanguage(draft, command.locale);
      return;
    case 'ask':
      if (command.answer === undefined) {
        notUnderstood(draft);
        return;
      }
      draft.say(`${command.answer.text}\n\n${draft.words('turn.answer.source', { source: command.answer.source })}`);
      draft.ask();
      return;
    case 'same':
      // Without answers of a last time there is nothing to repeat.
      draft.say(draft.words('turn.same.none'));
      draft.ask();
      return;
    case 'unknown':
      notUnderstood(draft);
      return;
    default:
      command satisfies never;
  }
}

/** Answers of the running flow: each is read again, told back, and only then taken. */
function setSlots(draft: TurnDraft, wanted: JsonObject): void {
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
function startUnderstood(draft: TurnDraft, { flow: id, slots }: StartFlow): void {
  const { top, input } = draft;
  const flow = input.current(id);
  if (top && top.frame.flow === id && flow) {
    if (Object.keys(slots).length > 0) setSlots(draft, slots);
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

/** Several wishes in one sentence: the plan is told first, and agreed to where more than one of them may change something. */
function planStarts(draft: TurnDraft, starts: readonly StartFlow[]): void {
  const { channel, remembered = {} } = draft.input.conversation;
  const { roles } = draft.input.caller;
  const possible = starts.filter(({ flow: id }) => {
    const flow = draft.input.current(id);
    return flow && whyNotBegin(flow, { roles, channel, locale: draft.locale, remembered }) === undefined;
  });
  const [first, ...rest] = possible;
  if (!first) {
    notUnderstood(draft);
    return;
  }
  if (rest.length === 0) {
    takeOne(draft, first);
    return;
  }
  const title = ({ flow: id }: StartFlow): string => {
    const flow = draft.input.current(id);
    return flow ? draft.titleOf(flow) : id;
  };
  const steps = possible.map((start, index) => `${index + 1}. **${title(start)}**`).join('\n');
  const changing = possible.filter(({ flow }) => draft.input.current(flow)?.lasting).length;
  if (changing > 1) {
    draft.dismissOwn();
    draft.own = 'plan';
    draft.options = possible;
    draft.say(draft.words('turn.plan', { steps }));
    draft.prompt = ownPrompt('plan', '', draft.locale);
    return;
  }
  draft.say(draft.words('turn.plan.told', { steps }));
  draft.queue.push(...rest);
  takeOne(draft, first);
}

/** Begins the agreed wishes, one after the other. */
export function followPlan(draft: TurnDraft, options: readonly StartFlow[], all: boolean): void {
  const [first, ...rest] = options;
  if (!first) return;
  if (all) draft.queue.push(...rest);
  startUnderstood(draft, first);
}

/** The next wish of a sentence with several, once nothing else is going on; false when there is none. */
export function nextInPlan(draft: TurnDraft): boolean {
  const next = draft.queue.shift();
  if (!next) return false;
  const flow = draft.input.current(next.flow);
  if (flow) draft.say(draft.words('turn.plan.next', { title: draft.titleOf(flow) }));
  startFlow(draft, next.flow, next.slots, next.slots);
  return true;
}

function clarify(draft: TurnDraft, options: readonly StartFlow[]): void {
  const known = options.filter(({ flow }) => draft.input.current(flow) !== undefined).slice(0, MOST_OPTIONS);
  if (known.length === 0) {
    notUnderstood(draft);
    return;
  }
  draft.own = 'clarify';
  draft.options = [...known];
  const labels = known.map(({ flow: id }) => {
    const flow = draft.input.current(id);
    return flow ? titleOf(flow, draft.locale).title : id;
  });
  draft.prompt = ownPrompt('clarify', '', draft.locale, labels);
}

function switchLanguage(draft: TurnDraft, locale: string): void {
  draft.locale = languageOf(locale);
  draft.say(draft.words('turn.language'));
  draft.ask();
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

function tell(draft: TurnDraft, event: Parameters<typeof advanceLevel>[2]): void {
  if (draft.top) advanceLevel(draft, draft.top, event);
  else goHome(draft);
}

function sayRefused(draft: TurnDraft, slot: string, reason: string): void {
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
