import { setTimeout as pause } from 'node:timers/promises';

import { ActionFailure } from '../../action.ts';

/** Waits; rejects with `ABORTED` as soon as the signal says so. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  await pause(milliseconds, undefined, { signal }).catch(() => throwIfAborted(signal));
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new ActionFailure('ABORTED', 'It was stopped before it was done.', { cause: signal.reason });
}
