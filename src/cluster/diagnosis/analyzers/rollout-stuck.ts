import { referenceTo } from '../../cluster-object.ts';
import { flagAt, numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

/** A deployment that does not come to its end, where no better reason is known: other rules say why, this one that. */
export const rolloutStuck: Analyzer = function* rolloutStuck(snapshot): Generator<FindingDraft> {
  for (const deployment of snapshot.all('Deployment')) {
    if (flagAt(deployment, 'spec', 'paused') === true) continue;
    const condition = objectsAt(deployment, 'status', 'conditions').find(
      (one) => textAt(one, 'type') === 'Progressing',
    );
    if (textAt(condition, 'reason') !== 'ProgressDeadlineExceeded') continue;
    const wanted = numberAt(deployment, 'spec', 'replicas') ?? 1;
    const ready = numberAt(deployment, 'status', 'readyReplicas') ?? 0;
    const since = textAt(condition, 'lastUpdateTime');
    yield {
      object: referenceTo(deployment),
      cause: 'deadline',
      severity: ready < wanted ? 'error' : 'warning',
      certainty: 'certain',
      summary: `"${deployment.metadata.name}" is stuck: ${ready} of ${wanted} pods are ready, and it has stopped trying.`,
      facts: { wanted, ready },
      evidence: [fieldEvidence(deployment, 'status.conditions[Progressing].reason', 'ProgressDeadlineExceeded', since)],
      because: [referenceTo(deployment)],
      ...(since === undefined ? {} : { since }),
    };
  }
};
