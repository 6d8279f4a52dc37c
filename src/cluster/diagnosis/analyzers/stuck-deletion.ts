import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import type { Snapshot } from '../snapshot.ts';

const PATIENCE_MS = 300_000;

/** A namespace or a pod that should be gone, and is not. */
export const stuckDeletion: Analyzer = function* stuckDeletion(snapshot): Generator<FindingDraft> {
  for (const namespace of snapshot.all('Namespace')) {
    if (snapshot.age(namespace.metadata.deletionTimestamp ?? 'never') < PATIENCE_MS || !isGoing(namespace)) continue;
    yield ofNamespace(snapshot, namespace);
  }
  for (const pod of snapshot.all('Pod')) {
    if (!isGoing(pod) || snapshot.age(pod.metadata.deletionTimestamp) < PATIENCE_MS / 5) continue;
    yield ofPod(snapshot, pod);
  }
};

const isGoing = (object: ClusterObject): boolean => object.metadata.deletionTimestamp !== undefined;

function ofNamespace(snapshot: Snapshot, namespace: ClusterObject): FindingDraft {
  const conditions = objectsAt(namespace, 'status', 'conditions').filter((one) => textAt(one, 'status') === 'True');
  const blamed =
    conditions.find((one) => textAt(one, 'type') === 'NamespaceDeletionDiscoveryFailure') ??
    conditions.find((one) => textAt(one, 'type') === 'NamespaceFinalizersRemaining') ??
    conditions[0];
  const type = textAt(blamed, 'type') ?? '';
  const message = textAt(blamed, 'message') ?? '';
  const down = snapshot
    .all('APIService')
    .filter((service) =>
      objectsAt(service, 'status', 'conditions').some(
        (one) => textAt(one, 'type') === 'Available' && textAt(one, 'status') === 'False',
      ),
    );
  const discovery = type === 'NamespaceDeletionDiscoveryFailure';
  return {
    object: referenceTo(namespace),
    cause: discovery ? 'discovery' : type === 'NamespaceFinalizersRemaining' ? 'finalizers' : 'content',
    severity: 'error',
    certainty: 'certain',
    summary: `The namespace "${namespace.metadata.name}" should be gone, and is held: ${message || 'the cluster does not say by what'}.`,
    facts: { type },
    evidence: [fieldEvidence(namespace, `status.conditions[${type}]`, message, textAt(blamed, 'lastTransitionTime'))],
    ...(namespace.metadata.deletionTimestamp === undefined ? {} : { since: namespace.metadata.deletionTimestamp }),
    ...(discovery ? { because: down.map(referenceTo) } : {}),
  };
}

function ofPod(snapshot: Snapshot, pod: ClusterObject): FindingDraft {
  const finalizers = pod.metadata.finalizers ?? [];
  const nodeName = textAt(pod, 'spec', 'nodeName');
  const node = nodeName === undefined ? undefined : snapshot.find('Node', undefined, nodeName);
  const since = pod.metadata.deletionTimestamp;
  return {
    object: referenceTo(pod),
    cause: finalizers.length > 0 ? 'pod-finalizer' : 'pod',
    severity: 'warning',
    certainty: 'certain',
    summary:
      finalizers.length > 0
        ? `The pod "${pod.metadata.name}" should be gone, and is held by ${finalizers.join(', ')}.`
        : `The pod "${pod.metadata.name}" should be gone, but its node does not say that it has ended.`,
    facts: { finalizers, node: nodeName ?? '' },
    evidence: [fieldEvidence(pod, 'metadata.deletionTimestamp', since ?? '', since)],
    ...(since === undefined ? {} : { since }),
    ...(node ? { because: [referenceTo(node)] } : {}),
  };
}
