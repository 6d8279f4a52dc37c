import { type ClusterObject, referenceTo } from '../../../cluster-object.ts';
import { labelsAt, numberAt, textAt, valueAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import { selects, takes } from '../../selecting.ts';
import type { Snapshot } from '../../snapshot.ts';
import { isSystem } from '../../workloads.ts';

/** What has no stand-in: one copy behind a service, a pod that nobody makes anew, several copies that may all go at once. */
export const spareCopies: Analyzer = function* spareCopies(snapshot): Generator<FindingDraft> {
  for (const deployment of snapshot.all('Deployment')) {
    if (isSystem(deployment)) continue;
    const labels = labelsAt(deployment, 'spec', 'template', 'metadata', 'labels');
    const served = snapshot
      .in('Service', deployment.metadata.namespace)
      .some((service) => selects(labelsAt(service, 'spec', 'selector'), labels));
    const copies = numberAt(deployment, 'spec', 'replicas') ?? 1;
    if (!served || hasScaler(snapshot, deployment)) continue;
    if (copies === 1)
      yield advice(
        deployment,
        'single-copy',
        `There is one copy of "${deployment.metadata.name}" only: when its node is restarted or it is updated wrongly, it is away.`,
        ['spec.replicas', '1'],
      );
    else if (copies > 1 && !isProtected(snapshot, deployment, labels))
      yield advice(
        deployment,
        'no-budget',
        `Nothing keeps all ${copies} copies of "${deployment.metadata.name}" from being moved at the same time: it has no disruption budget.`,
        ['spec.replicas', String(copies)],
      );
  }
  for (const pod of snapshot.all('Pod')) {
    const owned = (pod.metadata.ownerReferences ?? []).length > 0;
    const done = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
    const fixed = pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
    if (owned || done || fixed || isSystem(pod) || textAt(pod, 'spec', 'restartPolicy') === 'Never') continue;
    yield advice(
      pod,
      'naked-pod',
      `The pod "${pod.metadata.name}" belongs to nobody: when its node goes, it is gone.`,
      ['metadata.ownerReferences', 'none'],
    );
  }
};

function hasScaler(snapshot: Snapshot, { kind, metadata }: ClusterObject): boolean {
  return snapshot
    .in('HorizontalPodAutoscaler', metadata.namespace)
    .some(
      (scaler) =>
        textAt(scaler, 'spec', 'scaleTargetRef', 'kind') === kind &&
        textAt(scaler, 'spec', 'scaleTargetRef', 'name') === metadata.name,
    );
}

function isProtected(snapshot: Snapshot, { metadata }: ClusterObject, labels: { [label: string]: string }): boolean {
  return (
    !snapshot.knows('PodDisruptionBudget', metadata.namespace) ||
    snapshot
      .in('PodDisruptionBudget', metadata.namespace)
      .some((budget) => takes(valueAt(budget, 'spec', 'selector'), labels))
  );
}

function advice(
  object: ClusterObject,
  cause: string,
  summary: string,
  [field, value]: readonly [string, string],
): FindingDraft {
  return {
    object: referenceTo(object),
    cause,
    severity: 'advice',
    certainty: 'certain',
    summary,
    facts: {},
    evidence: [fieldEvidence(object, field, value)],
  };
}
