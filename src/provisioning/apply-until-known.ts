import { setTimeout as pause } from 'node:timers/promises';

import { ActionFailure } from './action.ts';
import type { ApplyContext, Engine, Observation, Plan } from './engine.ts';

/** How patiently an unknown outcome is looked at. */
export interface Patience {
  /** Looks in all, and the pause before the second one in milliseconds; it doubles. */
  looks: number;
  firstPauseMs: number;
  /** How often work that was found half done is taken up again. */
  resumptions: number;
}

const patient: Patience = { looks: 6, firstPauseMs: 250, resumptions: 3 };

/**
 * Applies a plan until it is known how that ended. When the engine cannot say, it is watched: what is found ready is
 * done, what is found half done is taken up under the same effect id, and what is never found is not made again.
 */
export async function applyUntilKnown(
  engine: Engine,
  plan: Plan,
  context: ApplyContext,
  patience = patient,
): Promise<Observation> {
  for (let resumptions = 0; ; resumptions += 1) {
    try {
      return await engine.apply(plan, context);
    } catch (error) {
      if (!(error instanceof ActionFailure) || error.code !== 'UNKNOWN_OUTCOME') throw error;
      context.log(`${error.message} Looking what is there.`);
      const found = await watch(engine, context, patience);
      if (found && (found.state === 'ready' || found.state === 'degraded')) return found;
      if (found?.state !== 'deploying' || resumptions === patience.resumptions) throw unknown(plan, found);
    }
  }
}

/** What there is under the effect id: at once when it has come to an end, else after the last look. */
async function watch(
  engine: Engine,
  { effectId, signal, progress }: ApplyContext,
  { looks, firstPauseMs }: Patience,
): Promise<Observation | null> {
  for (let look = 0; ; look += 1) {
    const found = await engine.find(effectId);
    if ((found && found.state !== 'deploying') || look === looks - 1) return found;
    progress('verify', undefined, 'The answer got lost on the way; looking what is there');
    await pause(firstPauseMs * 2 ** look, undefined, { signal }).catch(() => {
      throw new ActionFailure('ABORTED', 'It was stopped before it was done.');
    });
  }
}

function unknown({ spec: { name } }: Plan, found: Observation | null): ActionFailure {
  return new ActionFailure(
    'UNKNOWN_OUTCOME',
    found === null
      ? `The engine did not answer, and nothing of "${name}" is there. You can try again.`
      : `The engine did not say how "${name}" ended, and it is ${found.state} now.`,
  );
}
