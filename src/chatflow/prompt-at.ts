import type { PromptDraft } from '#src/protocol/index.ts';

import type { Deciding } from './deciding.ts';
import { confirmPrompt, declinedPrompt } from './verbs/confirm.ts';
import { failedPrompt } from './verbs/failed.ts';
import { questionPrompt } from './verbs/question-prompt.ts';
import { handoffPrompt } from './verbs/waiting.ts';

/** What is asked in a state; null where nothing is, because something is being waited for. */
export function promptAt(deciding: Deciding, state: string): PromptDraft | null {
  const [id = '', suffix] = state.split('/');
  const step = deciding.flow.step.get(id);
  if (!step) return null;
  if (suffix === 'failed') return failedPrompt(deciding, step);
  if (suffix === 'declined') return step.verb === 'confirm' ? declinedPrompt(deciding, step) : null;
  if (suffix !== undefined) return null;
  switch (step.verb) {
    case 'ask':
    case 'form':
      return questionPrompt(deciding, step);
    case 'confirm':
      return confirmPrompt(deciding, step);
    case 'handoff':
      return handoffPrompt(deciding, step);
    default:
      return null;
  }
}
