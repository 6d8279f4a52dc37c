import type { ObjectReference } from '../cluster-object.ts';
import type { RemedyChanges, Risk } from '../diagnosis/remedy.ts';

/** What stands between a cluster and a newer Kubernetes: `docs/upgrade-check.md` explains each field. Plain data. */
export interface UpgradeReport {
  /** Fields may be added under the same one, never taken away or changed. */
  version: 1;
  /** What runs now: `v1.33.4+k3s1`. */
  from: string;
  /** What was asked for, as exactly as it is known: `v1.36.3+k3s1`, or `v1.36` where no release of it is known. */
  to: string;
  /** Each version on the way, one minor at a time, ending with `to`. Empty where there is no way. */
  hops: string[];
  verdict: UpgradeVerdict;
  /** What stops it first, then what to know, then what is in order. */
  lines: UpgradeLine[];
  /** What could not be judged, each with its reason, as a person reads it. */
  notLookedAt: string[];
}

/** `warnings`: it can be done, and something is worth knowing first. */
export type UpgradeVerdict = 'ready' | 'warnings' | 'blocked';

/** One thing that was checked, with what was found. */
export interface UpgradeLine {
  /** The check's name in the map of what is checked: `removed-apis`. */
  check: string;
  verdict: 'ok' | 'warn' | 'blocks';
  /** One sentence. */
  title: string;
  /** What follows from it, and what to do. */
  detail?: string;
  /** What it is about, the first ones of many. */
  objects: ObjectReference[];
  evidence: UpgradeEvidence[];
  /** The best first. */
  remedies: UpgradeRemedy[];
  /** The version of `hops` from which on it matters; absent: from the beginning. */
  hop?: string;
}

/** What shows it. */
export interface UpgradeEvidence {
  object?: ObjectReference;
  /** `metadata.managedFields[].apiVersion` */
  field?: string;
  value: string;
  /** In words. */
  text: string;
}

/** A way to put it right, as a reported remedy of a diagnosis. */
export interface UpgradeRemedy {
  /** Unique among the remedies of a line: `one-at-a-time`, `uncordon`. */
  id: string;
  title: string;
  risk: Risk;
  /** The risk in a sentence. */
  warning: string;
  /** What to do, in order. */
  steps: string[];
  /** What it changes, ready to be planned and applied; absent where people do it outside of the cluster. */
  preview?: RemedyChanges;
  /** How one sees that it helped. */
  verify: string;
  /** How to take it back; where one cannot, that. */
  undo: string;
}

/** What an upgrade check is asked. */
export interface UpgradeWish {
  /** `v1.36.3+k3s1`, or only `v1.36`: then the newest of `available` in it, where there is one. */
  to: string;
  /** Releases that can be had, to choose the versions on the way from. Without: these are minors only, `v1.34`. */
  available?: readonly string[];
  /** What is known of backups that the cluster itself does not show. */
  backups?: { newest?: Date };
  now: Date;
  signal?: AbortSignal;
  /** After each kind: how many of how many have been read. */
  progress?(read: number, of: number): void;
}
