import {
  createFlowMachine,
  type FlowMachine,
  guarded,
  perform,
  type StateData,
  type TransitionData,
  update,
} from './machine.ts';
import { questionStates } from './states/question-states.ts';
import { entering, passing, type States } from './states/shared.ts';
import {
  approveStates,
  callStates,
  confirmStates,
  handoffStates,
  runStates,
  waitStates,
} from './states/waiting-states.ts';
import type { Step } from './step.ts';

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
