/**
 * An error as the log has it: what it says, where it happened, and what caused it. Nothing else it may carry: commands to
 * Redis and answers of clusters hold what people said.
 */
export function errorInLog(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const cause = error.cause === undefined || depth >= MOST_CAUSES ? {} : { cause: errorInLog(error.cause, depth + 1) };
  return { type: name, ...('code' in error ? { code: error.code } : {}), message, stack, ...cause };
}

const MOST_CAUSES = 4;
