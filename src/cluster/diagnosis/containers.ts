import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../cluster-object.ts';
import { referenceTo } from '../cluster-object.ts';
import { objectsAt, textAt } from '../fields.ts';
import type { Evidence } from './finding.ts';
import { messageOfEvent, type Snapshot, timeOfEvent } from './snapshot.ts';

/** A container of a pod: what it should be and how it is. */
export interface Container {
  pod: ClusterObject;
  name: string;
  spec: JsonObject;
  status: JsonObject;
  /** `initContainerStatuses[wait]`: where its status stands, for evidence. */
  place: string;
  init: boolean;
}

/** Many rules ask for the same. */
const known = new WeakMap<ClusterObject, readonly Container[]>();

/** All containers of a pod that have a status, those that begin first first. */
export function containersOf(pod: ClusterObject): readonly Container[] {
  const before = known.get(pod);
  if (before) return before;
  const containers = readContainers(pod);
  known.set(pod, containers);
  return containers;
}

function readContainers(pod: ClusterObject): Container[] {
  const lists = [
    { specs: 'initContainers', statuses: 'initContainerStatuses', init: true },
    { specs: 'containers', statuses: 'containerStatuses', init: false },
    { specs: 'ephemeralContainers', statuses: 'ephemeralContainerStatuses', init: false },
  ] as const;
  return lists.flatMap(({ specs, statuses, init }) =>
    objectsAt(pod, 'status', statuses).map((status) => {
      const name = textAt(status, 'name') ?? '';
      const spec = objectsAt(pod, 'spec', specs).find((one) => textAt(one, 'name') === name) ?? {};
      return { pod, name, spec, status, place: `status.${statuses}[${name}]`, init };
    }),
  );
}

/** Pods that are meant to run: neither done nor on their way out. */
export function livePods(snapshot: Snapshot): readonly ClusterObject[] {
  return snapshot.remember(findLive);
}

function findLive(snapshot: Snapshot): ClusterObject[] {
  return snapshot
    .all('Pod')
    .filter(
      (pod) =>
        pod.metadata.deletionTimestamp === undefined &&
        !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''),
    );
}

/** Of these, those that are or were in trouble: in a big cluster few, so that most rules have little to look at. */
export function ailingPods(snapshot: Snapshot): readonly ClusterObject[] {
  return snapshot.remember(findAiling);
}

function findAiling(snapshot: Snapshot): ClusterObject[] {
  return livePods(snapshot).filter((pod) => {
    const statuses = objectsAt(pod, 'status', 'containerStatuses');
    const calm = statuses.every((status) => status['ready'] === true && status['restartCount'] === 0);
    return !(calm && statuses.length > 0 && isRunningAlone(pod));
  });
}

/** Without others that came before it, or were put beside it. */
const isRunningAlone = ({ status }: ClusterObject): boolean =>
  status?.['phase'] === 'Running' &&
  status['initContainerStatuses'] === undefined &&
  status['ephemeralContainerStatuses'] === undefined;

/** A field of an object as evidence. */
export function fieldEvidence(object: ClusterObject, field: string, value: string, at?: string): Evidence {
  return { object: referenceTo(object), field, value, ...(at === undefined ? {} : { at }) };
}

/** An event as evidence. */
export function eventEvidence(about: ClusterObject, event: ClusterObject): Evidence {
  return fieldEvidence(about, `event ${textAt(event, 'reason') ?? ''}`, messageOfEvent(event), timeOfEvent(event));
}
