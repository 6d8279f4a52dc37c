import { type Cluster, type ClusterObject, labelsAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { EFFECT } from '../changes/index.ts';
import { listIfKnown } from './standing-app.ts';

/** A version of an app that the cluster still remembers. */
export interface Revision {
  number: number;
  images: string[];
  /** Why it was made, where somebody wrote it down. */
  cause: string;
  /** The operation of ours that made it. */
  effect?: string;
  /** ISO 8601. */
  at: string;
  /** The pods of this version. */
  template: JsonObject;
}

const REVISION = 'deployment.kubernetes.io/revision';

/** The versions of an app, newest first; the first one is what is wanted now. */
export async function revisionsOf(cluster: Cluster, app: ClusterObject, signal: AbortSignal): Promise<Revision[]> {
  const { namespace = 'default' } = app.metadata;
  const labels = Object.entries(labelsAt(app, 'spec', 'selector', 'matchLabels'))
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
  const kind = app.kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision';
  const owned = (await listIfKnown(cluster, { apiVersion: 'apps/v1', kind, namespace, labels }, signal)).filter((one) =>
    one.metadata.ownerReferences?.some(({ uid }) => uid === app.metadata.uid),
  );
  return owned
    .map((one) => (one.kind === 'ReplicaSet' ? ofReplicaSet(one) : ofControllerRevision(one)))
    .toSorted((one, other) => other.number - one.number);
}

function ofReplicaSet(set: ClusterObject): Revision {
  return revision(set, Number(set.metadata.annotations?.[REVISION] ?? 0), objectAt(set, 'spec', 'template'));
}

function ofControllerRevision(kept: ClusterObject): Revision {
  const { $patch: _, ...template } = objectAt(kept, 'data', 'spec', 'template');
  return revision(kept, Number(kept['revision'] ?? 0), template);
}

function revision({ metadata }: ClusterObject, number: number, template: JsonObject): Revision {
  const clean = structuredClone(template);
  const labels = objectAt(clean, 'metadata', 'labels');
  // The controller's own mark of the version: the next one gets another.
  delete labels['pod-template-hash'];
  const effect = metadata.annotations?.[EFFECT];
  return {
    number,
    ...(effect === undefined ? {} : { effect }),
    images: objectsAt(clean, 'spec', 'containers').flatMap((container) => textAt(container, 'image') ?? []),
    cause: metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
    at: metadata.creationTimestamp ?? '',
    template: clean,
  };
}
