import { ActionFailure } from './action.ts';

/** Throws on. Room may come back by itself, but nobody waits for it: the person has better ways out, and at once. */
export function notAwaited(error: unknown): never {
  if (!(error instanceof ActionFailure) || error.code !== 'NO_CAPACITY') throw error;
  throw new ActionFailure(error.code, error.message, { retryable: false, cause: error });
}
