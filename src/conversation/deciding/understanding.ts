import { languageOf, whyNotBegin } from '#src/chatflow/index.ts';

import { ownPrompt } from '../own-question.ts';
import type { Understanding } from '../scene.ts';
import type { StartFlow, Understood } from '../understood.ts';
import { advanceLevel, goHome, startFlow } from './frames.ts';
import { leaveFlow } from './leaving.ts';
import { meaningLabels } from './surroundings.ts';
import { notUnderstood, sayRefused, setSlots, startUnderstood } from './taking-words.ts';
import type { TurnDraft } from './turn-draft.ts';

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
    case 'skip':
    case 'help':
      tell(draft, { type: command.type });
      draft.forgetError();
      return;
    case 'back':
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
      if (languageOf(draft.locale) !== 'en') draft.say(draft.words('turn.answer.english'));
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

function clarify(draft: TurnDraft, options: readonly StartFlow[]): void {
  const known = options.filter(({ flow }) => draft.input.current(flow) !== undefined).slice(0, MOST_OPTIONS);
  if (known.length === 0) {
    notUnderstood(draft);
    return;
  }
  draft.own = 'clarify';
  draft.options = [...known];
  draft.prompt = ownPrompt('clarify', '', draft.locale, meaningLabels(known, draft.input.current, draft.locale));
}

function switchLanguage(draft: TurnDraft, locale: string): void {
  draft.locale = languageOf(locale);
  draft.say(draft.words('turn.language'));
  draft.ask();
}

function tell(draft: TurnDraft, event: Parameters<typeof advanceLevel>[2]): void {
  if (draft.top) advanceLevel(draft, draft.top, event);
  else goHome(draft);
}
