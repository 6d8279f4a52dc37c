import { setTimeout as pause } from 'node:timers/promises';

import { ClusterError } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 5_000;
/** An API server that is away for longer than this is somebody's task, not a hiccup. */
const OUTAGE_MS = 10 * 60_000;
/** An answer that is a failure of the server's own may stay one: it is asked again for a shorter time. */
const FAILING_MS = 30_000;

/**
 * Does the work, which can be done twice, until the API server answers: an outage in the middle is waited out, and
 * `onWait` is told what for.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  { signal, onWait, outageMs = OUTAGE_MS }: { signal: AbortSignal; onWait(why: string): void; outageMs?: number },
): Promise<T> {
  const begun = Date.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 1.6)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw stopped();
      if (!(error instanceof ClusterError) || !error.retryable || error.code === 'BUDGET') throw error;
      const patience = error.code === 'SERVER' ? Math.min(FAILING_MS, outageMs) : outageMs;
      if (Date.now() - begun > patience) throw error;
      onWait('The Kubernetes API does not answer; waiting for it to come back');
      await rest(error.retryAfterMs ?? pauseMs * (0.75 + Math.random() / 2), signal);
    }
  }
}

/** A pause that ends with the signal: by a failure that says so. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => {
    throw stopped();
  });
}

function stopped(): ActionFailure {
  return new ActionFailure('ABORTED', 'It was stopped before it was done.');
}
