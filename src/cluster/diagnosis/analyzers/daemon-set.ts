import { referenceTo } from '../../cluster-object.ts';
import { numberAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady } from '../selecting.ts';

/** A daemon set that does not run on every node it should, where no better reason is known. */
export const daemonSet: Analyzer = function* daemonSet(snapshot): Generator<FindingDraft> {
  for (const set of snapshot.all('DaemonSet')) {
    const wanted = numberAt(set, 'status', 'desiredNumberScheduled') ?? 0;
    const ready = numberAt(set, 'status', 'numberReady') ?? 0;
    if (ready >= wanted || snapshot.age(set.metadata.creationTimestamp) < 60_000) continue;
    const pods = snapshot
      .in('Pod', set.metadata.namespace)
      .filter(
        (pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid) === true && !isReady(pod),
      );
    if (pods.length > 0 && pods.every((pod) => snapshot.age(pod.metadata.creationTimestamp) < 60_000)) continue;
    const nodes = pods.flatMap((pod) => textAt(pod, 'spec', 'nodeName') ?? []);
    yield {
      object: referenceTo(set),
      cause: 'partial',
      severity: 'warning',
      certainty: 'certain',
      summary: `"${set.metadata.name}" should run on ${wanted} nodes, and is ready on ${ready}${nodes.length === 0 ? '' : `; not on ${nodes.join(', ')}`}.`,
      facts: { wanted, ready, nodes },
      evidence: [fieldEvidence(set, 'status.numberReady', `${ready} of ${wanted}`)],
      because: [
        referenceTo(set),
        ...nodes.flatMap((name) => {
          const node = snapshot.find('Node', undefined, name);
          return node ? [referenceTo(node)] : [];
        }),
      ],
    };
  }
};
