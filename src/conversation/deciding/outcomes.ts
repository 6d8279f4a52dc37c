import type { OperationView } from '#src/protocol/index.ts';

import type { Act } from '../decide.ts';
import type { Outcome } from '../ports.ts';
import { advanceLevel } from './frames.ts';
import type { TurnDraft } from './turn-draft.ts';

/** The result of a read, or how an operation ended: told to the flow that waits for it, else to the person. */
export function takeOutcome(draft: TurnDraft, act: Extract<Act, { type: 'outcome' }>): void {
  const { operation, outcome, step } = act;
  if (operation) {
    delete draft.operations[operation.id];
    draft.entries.push({ by: 'wizard', type: 'operation', operation });
  }
  const level = draft.levels.find(({ run }) => run === act.run);
  if (level) {
    advanceLevel(
      draft,
      level,
      outcome.ok ? { type: 'done', step, output: outcome.output } : { type: 'failed', step, failure: outcome.failure },
    );
  } else if (operation) {
    tellEnd(draft, operation, outcome);
  }
}

/** Nobody waits for this operation any more: say how it ended. */
function tellEnd(draft: TurnDraft, { title, state }: OperationView, outcome: Outcome): void {
  if (state === 'Aborted') draft.say(draft.words('turn.operation.aborted', { title }));
  else if (outcome.ok) draft.say(draft.words('turn.operation.succeeded', { title }), 'success');
  else draft.say(draft.words('turn.operation.failed', { title, message: outcome.failure.message }), 'error');
}
