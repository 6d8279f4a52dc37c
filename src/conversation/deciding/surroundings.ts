import { promptOf, type Surroundings, titleOf } from '#src/chatflow/index.ts';
import type { PromptDraft } from '#src/protocol/index.ts';

import { bridgePrompt, standingBridge } from '../bridge.ts';
import type { Conversation } from '../conversation.ts';
import type { DecideInput } from '../decide.ts';
import { ownPrompt } from '../own-question.ts';
import type { Caller } from '../ports.ts';

/** The surroundings of one run of a flow. */
export function surroundingsOf(conversation: Conversation, caller: Caller, run: string, now: number): Surroundings {
  return {
    now,
    user: { id: caller.owner, name: caller.name, roles: caller.roles },
    locale: conversation.locale,
    channel: conversation.channel,
    remembered: conversation.remembered ?? {},
    run: `${conversation.id}-${run}`,
  };
}

/** The prompt that is open now, rendered again from what is stored. */
export function openPrompt(input: Omit<DecideInput, 'act' | 'said' | 'messageId'>): PromptDraft | null {
  const { conversation } = input;
  const frame = conversation.stack.at(-1);
  const run = conversation.runs.at(-1);
  const flow = frame && input.flowOf(frame);
  const { locale } = conversation;
  if (conversation.own !== undefined)
    return ownPrompt(
      conversation.own,
      flow ? titleOf(flow, locale).title : '',
      locale,
      conversation.own === 'clarify' ? meaningLabels(conversation.options ?? [], input.current, locale) : [],
    );
  const bridge = standingBridge(conversation);
  if (bridge) return bridgePrompt(bridge, locale);
  if (!frame || !flow || run === undefined) return null;
  return promptOf(flow, frame, surroundingsOf(conversation, input.caller, run, input.now));
}

/** What a sentence could mean, by the titles of the flows. */
export function meaningLabels(
  options: readonly { flow: string }[],
  current: DecideInput['current'],
  locale: string,
): string[] {
  return options.map(({ flow: id }) => {
    const flow = current(id);
    return flow ? titleOf(flow, locale).title : id;
  });
}
