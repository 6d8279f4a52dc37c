import { type Cluster, type ClusterObject, labelsAt, textAt } from '#src/cluster/index.ts';

import { MANAGED_BY, OURS } from '../changes/index.ts';
import { APP_NAME } from './app-objects.ts';
import type { AppReference } from './app-reference.ts';
import { listIfKnown } from './standing-app.ts';

/** Kinds that belong to an app, those that go first coming first. */
const kinds = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
  { apiVersion: 'v1', kind: 'Service' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
] as const;

/**
 * What goes with an app when it is deleted: what we made for it, the autoscalers that point at it, and services that lead to
 * nothing else. The app itself is not among it.
 */
export async function partsOfApp(
  cluster: Cluster,
  app: ClusterObject,
  { namespace, name }: AppReference,
  signal: AbortSignal,
): Promise<ClusterObject[]> {
  const pods = labelsAt(app, 'spec', 'template', 'metadata', 'labels');
  const lists = await Promise.all(kinds.map((kind) => listIfKnown(cluster, { ...kind, namespace }, signal)));
  return lists.flat().filter((object) => {
    const { [APP_NAME]: label, [MANAGED_BY]: manager } = object.metadata.labels ?? {};
    if (label === name && manager === OURS) return true;
    if (object.kind === 'HorizontalPodAutoscaler') return textAt(object, 'spec', 'scaleTargetRef', 'name') === name;
    const selector = Object.entries(labelsAt(object, 'spec', 'selector'));
    return object.kind === 'Service' && selector.length > 0 && selector.every(([key, value]) => pods[key] === value);
  });
}
