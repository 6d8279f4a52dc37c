import { createHash } from 'node:crypto';

import { canonicalJson } from '../plan-hash.ts';

/** One minor of the way: what runs before, and after. */
export interface Hop {
  from: string;
  to: string;
}

/** A node as the plan found it. */
export interface PlannedNode {
  name: string;
  role: 'controller' | 'worker';
  version: string;
}

/** How what is there before is kept, so that there is a way back. `own`: the person has one, or wants none. */
export const backupWays = ['velero', 'export', 'own'] as const;
export type BackupWay = (typeof backupWays)[number];

/** What the time of each step is remembered under. */
export const stepKinds = ['backup', 'surge', 'controller', 'worker', 'whole', 'verify'] as const;
export type StepKind = (typeof stepKinds)[number];

/** One step of an upgrade, in its place. */
export interface PlannedStep {
  kind: StepKind;
  /** The version it leads to, for nodes. */
  to?: string;
  node?: string;
  seconds: number;
  /** From earlier runs; otherwise an estimate. */
  known: boolean;
  /** What runs there is moved first. */
  drained: boolean;
}

/** When it may work: within these hours, minutes of the day in UTC; the end may be on the next day. */
export interface Window {
  fromMinute: number;
  toMinute: number;
}

/** The exact upgrade: what is shown, approved and carried out. Neutral to any language. */
export interface UpgradePlan {
  /** SHA-256 over the canonical JSON of everything else. */
  hash: string;
  owner: string;
  /** Ids, never names: a name may belong to another one later. */
  vdc: string;
  name: string;
  engine: string;
  from: string;
  to: string;
  hops: Hop[];
  /** `machine`: node after node; `whole`: the engine rolls all of it at once. */
  way: 'machine' | 'whole';
  nodes: PlannedNode[];
  /** Only these, where not all of them are meant. */
  only?: string[];
  steps: PlannedStep[];
  backup: BackupWay;
  /** An extra worker stands in while the others are away. */
  surge: boolean;
  /** What runs the upgrade inside the cluster has to be installed first, and the person agreed. */
  install: boolean;
  /** Not before, in milliseconds since the epoch. */
  startAt?: number;
  window?: Window;
  /** Milliseconds since the epoch. */
  plannedAt: number;
}

/** The name under which an upgrade is approved. */
export function upgradeHash(plan: Omit<UpgradePlan, 'hash'> & { hash?: string }): string {
  const { hash: _, ...content } = plan;
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Seconds that all steps take one after the other. */
export function secondsOf({ steps }: Pick<UpgradePlan, 'steps'>): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
