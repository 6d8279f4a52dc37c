import type { Json } from '#src/protocol/index.ts';
import type { Action } from '#src/provisioning/action.ts';

/** What the items of lists in a stub lack, as one sentence; undefined where they lack nothing. */
export function incompleteItems({ name, output }: Action<never>, given: Json): string | undefined {
  const lacking = new Set<string>();
  for (const answer of Array.isArray(given) ? given : [given]) {
    if (typeof answer !== 'object' || answer === null || 'error' in answer) continue;
    // What the stub leaves out beside its lists is as simulated.
    for (const { path } of output.safeParse(answer).error?.issues ?? []) {
      const [, index, key] = path;
      if (path.length === 3 && typeof index === 'number' && isAbsent(answer, path)) lacking.add(String(key));
    }
  }
  return lacking.size === 0 ? undefined : `each item of ${name} also needs ${[...lacking].join(', ')}`;
}

function isAbsent(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return true;
    at = Reflect.get(at, key);
  }
  return at === undefined;
}
