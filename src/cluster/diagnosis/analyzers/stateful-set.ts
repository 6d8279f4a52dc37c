import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady } from '../selecting.ts';

/** A stateful set that cannot go on: its service is missing, one member holds up the others, or a bad revision does. */
export const statefulSet: Analyzer = function* statefulSet(snapshot): Generator<FindingDraft> {
  for (const set of snapshot.all('StatefulSet')) {
    const { name, namespace } = set.metadata;
    const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
    const service = textAt(set, 'spec', 'serviceName');
    const base = { object: referenceTo(set), severity: 'error' as const, certainty: 'certain' as const };
    if (
      service !== undefined &&
      service !== '' &&
      snapshot.knows('Service', namespace) &&
      !snapshot.find('Service', namespace, service)
    ) {
      yield {
        ...base,
        cause: 'service-missing',
        summary: `The stateful set "${name}" gives its members names through the service "${service}", which does not exist.`,
        facts: { service },
        evidence: [fieldEvidence(set, 'spec.serviceName', service)],
      };
    }
    const classes = objectsAt(set, 'spec', 'volumeClaimTemplates').flatMap(
      (claim) => textAt(claim, 'spec', 'storageClassName') ?? [],
    );
    for (const wantedClass of new Set(classes)) {
      if (
        wantedClass === '' ||
        !snapshot.knows('StorageClass') ||
        snapshot.find('StorageClass', undefined, wantedClass)
      )
        continue;
      yield {
        ...base,
        cause: 'class-missing',
        summary: `The stateful set "${name}" wants volumes of the storage class "${wantedClass}", which does not exist.`,
        facts: { class: wantedClass },
        evidence: [fieldEvidence(set, 'spec.volumeClaimTemplates[].spec.storageClassName', wantedClass)],
      };
    }
    const ready = numberAt(set, 'status', 'readyReplicas') ?? 0;
    if (ready >= wanted) continue;
    const members = snapshot
      .in('Pod', namespace)
      .filter((pod) => isMember(pod, name) || snapshot.topOwner(pod).name === name);
    if (
      members.length === 0 &&
      snapshot.knows('Pod', namespace) &&
      snapshot.age(set.metadata.creationTimestamp) > 60_000
    ) {
      yield {
        ...base,
        cause: 'no-members',
        certainty: 'likely',
        summary: `"${name}" should have ${wanted} members, and none of them is being made.`,
        facts: { ready, wanted },
        evidence: [fieldEvidence(set, 'status.replicas', String(numberAt(set, 'status', 'replicas') ?? 0))],
        because: [referenceTo(set)],
      };
      continue;
    }
    const [current, next] = [textAt(set, 'status', 'currentRevision'), textAt(set, 'status', 'updateRevision')];
    const waiting = members.find((pod) => !isReady(pod) && snapshot.age(pod.metadata.creationTimestamp) > 60_000);
    if (!waiting) continue;
    const mixed = current !== undefined && next !== undefined && current !== next;
    const old = mixed && waiting.metadata.labels?.['controller-revision-hash'] !== next;
    yield {
      ...base,
      cause: old ? 'stuck-revision' : 'member',
      summary: old
        ? `"${name}" is stuck: "${waiting.metadata.name}" still runs a broken older revision, and has to be deleted for the new one to begin.`
        : `"${name}" waits for its member "${waiting.metadata.name}": ${ready} of ${wanted} are ready.`,
      facts: { pod: waiting.metadata.name, ready, wanted },
      evidence: [
        fieldEvidence(waiting, 'status.phase', textAt(waiting, 'status', 'phase') ?? ''),
        ...(mixed ? [fieldEvidence(set, 'status.updateRevision', next)] : []),
      ],
      breaks: members.map(referenceTo),
      ...(old ? {} : { because: [referenceTo(set), referenceTo(waiting)] }),
    };
  }
};

/** Members are called after their set, with a number; a pod without an owner may be one that was left over. */
function isMember({ metadata }: ClusterObject, set: string): boolean {
  const { name, ownerReferences = [] } = metadata;
  return ownerReferences.length === 0 && name.startsWith(`${set}-`) && /^\d+$/.test(name.slice(set.length + 1));
}
