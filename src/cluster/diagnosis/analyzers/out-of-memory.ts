import { numberAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, containersOf, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import type { Snapshot } from '../snapshot.ts';

/** A container that was ended within this time is still in trouble. */
const RECENT_MS = 3_600_000;

/** A container that needs more memory than it may have. */
export const outOfMemory: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    for (const { name, spec, status, place } of containersOf(pod)) {
      const where = ['state', 'lastState'].find(
        (state) => textAt(status, state, 'terminated', 'reason') === 'OOMKilled',
      );
      if (where === undefined) continue;
      const at = textAt(status, where, 'terminated', 'finishedAt');
      if (where === 'lastState' && at !== undefined && snapshot.age(at) > RECENT_MS) continue;
      const limit = textAt(spec, 'resources', 'limits', 'memory');
      const restarts = numberAt(status, 'restartCount') ?? 0;
      yield {
        pod,
        cause: limit === undefined ? 'node' : 'limit',
        severity: 'error',
        certainty: 'certain',
        summary:
          limit === undefined
            ? `The container "${name}" was ended because its node ran out of memory; it has no limit of its own.`
            : `The container "${name}" needs more memory than the ${limit} it may have, and was ended ${times(restarts)}.`,
        facts: { container: name, restarts, ...(limit === undefined ? {} : { limit }) },
        evidence: [
          fieldEvidence(pod, `${place}.${where}.terminated.reason`, 'OOMKilled', at),
          ...(limit === undefined
            ? []
            : [fieldEvidence(pod, `spec.containers[${name}].resources.limits.memory`, limit)]),
        ],
        ...(at === undefined ? {} : { since: at }),
      };
    }
  }
}

const times = (restarts: number): string => (restarts > 1 ? `${restarts} times` : 'for it');
