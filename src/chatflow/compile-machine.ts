import {
  createFlowMachine,
  type FlowMachine,
  guarded,
  perform,
  type StateData,
  type TransitionData,
  update,
} from './machine.ts';
import type { QuestionStep, Step } from './step.ts';

type States = { [name: string]: StateData };

/** Compiles the steps of a flow to its machine. States are named by their step, with a suffix where it has several. */
export function compileMachine(id: string, steps: readonly Step[]): FlowMachine {
  const first = steps[0]?.id ?? '$done';
  const entries = [...new Set(steps.flatMap((step) => (step.verb === 'run' && step.commit ? [step.next] : [])))];
  const states: States = {
    // Where answers are looked at from the top: behind the last committed step, or at the first one.
    $start: {
      always: [...entries.map((name) => ({ guard: guarded({ is: 'from', name }), target: name })), { target: first }],
    },
    $done: { entry: [perform('finish')] },
    $cancelled: { entry: [perform('cancel')] },
  };
  for (const step of steps) Object.assign(states, statesOf(step));
  return createFlowMachine(id, states, everywhere(steps));
}

/** What works in every state, unless the state has a better answer. */
function everywhere(steps: readonly Step[]): NonNullable<StateData['on']> {
  const questions = steps.filter((step) => step.verb === 'ask' || step.verb === 'form');
  const again = (is: 'back' | 'edit'): TransitionData[] => [
    ...questions.map(({ id }) => ({
      guard: guarded({ is, step: id }),
      target: `.${id}`,
      reenter: true,
      actions: [update('edit', id)],
    })),
    { actions: [perform('whyNot'), perform('askAgain')] },
  ];
  return {
    back: again('back'),
    edit: again('edit'),
    cancel: [{ target: '.$cancelled' }],
    repeat: [{ actions: [perform('askAgain')] }],
    help: [{ actions: [perform('help'), perform('askAgain')] }],
    skip: [{ actions: [perform('noSkip'), perform('askAgain')] }],
    // An answer that nobody asked for here: a correction, or several at once.
    answer: [
      {
        guard: guarded({ is: 'acceptable' }),
        target: '.$start',
        actions: [perform('remember'), update('answer'), perform('changed')],
      },
      { actions: [perform('askAgain')] },
    ],
    refuse: [{ actions: [update('refuse'), perform('askAgain')] }],
    confirm: [{ actions: [perform('askAgain')] }],
    offer: [{ actions: [perform('askAgain')] }],
    done: [{ guard: guarded({ is: 'endedBeside' }), actions: [update('finish'), perform('endedBeside')] }],
    failed: [{ guard: guarded({ is: 'endedBeside' }), actions: [perform('endedBeside'), update('failBeside')] }],
    timer: [{ guard: guarded({ is: 'timer', name: 'idle' }), actions: [perform('idle')] }],
  };
}

function statesOf(step: Step): States {
  switch (step.verb) {
    case 'ask':
    case 'form':
      return questionStates(step);
    case 'run':
      return runStates(step);
    case 'confirm':
      return confirmStates(step);
    case 'call':
      return callStates(step);
    case 'approve':
      return approveStates(step);
    case 'wait':
      return waitStates(step);
    case 'handoff':
      return handoffStates(step);
    case 'goto':
      return {
        [step.id]: {
          entry: entering(step),
          always: [{ guard: guarded({ is: 'route', route: 'stay' }), target: step.target }, passing(step)],
        },
      };
    case 'end':
      return { [step.id]: { entry: [...entering(step), perform('end', step.outcome)], always: [passing(step)] } };
    case 'say':
    case 'show':
    case 'set':
      return { [step.id]: { entry: entering(step), always: [passing(step)] } };
    default:
      return step satisfies never;
  }
}

function questionStates(step: QuestionStep): States {
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
    ...(checks ? { [`${id}/checking`]: reading(step, 'check', 'takeCheck') } : {}),
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
function reading(step: Step, start: 'readChoices' | 'check', take: 'takeChoices' | 'takeCheck'): StateData {
  const { id } = step;
  return {
    entry: [perform(start, id)],
    on: {
      done: [{ guard: guarded({ is: 'awaited' }), target: id, actions: [update(take, id)] }],
      failed: [{ guard: guarded({ is: 'awaited' }), target: `${id}/failed`, actions: [update('readFailed', id)] }],
    },
  };
}

function runStates(step: Extract<Step, { verb: 'run' }>): States {
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

function confirmStates(step: Step): States {
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

function callStates(step: Step): States {
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

function approveStates(step: Step): States {
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

function waitStates(step: Extract<Step, { verb: 'wait' }>): States {
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

function handoffStates(step: Step): States {
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

/** The state in which the ways out of a failure are offered. */
function failing(step: Step): States {
  const { id, next } = step;
  const jumps = (step.verb === 'run' ? step.onError : [])
    .flatMap((handler) => handler.offers ?? [])
    .filter(({ offer }) => offer.startsWith('goto:'))
    .map(({ offer }) => ({
      guard: guarded({ is: 'offer', name: offer }),
      target: offer.slice('goto:'.length),
      actions: [update('goWithout', id)],
    }));
  const offered = (name: string): ReturnType<typeof guarded> => guarded({ is: 'offer', name });
  return {
    [`${id}/failed`]: {
      entry: [perform('ask', `${id}/failed`)],
      on: {
        offer: [
          { guard: offered('retry'), target: id, actions: [update('recover', id)] },
          { guard: offered('skip'), target: next, actions: [update('goWithout', id)] },
          { guard: offered('continue'), target: next, actions: [update('goWithout', id)] },
          ...jumps,
          { guard: offered('handoff'), actions: [perform('handoff', id), perform('askAgain')] },
          { actions: [perform('askAgain')] },
        ],
      },
    },
  };
}

function entering(step: Step): NonNullable<StateData['entry']> {
  return [update('enter', step.id), perform('entered', step.id)];
}

function passing(step: Step): TransitionData {
  return { guard: guarded({ is: 'route', route: 'pass' }), target: step.next };
}

function toFailed(step: Step): TransitionData {
  return { guard: guarded({ is: 'route', route: 'failed' }), target: `${step.id}/failed` };
}
