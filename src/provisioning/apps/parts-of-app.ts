import { type Cluster, type ClusterObject, labelsAt, textAt } from '#src/cluster/index.ts';

import { MANAGED_BY, OURS } from '../changes/index.ts';
import { servicesBehind } from '../exposure/ingress.ts';
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
 * What goes with an app when it is deleted: what we made for it, the autoscalers that point at it, services that lead to
 * nothing else, and the ways in and disruption budgets of ours that would be left with nothing behind them. The app itself
 * is not among it.
 */
export async function partsOfApp(
  cluster: Cluster,
  app: ClusterObject,
  { namespace, name }: AppReference,
  signal: AbortSignal,
): Promise<ClusterObject[]> {
  const pods = labelsAt(app, 'spec', 'template', 'metadata', 'labels');
  const lists = await Promise.all(kinds.map((kind) => listIfKnown(cluster, { ...kind, namespace }, signal)));
  const all = lists.flat();
  const found = all.filter((object) => {
    const { [APP_NAME]: label, [MANAGED_BY]: manager } = object.metadata.labels ?? {};
    if (label === name && manager === OURS) return true;
    if (object.kind === 'HorizontalPodAutoscaler') return textAt(object, 'spec', 'scaleTargetRef', 'name') === name;
    const selector = Object.entries(labelsAt(object, 'spec', 'selector'));
    return object.kind === 'Service' && selector.length > 0 && selector.every(([key, value]) => pods[key] === value);
  });
  const services = new Set(found.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name));
  const left = all.filter((object) => {
    if (found.includes(object) || object.metadata.labels?.[MANAGED_BY] !== OURS) return false;
    if (object.kind === 'Ingress') {
      const behind = servicesBehind(object);
      return behind.length > 0 && behind.every((service) => services.has(service));
    }
    if (object.kind !== 'PodDisruptionBudget') return false;
    const wanted = Object.entries(labelsAt(object, 'spec', 'selector', 'matchLabels'));
    return wanted.length > 0 && wanted.every(([key, value]) => pods[key] === value);
  });
  return all.filter((object) => found.includes(object) || left.includes(object));
}
