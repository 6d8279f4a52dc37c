import { textAt, textsAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, containersOf, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import type { Snapshot } from '../snapshot.ts';

const PATIENCE_MS = 300_000;

/** A container that should come to its end before the others begin, and does not. */
export const initWaits: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    if (textAt(pod, 'status', 'phase') !== 'Pending') continue;
    for (const { name, spec, status, place, init } of containersOf(pod)) {
      const startedAt = textAt(status, 'state', 'running', 'startedAt');
      // One that restarts for ever is a companion, and meant to stay.
      if (!init || textAt(spec, 'restartPolicy') === 'Always' || valueAt(status, 'state', 'running') === undefined)
        continue;
      if (snapshot.age(startedAt) < PATIENCE_MS) continue;
      const command = [...textsAt(spec, 'command'), ...textsAt(spec, 'args')].join(' ');
      const host = /(?:nslookup|nc(?:\s+-\S+)*|ping(?:\s+-\S+)*|https?:\/\/|-h)\s*([a-z0-9][a-z0-9.-]*)/.exec(
        command,
      )?.[1];
      yield {
        pod,
        cause: host === undefined ? 'hangs' : 'waits-for-host',
        severity: 'error',
        certainty: host === undefined ? 'certain' : 'likely',
        summary: `The container "${name}", which has to end before the others begin, ${host === undefined ? 'does not end' : `waits for "${host}"`}.`,
        facts: { container: name, ...(host === undefined ? {} : { host }) },
        evidence: [fieldEvidence(pod, `${place}.state.running.startedAt`, startedAt ?? '')],
        ...(startedAt === undefined ? {} : { since: startedAt }),
      };
    }
  }
}
