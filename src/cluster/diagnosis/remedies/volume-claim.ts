import type { ClusterObject } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { fieldRemedy, found, rollBack, workloadOf } from './workload.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** A claim that gets no volume. It holds nothing yet, so that it may be made anew; one that is lost holds nothing any more. */
export const volumeClaimRemedies: Remedies = function* volumeClaimRemedies(finding, snapshot) {
  const claim = found(snapshot, finding.object);
  if (!claim) return;
  const reference = finding.object;
  const undo = 'The former claim is made again, as long as the new one has no volume yet.';
  const warning = 'A claim cannot be changed: it is deleted and made anew. It held nothing yet.';
  if (finding.cause === 'no-default-class') {
    for (const name of textsAt(finding.facts, 'classes').slice(0, 3)) {
      yield fieldRemedy(
        {
          id: `default-${name}`,
          title: `Make "${name}" the usual storage class`,
          warning: 'Claims that name no class get volumes of it, now and later.',
        },
        { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name },
        { metadata: { annotations: { [DEFAULT_CLASS]: 'true' } } },
      );
    }
  }
  const isUnbound = textAt(claim, 'spec', 'volumeName') === undefined;
  if (finding.cause === 'class-missing' && isUnbound) {
    const classes = textsAt(finding.facts, 'classes');
    for (const name of [...new Set([...similar(textAt(finding.facts, 'class') ?? '', classes), ...classes])].slice(
      0,
      3,
    )) {
      yield {
        id: `class-${name}`,
        title: `Use the storage class "${name}"`,
        risk: 'disruptive',
        warning,
        undo,
        changes: () => ({ replaces: [{ reference, patch: { spec: { storageClassName: name } } }] }),
      };
    }
  }
  const said = finding.evidence.map(({ value }) => value).join(' ');
  if (finding.cause === 'provisioning' && isUnbound && /only supports? ReadWriteOnce|access ?modes?/i.test(said)) {
    yield {
      id: 'one-node',
      title: 'Let one node at a time use it',
      risk: 'disruptive',
      warning: `${warning} Copies on several nodes cannot share it then.`,
      undo,
      changes: () => ({ replaces: [{ reference, patch: { spec: { accessModes: ['ReadWriteOnce'] } } }] }),
    };
  }
  if (finding.cause === 'lost' && !isInUse(snapshot, claim)) {
    yield {
      id: 'begin-empty',
      title: 'Make it anew, empty',
      risk: 'destructive',
      warning: 'What was on the lost volume does not come back by this. If there is a backup, bring that back after.',
      undo: 'The former claim is made again, without its volume.',
      changes: () => ({
        replaces: [
          {
            reference,
            patch: {
              metadata: {
                annotations: { 'pv.kubernetes.io/bind-completed': null, 'pv.kubernetes.io/bound-by-controller': null },
              },
            },
          },
        ],
      }),
    };
  }
};

/** A volume for one node at a time, and two pods of one workload on two nodes: the old one goes before the new one comes. */
export const volumeMountRemedies: Remedies = function* volumeMountRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  if (finding.cause === 'used-elsewhere' && workload?.kind === 'Deployment') {
    const copies = numberAt(workload, 'spec', 'replicas') ?? 1;
    if (copies === 1 && textAt(workload, 'spec', 'strategy', 'type') !== 'Recreate') {
      yield fieldRemedy(
        {
          id: 'one-after-the-other',
          title: 'End the old pod before the new one begins',
          risk: 'disruptive',
          warning: 'At each change nobody answers for a moment.',
        },
        finding.object,
        { spec: { strategy: { type: 'Recreate', rollingUpdate: null } } },
      );
    }
    if (copies > 1) {
      yield fieldRemedy(
        {
          id: 'one-copy',
          title: `Do with one copy instead of ${copies}`,
          warning: 'Its volume can be used on one node at a time.',
        },
        finding.object,
        { spec: { replicas: 1 } },
      );
    }
  }
  yield* rollBack(finding, snapshot);
};

/** A pod that has a node holds its claims: they would wait for its end. */
function isInUse(snapshot: Snapshot, { metadata: { namespace, name } }: ClusterObject): boolean {
  return snapshot
    .all('Pod')
    .some(
      (pod) =>
        pod.metadata.namespace === namespace &&
        textAt(pod, 'spec', 'nodeName') !== undefined &&
        !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '') &&
        objectsAt(pod, 'spec', 'volumes').some(
          (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') === name,
        ),
    );
}
