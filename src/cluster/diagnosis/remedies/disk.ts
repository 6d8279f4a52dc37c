import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { flagAt, objectAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import { quantity, quantityText } from '../../quantity.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { changing, found, podSpecOf, replacing, workloadOf } from './workload.ts';

/** A volume without room, or one whose growth waits for a pod to mount it anew. */
export const diskRemedies: Remedies = function* diskRemedies(finding, snapshot) {
  if (finding.cause === 'container') {
    for (const claim of claimsOf(finding, snapshot)) yield* grow(snapshot, claim);
  }
  if (finding.cause === 'grows-later') yield* mountAnew(finding, snapshot);
};

/** Half as much again, where the class of the volume can. It never becomes smaller again, and that is said. */
function* grow(snapshot: Snapshot, claim: ClusterObject): Generator<Remedy> {
  const named = textAt(claim, 'spec', 'storageClassName');
  const storageClass = named === undefined ? undefined : snapshot.find('StorageClass', undefined, named);
  if (flagAt(storageClass, 'allowVolumeExpansion') !== true) return;
  const { name } = claim.metadata;
  const before = String(objectAt(claim, 'spec', 'resources', 'requests')['storage'] ?? '');
  const more = quantityText('storage', Math.ceil((quantity(before) * 1.5) / 2 ** 28) * 2 ** 28);
  yield {
    id: `grow-${name}`,
    title: `Grow the volume claim "${name}" from ${before} to ${more}`,
    risk: 'destructive',
    warning:
      'A volume cannot be made smaller again, and a bigger one may cost more. If the program fills every disk, this only wins time.',
    undo: 'A volume that has grown stays as big as it is.',
    changes: () => ({
      patches: [{ reference: referenceTo(claim), patch: { spec: { resources: { requests: { storage: more } } } } }],
    }),
  };
}

/** The claims that the pods of a finding mount. */
function claimsOf(finding: Finding, snapshot: Snapshot): ClusterObject[] {
  const { namespace } = finding.object;
  const pods = textsAt(finding.facts, 'pods').flatMap((name) => snapshot.find('Pod', namespace, name) ?? []);
  const workload = workloadOf(finding, snapshot);
  const specs = [...pods.map((pod) => objectAt(pod, 'spec')), ...(workload ? [podSpecOf(workload)] : [])];
  const names = specs.flatMap((spec) =>
    objectsAt(spec, 'volumes').flatMap((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? []),
  );
  return [...new Set(names)].flatMap((name) => snapshot.find('PersistentVolumeClaim', namespace, name) ?? []);
}

function* mountAnew(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const { namespace, name } = finding.object;
  const user = snapshot
    .all('Pod')
    .find(
      (pod) =>
        pod.metadata.namespace === namespace &&
        objectsAt(pod, 'spec', 'volumes').some(
          (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') === name,
        ),
    );
  const workload = user && found(snapshot, snapshot.topOwner(user));
  if (!workload || !['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind)) return;
  const at = new Date(snapshot.now).toISOString();
  yield {
    id: 'restart',
    title: `Restart "${workload.metadata.name}", so that it mounts the bigger volume`,
    ...replacing(workload),
    undo: 'A restart cannot be undone; nothing else changes.',
    changes: () =>
      changing(finding, workload, {
        spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } },
      }),
  };
}
