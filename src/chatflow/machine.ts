import { type AnyActorScope, type AnyMachineSnapshot, type AnyStateMachine, assign, createActor, setup } from 'xstate';

import { type Deciding, patch } from './deciding.ts';
import type { Effect } from './effects.ts';
import type { FlowEvent } from './events.ts';
import type { Frame } from './frame.ts';
import { type GuardParams, guards } from './machine-guards.ts';
import { type PerformerName, performers } from './machine-performers.ts';
import { type UpdateName, updates } from './machine-updates.ts';

/**
 * What every flow is compiled to: one flat machine with these guards and actions and no others, told apart by their
 * parameters. `update` works out the next frame; `perform` names an effect, whose parameters XState computes at that very
 * microstep. The actions a transition returns are the effects of the turn; nothing is ever invoked, spawned or delayed.
 */
const toolbox = setup({
  types: { context: {} as Deciding, events: {} as FlowEvent, input: {} as Deciding },
  guards: {
    is: ({ context, event }, params: GuardParams) => guards[params.is](context, event, params),
  },
  actions: {
    update: assign(({ context, event }, params: { how: UpdateName; step: string }) =>
      updates[params.how](context, event, params.step),
    ),
    perform: (_machine, _params: Effect | readonly Effect[] | null) => undefined,
  },
});

/** What a machine decided: its next state, the frame as it is then, and the effects, in their order. */
export interface Transitioned {
  at: string;
  context: Deciding;
  actions: readonly { type: string; params: unknown }[];
}

/** The machine of a flow, as far as a decision needs it. */
export interface FlowMachine {
  /** The names of its states. */
  readonly states: ReadonlySet<string>;
  begin(context: Deciding): Transitioned;
  take(at: string, context: Deciding, event: FlowEvent): Transitioned;
}

/** Makes the machine of a flow from its states. */
export function createFlowMachine(
  id: string,
  states: { [name: string]: StateData },
  on: NonNullable<StateData['on']>,
): FlowMachine {
  const config = { id, initial: '$start', context: ({ input }: { input: Deciding }) => input, states, on };
  // The one place where data becomes a machine: its shape is ours, and the checker has been over everything in it.
  const machine = toolbox.createMachine(config as never) as unknown as AnyStateMachine;
  const scope = new InertScope(machine);
  // A snapshot without its answers is the same each time a state is come back to.
  const places = new Map<string, AnyMachineSnapshot>();
  return {
    states: new Set(Object.keys(states)),
    begin: (context) => scope.run(id, () => machine.getInitialSnapshot(scope.scope, context)),
    take(at, context, event) {
      let known = places.get(at);
      if (!known) {
        known = machine.resolveState({ value: at, context: {} });
        places.set(at, known);
      }
      const before: AnyMachineSnapshot = { ...known, context };
      return scope.run(id, () => machine.transition(before, event, scope.scope));
    },
  };
}

/**
 * What XState's pure `transition` and `initialTransition` make anew for each call: an actor that never starts, and a list
 * of the actions that would have been run. Making it once takes a third off a decision.
 */
class InertScope {
  readonly scope: AnyActorScope;
  #actions: { type: string; params: unknown }[] = [];

  constructor(machine: AnyStateMachine) {
    const snapshot: AnyMachineSnapshot = machine.resolveState({ value: '$done', context: {} });
    const self = createActor(machine, { snapshot });
    const nothing = (): void => undefined;
    this.scope = {
      self,
      id: self.id,
      sessionId: self.sessionId,
      system: self.system,
      logger: nothing,
      defer: nothing,
      emit: nothing,
      stopChild: nothing,
      actionExecutor: (action) => void this.#actions.push(action),
    };
  }

  run(id: string, decide: () => AnyMachineSnapshot): Transitioned {
    this.#actions = [];
    const snapshot = decide();
    const value: unknown = snapshot.value;
    if (snapshot.status === 'error' || typeof value !== 'string') {
      throw new Error(`the flow ${id} came into no state`, { cause: snapshot.error });
    }
    return { at: value, context: snapshot.context as Deciding, actions: this.#actions };
  }
}

/** One transition, as data. */
export interface TransitionData {
  guard?: { type: 'is'; params: GuardParams };
  target?: string;
  reenter?: boolean;
  actions?: ActionData[];
}

export type ActionData =
  | { type: 'update'; params: { how: UpdateName; step: string } }
  | {
      type: 'perform';
      params: (machine: { context: Deciding; event: FlowEvent }) => Effect | readonly Effect[] | null;
    };

/** One state, as data. */
export interface StateData {
  entry?: ActionData[];
  always?: TransitionData[];
  on?: { [event in FlowEvent['type']]?: TransitionData[] };
}

export function guarded(params: GuardParams): { type: 'is'; params: GuardParams } {
  return { type: 'is', params };
}

export function update(how: UpdateName, step = ''): ActionData {
  return { type: 'update', params: { how, step } };
}

export function perform(what: PerformerName, step = ''): ActionData {
  const performer = performers[what];
  return { type: 'perform', params: ({ context, event }) => performer(context, event, step) };
}

/** The frame with its place in the machine. */
export function placed(frame: Frame, at: string): Frame {
  return frame.at === at ? frame : patch(frame, { at });
}
