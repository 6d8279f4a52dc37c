import { guarded, perform, update } from '../machine.ts';
import type { Step } from '../step.ts';
import { entering, failing, passing, type States, toFailed } from './shared.ts';

export function runStates(step: Extract<Step, { verb: 'run' }>): States {
  const { id, next } = step;
  const mine = step.action.kind === 'read' ? guarded({ is: 'awaited' }) : guarded({ is: 'ended', step: id });
  return {
    [id]: {
      entry: entering(step),
      always: [passing(step), toFailed(step)],
      on: {
        done: [{ guard: mine, target: next, actions: [update('finish', id)] }],
        failed: [
          { guard: guarded({ is: 'retries', step: id }), actions: [update('countTry', id), perform('retryLater', id)] },
          { guard: mine, target: `${id}/failed`, actions: [update('fail', id)] },
        ],
        timer: [{ guard: guarded({ is: 'timer', name: `retry:${id}` }), target: id, reenter: true }],
      },
    },
    ...failing(step),
  };
}

export function confirmStates(step: Step): States {
  const { id, next } = step;
  return {
    [id]: {
      entry: [...entering(step), perform('ask', id)],
      always: [passing(step)],
      on: {
        confirm: [
          { guard: guarded({ is: 'yes' }), target: next, actions: [update('leaveConfirm', id)] },
          {
            guard: guarded({ is: 'changeable', step: id }),
            target: `${id}/declined`,
            actions: [update('leaveConfirm', id)],
          },
          { target: '$cancelled' },
        ],
      },
    },
    [`${id}/declined`]: {
      entry: [perform('ask', `${id}/declined`)],
      on: {
        offer: [
          { guard: guarded({ is: 'offer', name: 'continue' }), target: id, reenter: true },
          { actions: [perform('askAgain')] },
        ],
      },
    },
  };
}

export function callStates(step: Step): States {
  const { id, next } = step;
  return {
    [id]: {
      entry: entering(step),
      always: [passing(step), toFailed(step)],
      on: {
        returned: [
          {
            guard: guarded({ is: 'returned', step: id, name: 'done' }),
            target: next,
            actions: [update('returned', id)],
          },
          // A person who leaves a conversation that need not be finished has said enough: nothing is wrong.
          ...(step.verb === 'call' && step.optional
            ? [
                {
                  guard: guarded({ is: 'returned', step: id, name: 'cancelled' }),
                  target: next,
                  actions: [update('returned', id)],
                },
              ]
            : []),
          { guard: guarded({ is: 'returned', step: id }), target: `${id}/failed`, actions: [update('returned', id)] },
        ],
      },
    },
    ...failing(step),
  };
}

export function approveStates(step: Step): States {
  const { id, next } = step;
  return {
    [id]: {
      entry: entering(step),
      always: [passing(step)],
      on: {
        approved: [
          { guard: guarded({ is: 'approval', step: id }), target: next, actions: [perform('clearExpiry', id)] },
        ],
        refused: [
          {
            guard: guarded({ is: 'approval', step: id }),
            target: `${id}/failed`,
            actions: [update('refused', id), perform('clearExpiry', id)],
          },
        ],
        timer: [
          {
            guard: guarded({ is: 'timer', name: `expire:${id}` }),
            target: `${id}/failed`,
            actions: [update('refused', id)],
          },
        ],
      },
    },
    ...failing(step),
  };
}

export function waitStates(step: Extract<Step, { verb: 'wait' }>): States {
  const { id, next } = step;
  const over = { target: next, actions: [update('waited', id), perform('clearWait', id)] };
  return {
    [id]: {
      entry: entering(step),
      always: [passing(step)],
      on: {
        timer: [{ guard: guarded({ is: 'timer', name: `wait:${id}` }), ...over }],
        ...(step.event === undefined
          ? {}
          : { event: [{ guard: guarded({ is: 'event', name: step.event }), ...over }] }),
      },
    },
  };
}

export function handoffStates(step: Step): States {
  const { id, next } = step;
  const over = { target: next, actions: [update('handedBack', id)] };
  return {
    [id]: {
      entry: [...entering(step), perform('ask', id)],
      always: [passing(step)],
      on: {
        offer: [{ guard: guarded({ is: 'offer', name: 'continue' }), ...over }, { actions: [perform('askAgain')] }],
        event: [{ guard: guarded({ is: 'event', name: 'handoff.returned' }), ...over }],
      },
    },
  };
}
