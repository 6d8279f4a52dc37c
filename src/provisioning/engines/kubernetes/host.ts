import type { Cluster } from '#src/cluster/index.ts';
import { ClusterError } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { Place } from './host-node.ts';
import type { SizedBy } from './manifests.ts';
import type { KubernetesOptions } from './options.ts';
import type { Removals } from './removals.ts';

/** What the work of this engine stands on. */
export interface Host {
  cluster(): Promise<Cluster>;
  options: KubernetesOptions;
  removals: Removals;
  /** How this k3k takes the sizes of machines. */
  sizedBy(): Promise<SizedBy>;
  /** Who the wizard is to the host, where it must bind itself rights in each namespace; null for an administrator. */
  bindAs(): Promise<string | null>;
  /** Where these nodes are, remembered for a while; one that is gone is missing. */
  placesOf(nodes: readonly string[]): Promise<ReadonlyMap<string, Place>>;
  /** A connection to the Kubernetes API of a VDC. The caller closes it. */
  connect(kubeconfig: string): Promise<Cluster>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds between two looks at the host. */
  pauseMs: number;
}

/** What a person may read of trouble with the host; an abort is an abort, whoever noticed it first. */
export function hostFailure(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted && !(error instanceof ActionFailure)) {
    return new ActionFailure('ABORTED', 'It was stopped before it was done.', { cause: error });
  }
  if (!(error instanceof ClusterError)) return error;
  const message = `The host cluster did not do it. ${error.message}`;
  const { causes, retryAfterMs } = error;
  return new ClusterError(error.code, message, {
    causes,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause: error,
  });
}
