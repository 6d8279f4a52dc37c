import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import { duration } from './timing.ts';
import { wait } from './wait.ts';
import type { World } from './world.ts';

/** Stops the machines, then gives everything back at once. What is gone stays gone: doing it again does nothing. */
export async function destroy(world: World, ref: string, context: ApplyContext): Promise<void> {
  try {
    const record = await world.store.change(ref, (current) =>
      current.state === 'deleting' ? null : { record: { ...current, state: 'deleting' } },
    );
    const stops: ['workers' | 'controllers', string][] = [
      ['workers', 'Stopping the workers'],
      ['controllers', 'Stopping the controllers'],
    ];
    for (const [stage, text] of stops) {
      context.progress(stage, 0, text);
      await wait(duration(world.options, 'stop', record.spec.name, ref, stage), context.signal);
      context.progress(stage, 100);
    }
    context.progress('network', 100, 'The private network is gone');
    await world.store.release(record);
    await world.kubernetes.forget(ref);
    context.progress('reserve', 100, `${record.machines.length} machines given back`);
  } catch (error) {
    // Somebody else removed it before or meanwhile: that is what was wanted.
    if (await isGone(world, ref, error)) return await world.kubernetes.forget(ref);
    throw error;
  }
}

async function isGone(world: World, ref: string, error: unknown): Promise<boolean> {
  return error instanceof ActionFailure && error.code === 'ABORTED' && (await world.store.read(ref)) === null;
}
