import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import { mergePatch } from '../../merge-patch.ts';
import type { Finding } from '../finding.ts';
import type { Remedy, RemedyChanges } from '../remedy.ts';
import { type ObservedKind, observedKinds, type Snapshot } from '../snapshot.ts';

const withTemplate: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The object of a finding, where it makes pods from a template that can be changed. */
export function workloadOf(finding: Finding, snapshot: Snapshot): ClusterObject | undefined {
  return withTemplate.has(finding.object.kind) ? found(snapshot, finding.object) : undefined;
}

/** An object of the snapshot by its reference. */
export function found(snapshot: Snapshot, { kind, namespace, name }: ObjectReference): ClusterObject | undefined {
  const known = observedKinds.some((one) => one.kind === kind);
  return known ? snapshot.find(kind as ObservedKind, namespace, name) : undefined;
}

/** The container of a workload's template. */
export function containerOf(workload: ClusterObject, name: string): JsonObject | undefined {
  return [...containers(workload, 'containers'), ...containers(workload, 'initContainers')].find(
    (container) => textAt(container, 'name') === name,
  );
}

/** Changes one container of a workload's template. A merge patch replaces lists, so the others are in it too. */
export function containerPatch(
  workload: ClusterObject,
  name: string,
  change: (container: JsonObject) => JsonObject,
): RemedyChanges {
  const list = containers(workload, 'containers').some((one) => textAt(one, 'name') === name)
    ? 'containers'
    : 'initContainers';
  const changed = containers(workload, list).map((one) => (textAt(one, 'name') === name ? change(one) : one));
  return {
    patches: [{ reference: referenceTo(workload), patch: { spec: { template: { spec: { [list]: changed } } } } }],
  };
}

function containers(workload: ClusterObject, list: 'containers' | 'initContainers'): JsonObject[] {
  return objectsAt(workload, 'spec', 'template', 'spec', list);
}

/** What a deployment ran before, the latest first: its older replica sets. */
export function earlierRevisions(snapshot: Snapshot, workload: ClusterObject): ClusterObject[] {
  if (workload.kind !== 'Deployment') return [];
  const current = revisionOf(workload);
  return snapshot
    .all('ReplicaSet')
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid) === true)
    .filter((set) => revisionOf(set) < current)
    .sort((a, b) => revisionOf(b) - revisionOf(a));
}

/** Back to what ran before the last change, if there was something. */
export function* rollBack(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  const earlier = workload && earlierRevisions(snapshot, workload)[0];
  if (!workload || !earlier) return;
  const template = withoutHash(objectAt(earlier, 'spec', 'template'));
  const patch = mergePatch(objectAt(workload, 'spec', 'template'), template);
  if (Object.keys(patch).length === 0) return;
  const images = objectsAt(template, 'spec', 'containers').flatMap((one) => textAt(one, 'image') ?? []);
  yield {
    id: 'roll-back',
    title: `Go back to what ran before (${images.join(', ')})`,
    risk: 'disruptive',
    warning: `The pods of "${workload.metadata.name}" are replaced one after the other.`,
    undo: 'The present settings are kept, and can be brought back.',
    changes: () => ({ patches: [{ reference: referenceTo(workload), patch: { spec: { template: patch } } }] }),
  };
}

/** Begins all pods anew, as they are. */
export function* restart(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  if (!workload) return;
  const at = new Date(snapshot.now).toISOString();
  yield {
    id: 'restart',
    title: `Restart "${workload.metadata.name}"`,
    risk: 'disruptive',
    warning: 'Its pods are replaced one after the other.',
    undo: 'A restart cannot be undone; nothing else changes.',
    changes: () => ({
      patches: [
        {
          reference: referenceTo(workload),
          patch: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } } },
        },
      ],
    }),
  };
}

/** Sets fields of an object, and nothing else. */
export function fieldRemedy(
  remedy: Pick<Remedy, 'id' | 'title' | 'warning'> & { risk?: Remedy['risk'] },
  reference: ObjectReference,
  patch: JsonObject,
): Remedy {
  return {
    risk: 'reversible',
    undo: 'The former values are kept, and can be brought back.',
    ...remedy,
    changes: () => ({ patches: [{ reference, patch }] }),
  };
}

function revisionOf(object: ClusterObject): number {
  return Number(
    object.metadata.annotations?.['deployment.kubernetes.io/revision'] ??
      numberAt(object, 'metadata', 'generation') ??
      0,
  );
}

function withoutHash(template: JsonObject): JsonObject {
  const { 'pod-template-hash': _, ...labels } = objectAt(template, 'metadata', 'labels');
  return { ...template, metadata: { ...objectAt(template, 'metadata'), labels } };
}
