import type { Flow, FlowEvent, Frame } from '#src/chatflow/index.ts';
import type { EntryDraft, JsonObject, OperationView } from '#src/protocol/index.ts';

import type { BridgeEvent, HandoffTimes } from './bridge.ts';
import type { Conversation } from './conversation.ts';
import { escalate, hearAgreement, settleApprovals } from './deciding/approving.ts';
import { leaveBridge, relay, settleBridge, takeBridgeEvent, timeOut } from './deciding/bridging.ts';
import { advanceLevel, goHome, startFlow } from './deciding/frames.ts';
import { answerOwn, leaveFlow } from './deciding/leaving.ts';
import { takeOutcome } from './deciding/outcomes.ts';
import { notUnderstood } from './deciding/taking-words.ts';
import { TurnDraft } from './deciding/turn-draft.ts';
import { takeUnderstanding } from './deciding/understanding.ts';
import type { ApprovalNews, Caller, Commit, Outcome } from './ports.ts';
import type { Understanding } from './scene.ts';

/** What a turn handles, after interpretation. */
export type Act =
  | { type: 'frame'; events: FlowEvent[] }
  | { type: 'start'; flow: string; slots: JsonObject; inputs?: JsonObject }
  | { type: 'leave'; how: 'cancel' | 'restart' | 'menu' }
  | { type: 'own'; offer: string }
  | { type: 'unclear'; text: string }
  /** Free words, as commands. */
  | { type: 'understood'; understanding: Understanding }
  /** Free words that nothing could be made of, and what is said to them at the first time. */
  | { type: 'missed'; otherwise: Exclude<Act, { type: 'missed' }> }
  /** Words for the person at the other end of a bridge; and the way back from it. */
  | { type: 'relay'; text: string }
  | { type: 'unbridge' }
  /** A read action's result, or an operation's outcome with how it ended. */
  | { type: 'outcome'; run: string; step: string; outcome: Outcome; operation?: OperationView }
  /** Something else that happened to one frame: a timer, a decision of other people, an event from outside. */
  | { type: 'event'; run: string; event: FlowEvent }
  | { type: 'bridge'; event: BridgeEvent }
  /** The person goes on with it on another channel. */
  | { type: 'move'; channel: string }
  /** One of the people who were asked for their consent has agreed, and others are still waited for. */
  | { type: 'agreed'; news: ApprovalNews }
  /** A timer of the conversation itself: `<what>:<which>`. */
  | { type: 'timer'; name: string };

/** Everything a decision looks at. All of it is data or pure functions. */
export interface DecideInput {
  conversation: Conversation;
  revision: number;
  messageId: string;
  now: number;
  act: Act;
  said: EntryDraft[];
  caller: Caller;
  /** The flow by hash for frames, by id for new ones. */
  flowOf(frame: Frame): Flow | undefined;
  current(id: string): Flow | undefined;
  /** The stages a lasting action will show. */
  stagesOf(action: string): readonly { id: string; title: string }[];
  badgeOf(action: string): string | undefined;
  /** The flow that is there when no other one is. */
  home: string;
  handoffTimes?: HandoffTimes;
  dir(locale: string): 'ltr' | 'rtl';
}

/**
 * Decides one turn: the conversation and what happened, to the new conversation, what is said, and what is to be done.
 * Pure: the same input gives the same commit. Throws only for bugs of ours; nothing has been saved by then.
 */
export function decide(input: DecideInput): Commit {
  const draft = new TurnDraft(input);
  const { misses } = draft;
  take(draft, input.act);
  // Whatever a person does that is understood ends the row of sentences that were not.
  if (draft.misses === misses && input.said.length > 0) draft.misses = 0;
  settleBridge(draft);
  settleApprovals(draft);
  return draft.commit();
}

function take(draft: TurnDraft, act: Act): void {
  switch (act.type) {
    case 'frame':
      draft.dismissOwn();
      for (const event of act.events) {
        if (draft.top) advanceLevel(draft, draft.top, event);
        else goHome(draft);
      }
      if (act.events.every(({ type }) => type === 'help' || type === 'skip')) draft.forgetError();
      return;
    case 'start':
      draft.dismissOwn();
      startFlow(draft, act.flow, act.slots, act.inputs);
      return;
    case 'leave':
      leaveFlow(draft, act.how);
      return;
    case 'own':
      answerOwn(draft, act.offer);
      return;
    case 'unclear':
      draft.say(act.text);
      draft.ask();
      return;
    case 'understood':
      takeUnderstanding(draft, act.understanding);
      return;
    case 'missed':
      if (draft.misses === 0) {
        take(draft, act.otherwise);
        draft.misses = 1;
      } else {
        notUnderstood(draft);
      }
      return;
    case 'relay':
      relay(draft, act.text);
      return;
    case 'unbridge':
      leaveBridge(draft);
      return;
    case 'outcome':
      takeOutcome(draft, act);
      return;
    case 'event': {
      const level = draft.levels.find(({ run }) => run === act.run);
      if (level) advanceLevel(draft, level, act.event);
      return;
    }
    case 'bridge':
      takeBridgeEvent(draft, act.event);
      return;
    case 'move':
      draft.channel = act.channel;
      draft.ask();
      return;
    case 'agreed':
      hearAgreement(draft, act.news);
      return;
    case 'timer':
      takeTimer(draft, act.name);
      return;
    default:
      act satisfies never;
  }
}

function takeTimer(draft: TurnDraft, name: string): void {
  const [what, ...rest] = name.split(':');
  const which = rest.join(':');
  if (what === 'unanswered' || what === 'silent') timeOut(draft, what, which);
  else if (what === 'escalate') escalate(draft, which);
}
