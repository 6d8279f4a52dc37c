import { ActionFailure } from '../action.ts';

/** Why work was told to end before it was done: the reason of its abort signal. */
export class Interruption extends Error {
  /** `shutdown`: this process ends, another one goes on. `superseded`: another one already does. */
  readonly kind: 'stopped' | 'timeout' | 'shutdown' | 'superseded';

  constructor(kind: Interruption['kind']) {
    super(kind);
    this.name = 'Interruption';
    this.kind = kind;
  }
}

/** What a signal was aborted for, if it was. */
export function interruptionOf(signal: AbortSignal): Interruption['kind'] | undefined {
  return signal.aborted && signal.reason instanceof Interruption ? signal.reason.kind : undefined;
}

/** The failure that a person reads when work was ended for this reason. */
export function interrupted(kind: 'stopped' | 'timeout', timeoutMs: number): ActionFailure {
  if (kind === 'stopped') return new ActionFailure('ABORTED', 'It was stopped, as you asked.', { retryable: true });
  const minutes = Math.max(1, Math.round(timeoutMs / 60_000));
  return new ActionFailure('TIMEOUT', `It was not done within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`, {
    retryable: true,
  });
}

/**
 * The result of work that was given this signal. Once the signal is aborted, the work gets `graceMs` to end by itself; then
 * it is left behind.
 */
export async function withGrace<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  const { promise: abandoned, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => reject(new ActionFailure('ABORTED', 'It did not end when it was told to.')), graceMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
