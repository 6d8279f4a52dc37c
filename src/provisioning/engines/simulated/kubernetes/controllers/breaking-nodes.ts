import { objectsAt } from '#src/cluster/index.ts';

import { nodes } from '../kinds/index.ts';
import type { BreakableCluster, Breaking, Target } from './breakable-cluster.ts';
import type { NodeFault } from './node-faults.ts';
import { NODE_FAULT } from './node-faults.ts';

const CONTROLLER = 'node-role.kubernetes.io/control-plane';

/** One node plays a fault: the named one, or the first of its role that is well. */
export function onNode(fault: NodeFault, role: 'controller' | 'worker' | 'any' = 'any'): Breaking {
  return (cluster, target) => {
    const all = cluster.store.list(nodes).filter((node) => node.metadata.annotations?.[NODE_FAULT] === undefined);
    const node = all.find(({ metadata }) => {
      const controls = metadata.labels?.[CONTROLLER] !== undefined;
      if (role === 'controller' && !controls) return false;
      // A controller that is named stops answering like a worker.
      return target?.name === undefined ? role !== 'worker' || !controls : metadata.name === target.name;
    });
    if (!node) return undefined;
    cluster.update(nodes, {
      ...node,
      metadata: { ...node.metadata, annotations: { ...node.metadata.annotations, [NODE_FAULT]: fault } },
    });
    return `Node ${node.metadata.name} plays "${fault}".`;
  };
}

/** Leaves a node cordoned. */
export function cordon(cluster: BreakableCluster, target?: Target): string | undefined {
  const node = cluster.store
    .list(nodes)
    .find(
      (each) =>
        (target?.name === undefined || each.metadata.name === target.name) && each.spec?.['unschedulable'] !== true,
    );
  if (!node) return undefined;
  cluster.update(nodes, { ...node, spec: { ...node.spec, unschedulable: true } });
  return `Node ${node.metadata.name} is cordoned.`;
}

/** Puts a taint on every node that nothing tolerates. */
export function taint(cluster: BreakableCluster): string | undefined {
  const all = cluster.store.list(nodes);
  for (const node of all) {
    const taints = [...objectsAt(node, 'spec', 'taints'), { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }];
    cluster.update(nodes, { ...node, spec: { ...node.spec, taints } });
  }
  return all.length === 0 ? undefined : `${all.length} nodes carry the taint dedicated=gpu.`;
}
