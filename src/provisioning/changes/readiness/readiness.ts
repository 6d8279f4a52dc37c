import type { Cluster, ClusterObject } from '#src/cluster/index.ts';

/** How far an object is from doing what it is for. */
export interface Readiness {
  ready: boolean;
  /** What is waited for, named: "Deployment shop/web: 1 of 3 copies run". */
  waitingFor: string;
  /** It will not become ready by waiting. */
  failed?: Trouble;
  /** Why it is not ready yet, as far as one can see: the reason, should the time run out. */
  trouble?: Trouble;
}

/** What is wrong, and how we know. */
export interface Trouble {
  /** A sentence: "The image nginx:nope was not found in docker.io." */
  reason: string;
  /** Lines of the cluster's own, as they are. */
  evidence: string[];
}

/** How one kind tells whether it is ready. Asks the cluster no more than it has to: it is called every second. */
export type ReadinessOf = (
  object: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
) => Promise<Readiness> | Readiness;

export const READY: Readiness = { ready: true, waitingFor: '' };
