import type { RemedyChanges, Risk, Snapshot } from '#src/cluster/diagnosis/index.ts';

import type { ApplyContext, Observation } from './engine.ts';

/** What an engine can do for a VDC that is not well, beyond what Kubernetes itself offers. */
export const mendings = [
  'restart-machine',
  'replace-machine',
  'clear-disk',
  'restart-gateway',
  'renew-address',
  'top-up',
  'backup-again',
] as const;
export type Mending = (typeof mendings)[number];

/** A way to mend something at the engine. */
export interface EngineMending {
  mending: Mending;
  /** The machine, where it is about one. */
  machine?: string;
}

/** What an engine knows to mend, and how sure one can be. */
export interface EngineMends {
  /** The ways there are for what an observation says, with their risk. */
  of(trouble: { condition?: string; machine?: string }): { mending: Mending; risk: Risk }[];
  /** Does it. Again under the same effect goes on, or finds it done. */
  mend(ref: string, wish: EngineMending, context: ApplyContext): Promise<Observation>;
}

/** A way to break a VDC on purpose. */
export interface Fault {
  id: string;
  /** What a person reads before choosing it: "The image of an app is gone". */
  title: string;
  /** Where it strikes: an app, the cluster itself, or the machines below it. */
  place: 'app' | 'cluster' | 'machine';
  /** What the VDC must have for it. */
  needs?: 'publicIp' | 'workers';
}

/** What can be broken on purpose, so that repair can be tried: only engines where that harms nobody have it. */
export interface EngineFaults {
  readonly list: readonly Fault[];
  /** How a fault inside Kubernetes is made; undefined where there is nothing of the kind to break. */
  inside(id: string, snapshot: Snapshot): { changes: RemedyChanges; said: string } | undefined;
  /**
   * Strikes the machines or the network below, once under this effect; says what was broken, undefined where there is
   * nothing to break.
   */
  strike(ref: string, id: string, effectId: string): Promise<string | undefined>;
  /** Takes back whatever has struck the machines or the network. */
  heal(ref: string): Promise<void>;
}
