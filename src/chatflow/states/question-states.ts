import { guarded, perform, type StateData, update } from '../machine.ts';
import type { QuestionStep, Step } from '../step.ts';
import { entering, failing, passing, type States, toFailed } from './shared.ts';

/** The states of `ask` and `form`. */
export function questionStates(step: QuestionStep): States {
  const { id } = step;
  // A flow is entered and left thousands of times a second: it has only the states that it can come into.
  const loads = step.fields.some((field) => field.choicesFrom);
  const checks = step.fields.some((field) => field.check);
  const ends = step.fields.some((field) => field.retries);
  return {
    [id]: {
      entry: [...entering(step), perform('ask', id)],
      always: [
        passing(step),
        ...(loads ? [{ guard: guarded({ is: 'route', route: 'choices' }), target: `${id}/choices` }] : []),
        ...(checks ? [{ guard: guarded({ is: 'route', route: 'check' }), target: `${id}/checking` }] : []),
        ...(loads ? [toFailed(step)] : []),
      ],
      on: answering(step, ends),
    },
    ...(loads ? { [`${id}/choices`]: reading(step, 'readChoices', 'takeChoices') } : {}),
    ...(checks ? { [`${id}/checking`]: reading(step, 'check', 'takeCheck', ends) } : {}),
    ...(loads || checks || ends ? failing(step) : {}),
  };
}

/** What an open question takes. */
function answering(step: QuestionStep, ends: boolean): NonNullable<StateData['on']> {
  const { id, next } = step;
  const taken = [perform('remember', id), update('answer', id)];
  return {
    answer: [
      { guard: guarded({ is: 'settles', step: id }), target: next, actions: taken },
      { guard: guarded({ is: 'reachesBack', step: id }), target: '$start', actions: [...taken, perform('changed')] },
      {
        guard: guarded({ is: 'acceptable', step: id }),
        target: id,
        reenter: true,
        actions: [...taken, perform('changed')],
      },
      { actions: [perform('askAgain')] },
    ],
    skip: [
      { guard: guarded({ is: 'editing' }), target: '$start', actions: [update('keep', id)] },
      { guard: guarded({ is: 'skippable', step: id }), target: id, reenter: true, actions: [update('skip', id)] },
      { actions: [perform('noSkip', id), perform('askAgain')] },
    ],
    refuse: [
      ...(ends
        ? [{ guard: guarded({ is: 'gaveUp', step: id }), target: `${id}/failed`, actions: [update('giveUp', id)] }]
        : []),
      { actions: [update('refuse', id), perform('askAgain')] },
    ],
    choices: [{ actions: [update('choices', id)] }],
  };
}

/** A state that waits for a read action before the question can be asked, or left. */
function reading(
  step: Step,
  start: 'readChoices' | 'check',
  take: 'takeChoices' | 'takeCheck',
  ends = false,
): StateData {
  const { id } = step;
  return {
    entry: [perform(start, id)],
    on: {
      done: [
        ...(ends
          ? [
              {
                guard: guarded({ is: 'checkedInVain', step: id }),
                target: `${id}/failed`,
                actions: [update(take, id), update('giveUp', id)],
              },
            ]
          : []),
        { guard: guarded({ is: 'awaited' }), target: id, actions: [update(take, id)] },
      ],
      failed: [{ guard: guarded({ is: 'awaited' }), target: `${id}/failed`, actions: [update('readFailed', id)] }],
    },
  };
}
