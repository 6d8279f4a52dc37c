import { textAt } from '#src/cluster/fields.ts';

import { ingressClasses } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

const IS_DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** An ingress without a class gets the usual one. */
export function admitIngress(cluster: ClusterState, ingress: KubernetesObject): KubernetesObject {
  const older = ingress.metadata.annotations?.['kubernetes.io/ingress.class'];
  if (older !== undefined || textAt(ingress, 'spec', 'ingressClassName') !== undefined) return ingress;
  const usual = cluster.store.list(ingressClasses).find((one) => one.metadata.annotations?.[IS_DEFAULT] === 'true');
  return usual ? { ...ingress, spec: { ...ingress.spec, ingressClassName: usual.metadata.name } } : ingress;
}
