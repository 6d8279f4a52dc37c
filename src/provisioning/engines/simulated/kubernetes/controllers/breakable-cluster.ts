import type { ControlledCluster } from './controller.ts';

/** What breaking needs of a cluster: the running one, or a picture of it on which the changes are only noted. */
export interface BreakableCluster extends Pick<ControlledCluster, 'update' | 'create' | 'delete'> {
  readonly store: Pick<ControlledCluster['store'], 'get' | 'list'>;
}

/** What to break; absent: the first that fits. Nothing of kube-system unless it is named. */
export interface Target {
  namespace?: string;
  name?: string;
}

/** Breaks something, and says what was broken; undefined when there is nothing of the kind to break. */
export type Breaking = (cluster: BreakableCluster, target?: Target) => string | undefined;
