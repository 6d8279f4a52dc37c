import type { OperationView } from '#src/protocol/index.ts';

import type { Act } from '../decide.ts';
import type { Outcome } from '../ports.ts';
import { relayNews } from './bridging.ts';
import { advanceLevel } from './frames.ts';
import type { TurnDraft } from './turn-draft.ts';

/** The result of a read, or how an operation ended: told to the flow that waits for it, else to the person. */
export function takeOutcome(draft: TurnDraft, act: Extract<Act, { type: 'outcome' }>): void {
  const { operation, outcome, step } = act;
  if (operation) {
    delete draft.operations[operation.id];
    draft.entries.push({ by: 'wizard', type: 'operation', operation });
    relayNews(draft, endOf(draft, operation, outcome).text);
  }
  const level = draft.levels.find(({ run }) => run === act.run);
  if (level) {
    advanceLevel(
      draft,
      level,
      outcome.ok ? { type: 'done', step, output: outcome.output } : { type: 'failed', step, failure: outcome.failure },
    );
  } else if (operation) {
    // Nobody waits for this operation any more: say how it ended.
    const { text, tone } = endOf(draft, operation, outcome);
    draft.say(text, tone);
  }
}

/** How an operation ended, in a sentence. */
function endOf(
  draft: TurnDraft,
  { title, state }: OperationView,
  outcome: Outcome,
): { text: string; tone?: 'success' | 'error' } {
  if (state === 'Aborted') return { text: draft.words('turn.operation.aborted', { title }) };
  if (outcome.ok) return { text: draft.words('turn.operation.succeeded', { title }), tone: 'success' };
  return { text: draft.words('turn.operation.failed', { title, message: outcome.failure.message }), tone: 'error' };
}
