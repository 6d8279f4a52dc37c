import { guarded, perform, type StateData, type TransitionData, update } from '../machine.ts';
import type { ErrorHandler, Step } from '../step.ts';

export type States = { [name: string]: StateData };

/** The state in which the ways out of a failure are offered. */
export function failing(step: Step): States {
  const { id, next } = step;
  const jumps = handlersOf(step)
    .flatMap((handler) => handler.offers ?? [])
    .filter(({ offer }) => offer.startsWith('goto:'))
    .map(({ offer }) => ({
      guard: guarded({ is: 'offer', name: offer }),
      target: offer.slice('goto:'.length),
      actions: [update('jump', offer.slice('goto:'.length))],
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

function handlersOf(step: Step): readonly ErrorHandler[] {
  if (step.verb === 'run') return step.onError;
  return step.verb === 'ask' || step.verb === 'form' ? step.fields.flatMap(({ retries }) => retries ?? []) : [];
}

export function entering(step: Step): NonNullable<StateData['entry']> {
  return [update('enter', step.id), perform('entered', step.id)];
}

export function passing(step: Step): TransitionData {
  return { guard: guarded({ is: 'route', route: 'pass' }), target: step.next };
}

export function toFailed(step: Step): TransitionData {
  return { guard: guarded({ is: 'route', route: 'failed' }), target: `${step.id}/failed` };
}
