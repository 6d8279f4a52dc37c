import type { ObjectReference } from '#src/cluster/index.ts';

/** Groups of Kubernetes' own whose objects make others: pods, and what makes pods. */
const makers = ['apps', 'batch'];

/**
 * How an object is deleted. What makes others (workloads, custom resources) goes after them: once it is gone, so are its
 * pods. That is the work of the cluster's garbage collector, which may be busy, or still reading new kinds, for minutes;
 * everything else goes at once and waits for nobody.
 */
export function propagationOf({ apiVersion }: ObjectReference): 'Foreground' | 'Background' {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const custom = group.includes('.') && !group.endsWith('.k8s.io');
  return custom || makers.includes(group) ? 'Foreground' : 'Background';
}
