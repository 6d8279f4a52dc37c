import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt, textsAt, valueAt } from '../../fields.ts';
import { mergePatch } from '../../merge-patch.ts';
import type { Finding } from '../finding.ts';
import { type ObservedKind, observedKinds } from '../observed-kinds.ts';
import type { Remedy, RemedyChanges } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';

/** Where the settings of pods stand in an object. */
const templates: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
};

/** The object of a finding, where it is a pod or makes pods. */
export function workloadOf(finding: Finding, snapshot: Snapshot): ClusterObject | undefined {
  return Object.hasOwn(templates, finding.object.kind) ? found(snapshot, finding.object) : undefined;
}

/** An object of the snapshot by its reference. */
export function found(snapshot: Snapshot, { kind, namespace, name }: ObjectReference): ClusterObject | undefined {
  const known = observedKinds.some((one) => one.kind === kind);
  return known ? snapshot.find(kind as ObservedKind, namespace, name) : undefined;
}

/** What the pods of a workload are made from. */
export function podSpecOf(workload: ClusterObject): JsonObject {
  return objectAt(workload, ...(templates[workload.kind] ?? []), 'spec');
}

/** The labels that its pods carry. */
export function podLabelsOf(workload: ClusterObject): { [label: string]: string } {
  return labelsAt(workload, ...(templates[workload.kind] ?? []), 'metadata', 'labels');
}

/** The container of a workload's pods. */
export function containerOf(workload: ClusterObject, name: string): JsonObject | undefined {
  const spec = podSpecOf(workload);
  return [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')].find(
    (container) => textAt(container, 'name') === name,
  );
}

/** What changing the settings of its pods does to a workload, as a remedy says it. */
export function replacing(workload: ClusterObject): Pick<Remedy, 'risk' | 'warning' | 'undo'> {
  const { name } = workload.metadata;
  const undo = 'The present settings are kept, and can be brought back.';
  switch (workload.kind) {
    case 'CronJob':
      return { risk: 'reversible', warning: 'It counts from its next run on.', undo };
    case 'Job':
      return {
        risk: 'disruptive',
        warning: `A job cannot be changed: "${name}" is deleted and begun anew, and may do again what it had done.`,
        undo: 'The former job is made again, and begins anew.',
      };
    case 'Pod':
      return {
        risk: 'disruptive',
        warning: `A pod cannot be changed: "${name}" is deleted and made anew, and what it wrote into itself is lost.`,
        undo: 'The former pod is made again; what it wrote into itself does not come back.',
      };
    default:
      return { risk: 'disruptive', warning: `The pods of "${name}" are replaced one after the other.`, undo };
  }
}

/** Changes the settings of a workload's pods by a merge patch, in the way that its kind allows. */
export function podPatch(finding: Finding, workload: ClusterObject, patch: JsonObject): RemedyChanges {
  const path = [...(templates[workload.kind] ?? []), 'spec'];
  const whole = path.reduceRight<JsonObject>((inner, step) => ({ [step]: inner }), patch);
  return changing(finding, workload, whole);
}

/** The same with a patch of the whole object. */
export function changing(finding: Finding, workload: ClusterObject, patch: JsonObject): RemedyChanges {
  const reference = referenceTo(workload);
  if (workload.kind === 'Job' || workload.kind === 'Pod') return { replaces: [{ reference, patch }] };
  const { namespace } = workload.metadata;
  // A set waits for its broken member for ever, also when its settings are right by now.
  const stuck = workload.kind === 'StatefulSet' && namespace !== undefined ? textsAt(finding.facts, 'pods') : [];
  return {
    patches: [{ reference, patch }],
    ...(stuck.length === 0
      ? {}
      : { deletes: stuck.map((name) => ({ apiVersion: 'v1', kind: 'Pod', namespace: namespace ?? '', name })) }),
  };
}

/** Changes one container of a workload's pods. A merge patch replaces lists, so the others are in it too. */
export function containerPatch(
  finding: Finding,
  workload: ClusterObject,
  name: string,
  change: (container: JsonObject) => JsonObject,
): RemedyChanges {
  const spec = podSpecOf(workload);
  const list = objectsAt(spec, 'containers').some((one) => textAt(one, 'name') === name)
    ? 'containers'
    : 'initContainers';
  const changed = objectsAt(spec, list).map((one) => (textAt(one, 'name') === name ? change(one) : one));
  return podPatch(finding, workload, { [list]: changed });
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
    ...replacing(workload),
    changes: () => ({ patches: [{ reference: referenceTo(workload), patch: { spec: { template: patch } } }] }),
  };
}

const restartable: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Begins all pods anew, as they are. */
export function* restart(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  if (!workload || !restartable.has(workload.kind)) return;
  const at = new Date(snapshot.now).toISOString();
  yield {
    id: 'restart',
    title: `Restart "${workload.metadata.name}"`,
    risk: 'disruptive',
    warning: 'Its pods are replaced one after the other.',
    undo: 'A restart cannot be undone; nothing else changes.',
    changes: () =>
      changing(finding, workload, {
        spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } },
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

/** An object of a kind that the snapshot holds, in the same namespace, called almost like this. */
export function namesBeside(snapshot: Snapshot, kind: ObservedKind, namespace: string | undefined): string[] {
  return snapshot
    .all(kind)
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
}

/** The numbers of a list of facts. */
export function numbersAt(value: unknown, ...path: (string | number)[]): number[] {
  const list = valueAt(value, ...path);
  return Array.isArray(list) ? list.filter((one) => typeof one === 'number') : [];
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
