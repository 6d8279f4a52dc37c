import type { ObjectDraft } from '#src/cluster/index.ts';

import type { Kind } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StoreReader } from '../object-store.ts';

/**
 * One control loop of a simulated cluster: brings the objects nearer to what they ask for. Level-triggered: it looks at
 * the objects as they are now, never at what happened, and keeps nothing in itself, so that another process goes on.
 */
export interface Controller {
  name: string;
  /** It is run after a change to one of these, and at the moment that it named itself. */
  watches: readonly Kind[] | 'all';
  /** Returns the moment (milliseconds) at which it wants to look again though nothing changes. */
  reconcile(cluster: ControlledCluster): number | undefined;
}

/** A cluster as its controllers see and change it. Nothing here waits: changes are seen at once, and kept together. */
export interface ControlledCluster {
  readonly ref: string;
  /** What the control plane runs: `v1.36.3+k3s1`. */
  readonly version: string;
  /** The public address of the VDC, where it has one. */
  readonly publicIp: string | undefined;
  /** This moment, in milliseconds. While a cluster catches up, a moment of the past. */
  readonly now: number;
  /** Reading. What it gives is shared: never change it, make anew. */
  readonly store: StoreReader;
  /** Of the API's authority, in PEM. */
  readonly authority: string;
  /** Every kind that the cluster serves. */
  served(): readonly Kind[];
  /** The kind of an owner reference or a scale target; undefined when it is not served. */
  kind(apiVersion: string, kind: string): Kind | undefined;
  /** As a client's POST: defaults, validation, admission (quota, limits). Throws `ApiError`. */
  create(kind: Kind, draft: ObjectDraft): KubernetesObject;
  /** Replaces spec, status, metadata. `generation` grows with the spec; what did not change is no event. */
  update(kind: Kind, object: KubernetesObject): KubernetesObject;
  /** As a client's DELETE: finalizers and grace are respected. What is not there is fine. */
  delete(kind: Kind, namespace: string | undefined, name: string, options?: DeleteOptions): void;
  /** How long something takes at the engine's speed: milliseconds in, milliseconds out. */
  pace(milliseconds: number): number;
  /** From 0 to 1, the same for the same keys. */
  chance(...keys: (string | number)[]): number;
}

export interface DeleteOptions {
  /** 0 takes a pod away at once: it has stopped. */
  graceSeconds?: number;
  propagation?: 'Foreground' | 'Background' | 'Orphan';
}
