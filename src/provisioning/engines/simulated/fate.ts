import type { Plan } from '../../engine.ts';
import { chance } from './chance.ts';
import type { SimulatedOptions } from './options.ts';
import { faultAskedFor } from './options.ts';

/** What will go wrong with one deployment. */
export interface Fate {
  noCapacity: boolean;
  /** Done, but the answer is lost. */
  unknownOutcome: boolean;
  /** The machine whose first node dies while it boots. */
  dies?: string;
}

/** Decided by seed and effect id alone, so that a repetition after a crash meets the same fate. */
export function fateOf(options: SimulatedOptions, plan: Plan, effectId: string): Fate {
  const struck = chance(options.seed, 'struck', effectId) < options.failureRate;
  const share = struck ? chance(options.seed, 'how', effectId) : undefined;
  const asked = (kind: 'no-capacity' | 'unknown-outcome' | 'node-dies') => faultAskedFor(options, plan.spec.name, kind);
  const dies = asked('node-dies') || (share !== undefined && share < 0.6);
  const machine = plan.machines[Math.floor(chance(options.seed, 'which', effectId) * plan.machines.length)];
  return {
    noCapacity: asked('no-capacity') || (share !== undefined && share >= 0.6 && share < 0.8),
    unknownOutcome: asked('unknown-outcome') || (share !== undefined && share >= 0.8),
    ...(dies && machine ? { dies: machine.name } : {}),
  };
}
