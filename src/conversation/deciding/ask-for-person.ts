import type { Effect } from '#src/chatflow/index.ts';

import { type BridgeTimer, handoffTimes } from '../bridge.ts';
import type { Level, TurnDraft } from './turn-draft.ts';

/** A flow wants a person: the ticket is opened, and the wait for somebody begins. One at a time is enough. */
export function askForPerson(draft: TurnDraft, level: Level, effect: Extract<Effect, { type: 'handoff' }>): void {
  const { run, frame } = level;
  if (draft.bridge) {
    draft.say(draft.words('turn.bridge.already'));
    return;
  }
  const { step, queue, text = '' } = effect;
  const { id } = draft.effect(run, step, { type: 'handoff', queue, text });
  draft.bridge = { ticket: id, side: 'asked', run, at: frame.at };
  remind(draft, 'unanswered');
  // A step of its own says so in its question; a way out of a failure does not.
  if (frame.at !== step) draft.say(draft.words('flow.handoff.waiting'));
}

/** Sets the timer of a wait anew. */
export function remind(draft: TurnDraft, timer: BridgeTimer): void {
  const times = draft.input.handoffTimes ?? handoffTimes;
  const afterMs = timer === 'silent' ? times.silentMs : times.unansweredMs;
  draft.setTimer('', `${timer}:${draft.bridge?.ticket ?? ''}`, afterMs);
}

/** The wait is over. */
export function forget(draft: TurnDraft, timer: BridgeTimer): void {
  const ticket = draft.bridge?.ticket;
  if (ticket !== undefined) draft.clearTimer('', `${timer}:${ticket}`);
}
