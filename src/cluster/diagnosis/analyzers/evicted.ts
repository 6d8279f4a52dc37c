import { referenceTo } from '../../cluster-object.ts';
import { textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import type { Snapshot } from '../snapshot.ts';

const RECENT_MS = 86_400_000;

/** Pods that a node threw out to save itself. */
export const evicted: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of snapshot.all('Pod')) {
    if (textAt(pod, 'status', 'phase') !== 'Failed' || textAt(pod, 'status', 'reason') !== 'Evicted') continue;
    const since = textAt(pod, 'status', 'startTime') ?? pod.metadata.creationTimestamp;
    if (snapshot.age(since) > RECENT_MS && since !== undefined) continue;
    const message = textAt(pod, 'status', 'message') ?? '';
    const resource = /low on resource: ([\w-]+)/.exec(message)?.[1] ?? 'something';
    const nodeName = textAt(pod, 'spec', 'nodeName');
    const node = nodeName === undefined ? undefined : snapshot.find('Node', undefined, nodeName);
    yield {
      pod,
      cause: resource,
      severity: 'warning',
      certainty: 'certain',
      summary: `A node threw it out to save itself: it was low on ${resource}.`,
      facts: { resource, node: nodeName ?? '' },
      evidence: [fieldEvidence(pod, 'status.message', message || 'Evicted', since)],
      ...(node ? { because: [referenceTo(node)] } : {}),
    };
  }
}
