import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../cluster-object.ts';
import { labelsAt, objectAt, objectsAt } from '../fields.ts';
import type { Snapshot } from './snapshot.ts';

/** Something that a person writes down and that becomes pods. */
export interface PodSource {
  object: ClusterObject;
  /** Of its pods. */
  spec: JsonObject;
  labels: { [label: string]: string };
}

/** Everything that pods are made from, each once: workloads, jobs and pods of nobody. */
export function podSources(snapshot: Snapshot): readonly PodSource[] {
  return snapshot.remember(collect);
}

function collect(snapshot: Snapshot): PodSource[] {
  const workloads = [
    ...snapshot.all('Deployment'),
    ...snapshot.all('StatefulSet'),
    ...snapshot.all('DaemonSet'),
    ...snapshot.all('Job').filter(isNobodys),
  ];
  return [
    ...workloads.map((object) => ({
      object,
      spec: objectAt(object, 'spec', 'template', 'spec'),
      labels: labelsAt(object, 'spec', 'template', 'metadata', 'labels'),
    })),
    ...snapshot.all('CronJob').map((object) => ({
      object,
      spec: objectAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
      labels: labelsAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'),
    })),
    ...snapshot
      .all('Pod')
      .filter(isNobodys)
      .map((object) => ({ object, spec: objectAt(object, 'spec'), labels: object.metadata.labels ?? {} })),
  ];
}

/** The containers of a pod that stay, and those that come before them. */
export function containersIn(spec: JsonObject): JsonObject[] {
  return [...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')];
}

/** Of the cluster itself: not for people to change. */
export const isSystem = ({ metadata: { namespace = '' } }: ClusterObject): boolean => namespace.startsWith('kube-');

const isNobodys = ({ metadata }: ClusterObject): boolean =>
  metadata.ownerReferences?.some(({ controller }) => controller === true) !== true;
