import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { OwnQuestion } from '../own-question.ts';
import { optionOffer, ownPrompt } from '../own-question.ts';
import { advanceLevel, goHome, pushFlow, startFlow } from './frames.ts';
import { followPlan } from './taking-words.ts';
import type { Level, TurnDraft } from './turn-draft.ts';

/** The person wants out: at once where nothing would be lost, else the conversation asks what to do with it. */
export function leaveFlow(draft: TurnDraft, how: 'cancel' | 'restart' | 'menu'): void {
  const { top, input } = draft;
  if (!top || (how === 'menu' && top.frame.flow === input.home)) {
    draft.levels.pop();
    if (draft.levels.length === 0) goHome(draft);
    else draft.ask();
    return;
  }
  if (isWaitingForPerson(draft, top)) draft.say(draft.words('turn.bridge.given-up'));
  const own = whatIsLost(draft, top);
  draft.next = how === 'cancel' ? undefined : how;
  // Back to the menu when all is made: nobody thinks of taking it back.
  if (own === undefined || (own === 'undo' && how === 'menu' && allIsMade(draft, top))) {
    drop(draft, top, false);
    return;
  }
  draft.own = own;
  draft.prompt = ownPrompt(own, draft.flowTitle(top.frame), draft.locale);
}

/** The answer to "what shall become of it?". */
export function answerOwn(draft: TurnDraft, offer: string): void {
  const { own, next, top, options } = draft;
  draft.dismissOwn();
  if (own === 'clarify' || own === 'plan' || own === 'lost') {
    answerMeaning(draft, own, offer, options);
    return;
  }
  if (!top || own === undefined || offer === 'continue') {
    draft.ask();
    return;
  }
  draft.next = next;
  if (own === 'discard') draft.say(draft.words('turn.left'));
  else if (offer === 'keep') draft.say(draft.words(own === 'stop' ? 'turn.keeping' : 'turn.left'));
  else draft.say(draft.words(own === 'stop' ? 'turn.stopping' : 'turn.undoing'));
  drop(draft, top, offer === 'cleanup');
}

/** The answer to "what did you mean?". */
function answerMeaning(
  draft: TurnDraft,
  own: 'clarify' | 'plan' | 'lost',
  offer: string,
  options: TurnDraft['options'],
): void {
  draft.misses = 0;
  const chosen = options.findIndex((_, index) => optionOffer(index) === offer);
  if (own === 'clarify' && chosen >= 0) followPlan(draft, options.slice(chosen, chosen + 1), false);
  else if (own === 'plan' && offer !== 'continue') followPlan(draft, options, offer === 'all');
  else if (own === 'lost' && offer === 'menu') leaveFlow(draft, 'menu');
  else if (own === 'lost' && offer === 'person') startFlow(draft, 'talk-to-a-person', {});
  else draft.ask();
}

/** Only questions about what comes next are left: everything that this flow makes is there. */
function allIsMade({ input }: TurnDraft, { frame }: Level): boolean {
  const steps = input.flowOf(frame)?.steps ?? [];
  const from = steps.findIndex(({ id }) => id === frame.from);
  const isRunning = (frame.running ?? []).length > 0;
  return from >= 0 && !isRunning && !steps.slice(from).some((step) => step.verb === 'run' && step.commit);
}

/** A person was asked for and nothing else: what was said about it is with those who were asked. */
function isWaitingForPerson({ bridge, input }: TurnDraft, { run, frame }: Level): boolean {
  return bridge?.side === 'asked' && bridge.run === run && input.flowOf(frame)?.lasting === false;
}

function whatIsLost(draft: TurnDraft, level: Level): OwnQuestion | undefined {
  const { operations, input } = draft;
  const { run, frame } = level;
  if (isWaitingForPerson(draft, level)) return undefined;
  if (Object.values(operations).some((operation) => operation.run === run)) return 'stop';
  if ((frame.undo?.length ?? 0) > 0) return 'undo';
  return frame.trail.length > 0 && frame.flow !== input.home ? 'discard' : undefined;
}

/** Ends the top frame at the person's wish, and goes where they wanted to. */
function drop(draft: TurnDraft, level: Level, cleanUp: boolean): void {
  const { next, levels } = draft;
  draft.next = undefined;
  const { flow, caller, vars } = level.frame;
  // What is taken back is watched to its end before it is begun again.
  const restart = next === 'restart' && !cleanUp ? draft.input.current(flow) : undefined;
  if (restart) {
    const index = levels.indexOf(level);
    levels.splice(index, 1);
    // Whoever called it waits for it still, and what it was given holds.
    const inputs = vars['inputs'];
    const given = isRecord(inputs) ? { inputs } : {};
    pushFlow(draft, index, restart, caller === undefined ? {} : { caller, ...given });
    return;
  }
  // Everything below is left too, and what was to come: the menu is a fresh start.
  draft.queue = [];
  if (next === 'menu') levels.splice(0, levels.length, level);
  advanceLevel(draft, level, { type: 'cancel', cleanUp });
  if (levels.length === 0 && draft.prompt === undefined) goHome(draft);
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
