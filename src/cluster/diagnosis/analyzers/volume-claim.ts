import { referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

const GRACE_MS = 60_000;

/** A claim that gets no volume: its class is not there, there is no default, or making the volume fails. */
export const volumeClaim: Analyzer = function* volumeClaim(snapshot): Generator<FindingDraft> {
  const classes = snapshot.all('StorageClass');
  const fallback = classes.find(
    (one) => one.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  );
  for (const claim of snapshot.all('PersistentVolumeClaim')) {
    const phase = textAt(claim, 'status', 'phase') ?? 'Pending';
    const base = { object: referenceTo(claim), severity: 'error' as const };
    const since = claim.metadata.creationTimestamp;
    const where = [fieldEvidence(claim, 'status.phase', phase, since)];
    const name = claim.metadata.name;
    if (phase === 'Lost') {
      const volume = textAt(claim, 'spec', 'volumeName') ?? '';
      yield {
        ...base,
        cause: 'lost',
        certainty: 'certain',
        summary: `The volume claim "${name}" has lost its volume${volume === '' ? '' : ` "${volume}"`}.`,
        facts: { volume },
        evidence: where,
      };
      continue;
    }
    if (phase !== 'Pending' || claim.metadata.deletionTimestamp !== undefined) continue;
    const wanted = textAt(claim, 'spec', 'storageClassName');
    const storageClass = wanted === undefined ? fallback : snapshot.find('StorageClass', undefined, wanted);
    // A cluster may bind claims without any class; that nobody does is said by an event alone.
    const unbound = snapshot.eventsOf(claim).some((event) => textAt(event, 'reason') === 'FailedBinding');
    if (
      snapshot.knows('StorageClass') &&
      !storageClass &&
      wanted !== '' &&
      (wanted !== undefined || classes.length > 0 || unbound) &&
      textAt(claim, 'spec', 'volumeName') === undefined
    ) {
      yield {
        ...base,
        cause: wanted === undefined ? 'no-default-class' : 'class-missing',
        certainty: 'certain',
        summary:
          wanted === undefined
            ? `The volume claim "${name}" names no storage class, and the cluster has no default one.`
            : `The storage class "${wanted}" of the volume claim "${name}" does not exist.`,
        facts: { class: wanted ?? '', classes: classes.map(({ metadata }) => metadata.name) },
        evidence: [...where, fieldEvidence(claim, 'spec.storageClassName', wanted ?? '')],
        ...(since === undefined ? {} : { since }),
      };
      continue;
    }
    const failed = snapshot
      .eventsOf(claim)
      .find((event) => textAt(event, 'reason') === 'ProvisioningFailed' && textAt(event, 'message') !== '');
    if (failed) {
      yield {
        ...base,
        cause: 'provisioning',
        certainty: 'certain',
        summary: `No volume can be made for the claim "${name}": ${textAt(failed, 'message') ?? ''}.`,
        facts: { class: wanted ?? '' },
        evidence: [...where, eventEvidence(claim, failed)],
        ...(since === undefined ? {} : { since }),
      };
      continue;
    }
    const waits = storageClass
      ? textAt(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer'
      : !snapshot.knows('StorageClass');
    if (waits && !isUsed(snapshot, claim.metadata.namespace, name)) continue;
    const meant = wanted !== undefined || textAt(claim, 'spec', 'volumeName') !== undefined;
    if (waits || snapshot.age(since) < 5 * GRACE_MS || !meant) continue;
    yield {
      ...base,
      cause: 'pending',
      certainty: 'possible',
      summary: `The volume claim "${name}" has been waiting for a volume for a while.`,
      facts: { class: wanted ?? '' },
      evidence: where,
      ...(since === undefined ? {} : { since }),
    };
  }
};

function isUsed(snapshot: Parameters<Analyzer>[0], namespace: string | undefined, claim: string): boolean {
  return snapshot.remember(claimsInUse).has(`${namespace ?? ''}/${claim}`);
}

function claimsInUse(snapshot: Parameters<Analyzer>[0]): Set<string> {
  const used = new Set<string>();
  for (const pod of snapshot.all('Pod')) {
    for (const volume of objectsAt(pod, 'spec', 'volumes')) {
      const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
      if (claim !== undefined) used.add(`${pod.metadata.namespace ?? ''}/${claim}`);
    }
  }
  return used;
}
