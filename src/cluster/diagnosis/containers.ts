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

/** All containers of a pod that have a status, those that begin first first. */
export function containersOf(pod: ClusterObject): Container[] {
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
export function livePods(snapshot: Snapshot): ClusterObject[] {
  return snapshot
    .all('Pod')
    .filter(
      (pod) =>
        pod.metadata.deletionTimestamp === undefined &&
        !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''),
    );
}

/** A field of an object as evidence. */
export function fieldEvidence(object: ClusterObject, field: string, value: string, at?: string): Evidence {
  return { object: referenceTo(object), field, value, ...(at === undefined ? {} : { at }) };
}

/** An event as evidence. */
export function eventEvidence(about: ClusterObject, event: ClusterObject): Evidence {
  return fieldEvidence(about, `event ${textAt(event, 'reason') ?? ''}`, messageOfEvent(event), timeOfEvent(event));
}
