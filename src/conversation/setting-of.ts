import type { PromptDraft } from '#src/protocol/index.ts';

import { standingBridge } from './bridge.ts';
import type { Conversation } from './conversation.ts';
import type { DecideInput } from './decide.ts';
import { surroundingsOf } from './deciding/surroundings.ts';
import type { Flows } from './flows.ts';
import type { Setting } from './interpret-reply.ts';

/** Everything the interpretation of a reply looks at. */
export function settingOf(
  input: Omit<DecideInput, 'act' | 'said' | 'messageId'>,
  prompt: PromptDraft | null,
  flows: Flows,
): Setting {
  const { conversation } = input;
  const frame = conversation.stack.at(-1);
  const run = conversation.runs.at(-1) ?? '';
  return {
    flow: frame && input.flowOf(frame),
    frame,
    prompt,
    open: conversation.open,
    own: conversation.own,
    bridge: bridgeIn(conversation),
    surroundings: surroundingsOf(conversation, input.caller, run, input.now),
    triggers: {
      command: (word) => flows.list().find(({ triggers }) => triggers.commands.includes(word.toLowerCase()))?.id,
      phrase: (text) => {
        const said = text.toLowerCase().replace(/[.!?\s]+$/, '');
        return flows.list().find(({ triggers }) => triggers.phrases.some((known) => known.toLowerCase() === said))?.id;
      },
    },
  };
}

/** How typed words are taken: by the person at the other end, or by nobody yet. */
function bridgeIn(conversation: Conversation): Setting['bridge'] {
  const { bridge, runs } = conversation;
  if (standingBridge(conversation)) return bridge?.side;
  return bridge?.side === 'asked' && bridge.with === undefined && runs.at(-1) === bridge.run ? 'awaited' : undefined;
}
