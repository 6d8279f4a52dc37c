import { assign, setup } from 'xstate';

import { type Deciding, patch } from './deciding.ts';
import type { Effect } from './effects.ts';
import type { FlowEvent } from './events.ts';
import type { Frame } from './frame.ts';
import { guards, type GuardParams } from './machine-guards.ts';
import { performers, type PerformerName } from './machine-performers.ts';
import { updates, type UpdateName } from './machine-updates.ts';

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

/** The XState machine of a flow. */
export type FlowMachine = ReturnType<typeof toolbox.createMachine>;

/**
 * The same machine for XState's pure functions. They make an actor around the logic each time, and an actor works out the
 * first snapshot of its logic, which nobody looks at: half of the time of a decision. Here it is only worked out when a
 * flow begins.
 */
function deciderOf(machine: FlowMachine): FlowMachine {
  const unstarted = machine.resolveState({ value: '$done', context: {} as Deciding });
  const begin = (scope: Parameters<FlowMachine['getInitialSnapshot']>[0], input?: Deciding): typeof unstarted =>
    input === undefined ? unstarted : machine.getInitialSnapshot(scope, input);
  return Object.create(machine, { getInitialSnapshot: { value: begin } }) as FlowMachine;
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

/** Makes the machine of a flow from its states. */
export function createFlowMachine(
  id: string,
  states: { [name: string]: StateData },
  on: NonNullable<StateData['on']>,
): FlowMachine {
  const config = { id, initial: '$start', context: ({ input }: { input: Deciding }) => input, states, on };
  // The one place where data becomes a machine: its shape is ours, and the checker has been over everything in it.
  return deciderOf(toolbox.createMachine(config as unknown as Parameters<typeof toolbox.createMachine>[0]));
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
