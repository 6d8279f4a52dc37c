import { objectsAt, textAt } from '#src/cluster/index.ts';

import { pods } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';

/** The node's own address in the VDC. */
export function hostAddress(node: KubernetesObject): string {
  const found = objectsAt(node, 'status', 'addresses').find(({ type }) => type === 'InternalIP');
  return textAt(found, 'address') ?? '';
}

/** The first address of the node's range that no pod on it has. */
export function freeAddress(cluster: ControlledCluster, node: KubernetesObject): string {
  const taken = new Set(cluster.store.list(pods).map((pod) => textAt(pod, 'status', 'podIP')));
  const network = (textAt(node, 'spec', 'podCIDR') ?? '10.42.0.0/24').split('.').slice(0, 3).join('.');
  for (let host = 2; host < 255; host++) {
    const address = `${network}.${host}`;
    if (!taken.has(address)) return address;
  }
  return `${network}.255`;
}
