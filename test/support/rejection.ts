/** What a promise is rejected with; one that is kept is an error itself. */
export async function rejection<E extends Error>(promise: Promise<unknown>): Promise<E> {
  const kept = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in kept) return kept.error as E;
  throw new Error(`It should have been rejected, and gave ${JSON.stringify(kept.value)}.`);
}
