import { numberAt, objectAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** Where a container is between its steps, as the pod remembers it. Moments in milliseconds. */
export interface Life {
  step:
    | 'waiting' // for its turn
    | 'pulling' // until `at`
    | 'unpulled' // asks again at `at`
    | 'misconfigured' // looks again at `at`
    | 'running' // since `since`
    | 'crashed' // runs again at `at`
    | 'over'; // for good
  since: number;
  at?: number;
  /** Refused pulls in a row. */
  pulls: number;
  /** Ends in a row that came too soon. */
  crashes: number;
  /** How many failures of a probe have been told in this run. */
  told: { [kind: string]: number };
  /** Whether the run before this one was still worth a log. */
  before?: { since: number; until: number };
  shown?: boolean;
}

export function lifeOf(memory: JsonObject, container: string, now: number): Life {
  const kept = objectAt(memory, 'lives', container);
  const step = textAt(kept, 'step');
  const known = (['waiting', 'pulling', 'unpulled', 'misconfigured', 'running', 'crashed', 'over'] as const).find(
    (candidate) => candidate === step,
  );
  if (known === undefined) return { step: 'waiting', since: now, pulls: 0, crashes: 0, told: {} };
  const at = numberAt(kept, 'at');
  const [from, until] = [numberAt(kept, 'before', 'since'), numberAt(kept, 'before', 'until')];
  const told = Object.entries(objectAt(kept, 'told')).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return {
    step: known,
    since: numberAt(kept, 'since') ?? now,
    ...(at === undefined ? {} : { at }),
    pulls: numberAt(kept, 'pulls') ?? 0,
    crashes: numberAt(kept, 'crashes') ?? 0,
    told: Object.fromEntries(told),
    ...(from === undefined || until === undefined ? {} : { before: { since: from, until } }),
    ...(kept['shown'] === true ? { shown: true } : {}),
  };
}

export function lifeMemory(life: Life): JsonObject {
  const { step, since, at, pulls, crashes, told, before, shown } = life;
  return {
    step,
    since,
    ...(at === undefined ? {} : { at }),
    ...(pulls > 0 ? { pulls } : {}),
    ...(crashes > 0 ? { crashes } : {}),
    ...(Object.keys(told).length > 0 ? { told } : {}),
    ...(before ? { before: { ...before } } : {}),
    ...(shown ? { shown } : {}),
  };
}
