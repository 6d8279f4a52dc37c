import {
  type Cluster,
  type ClusterObject,
  labelsAt,
  numberAt,
  objectsAt,
  referenceTo,
  textAt,
} from '#src/cluster/index.ts';

import { type Readiness, readinessOf } from '../changes/index.ts';
import { appKinds, isSystem } from './app-reference.ts';

/** How an app is doing. */
export type AppState = 'running' | 'starting' | 'failing' | 'stopped' | 'paused';

/** Apps that one list shows. */
const MOST = 200;

/** Every app of a VDC but the cluster's own, by namespace and name. */
export async function listApps(
  cluster: Cluster,
  { namespace, signal }: { namespace?: string; signal: AbortSignal },
): Promise<ClusterObject[]> {
  const apps: ClusterObject[] = [];
  for (const kind of appKinds) {
    const selection = { apiVersion: 'apps/v1', kind, ...(namespace === undefined ? {} : { namespace }) };
    for await (const app of cluster.list(selection, { signal })) {
      if (apps.length < MOST && !isSystem(app.metadata.namespace ?? '')) apps.push(app);
    }
  }
  const key = ({ metadata }: ClusterObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
  return apps.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** The copies of an app: those that serve, and those that are wanted. */
export function copiesOf(app: ClusterObject): { ready: number; wanted: number } {
  if (app.kind === 'DaemonSet') {
    return {
      ready: numberAt(app, 'status', 'numberReady') ?? 0,
      wanted: numberAt(app, 'status', 'desiredNumberScheduled') ?? 0,
    };
  }
  return { ready: numberAt(app, 'status', 'readyReplicas') ?? 0, wanted: numberAt(app, 'spec', 'replicas') ?? 1 };
}

/** How an app is doing, as far as the app itself says. */
export function stateOfApp(app: ClusterObject): AppState {
  const { ready, wanted } = copiesOf(app);
  if (wanted === 0) return 'stopped';
  if (app.spec?.['paused'] === true) return 'paused';
  if (ready >= wanted) return 'running';
  const late = objectsAt(app, 'status', 'conditions').some(
    (condition) => condition['reason'] === 'ProgressDeadlineExceeded' || condition['type'] === 'ReplicaFailure',
  );
  return late ? 'failing' : 'starting';
}

/** How an app is doing, with the reason where it is not well. */
export async function lookedAt(
  cluster: Cluster,
  app: ClusterObject,
  signal: AbortSignal,
): Promise<{ state: AppState; readiness: Readiness }> {
  const readiness = await readinessOf(cluster, referenceTo(app), { signal });
  const state = stateOfApp(app);
  const troubled = readiness.failed ?? readiness.trouble;
  return { state: state === 'starting' && troubled ? 'failing' : state, readiness };
}

/** Images of an app, the main one first. */
export function imagesOf(app: ClusterObject): string[] {
  return objectsAt(app, 'spec', 'template', 'spec', 'containers').flatMap(
    (container) => textAt(container, 'image') ?? [],
  );
}

/** The pods of an app, oldest first. */
export async function podsOfApp(cluster: Cluster, app: ClusterObject, signal: AbortSignal): Promise<ClusterObject[]> {
  const labels = selectorOf(app);
  const pods: ClusterObject[] = [];
  if (labels === '') return pods;
  const { namespace = 'default' } = app.metadata;
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels }, { signal })) {
    if (pods.length < MOST) pods.push(pod);
  }
  return pods.toSorted((one, other) =>
    (one.metadata.creationTimestamp ?? '') < (other.metadata.creationTimestamp ?? '') ? -1 : 1,
  );
}

function selectorOf(app: ClusterObject): string {
  return Object.entries(labelsAt(app, 'spec', 'selector', 'matchLabels'))
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
}
