import { setTimeout as pause } from 'node:timers/promises';

/** The first answer that is not undefined or false; rejects, with the last failure, when there is none in time. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false>,
  options: { seconds?: number } = {},
): Promise<T> {
  const deadline = Date.now() + (options.seconds ?? 30) * 1_000;
  let failure: unknown = new Error('It has not come to pass.');
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      failure = error;
    }
    await pause(100);
  }
  throw failure;
}
