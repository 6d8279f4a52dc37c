import type { KubernetesObject } from '../kubernetes-object.ts';

/** What somebody broke on a node, on purpose. */
export const nodeFaults = ['down', 'kubelet-not-ready', 'disk-pressure', 'memory-pressure', 'pid-pressure'] as const;
export type NodeFault = (typeof nodeFaults)[number];

/** On a node: the fault that it plays. */
export const NODE_FAULT = 'simulated.3bot.io/fault';

export function faultOf(node: KubernetesObject): NodeFault | undefined {
  return nodeFaults.find((fault) => fault === node.metadata.annotations?.[NODE_FAULT]);
}

/** Nobody is there: no heart-beat, nothing started or stopped. */
export function isDown(node: KubernetesObject): boolean {
  return faultOf(node) === 'down';
}
