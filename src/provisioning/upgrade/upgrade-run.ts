import type { BackupWay } from './upgrade-plan.ts';

/** How one node stands in a running upgrade. */
export const nodeStates = ['waiting', 'draining', 'upgrading', 'verifying', 'done', 'skipped', 'failed'] as const;
export type NodeState = (typeof nodeStates)[number];

export interface NodeProgress {
  name: string;
  role: 'controller' | 'worker';
  from: string;
  to: string;
  state: NodeState;
  /** In milliseconds since the epoch. */
  startedAt?: number;
  endedAt?: number;
}

/** What the run cannot decide by itself. */
export const dilemmas = ['budget', 'bare', 'stuck', 'node', 'unwell', 'backup'] as const;
export type Dilemma = (typeof dilemmas)[number];

/** What a person may answer; which of them fit depends on the dilemma. */
export const answers = ['wait', 'scale', 'evict', 'skip', 'retry', 'replace', 'go-on', 'stop'] as const;
export type Answer = (typeof answers)[number];

/** A question of the run. It goes on trying meanwhile, and takes the question back when it is answered by events. */
export interface Question {
  id: string;
  dilemma: Dilemma;
  node?: string;
  /** What it is about, in a sentence. */
  text: string;
  choices: Answer[];
  askedAt: number;
}

/** A line of what happened. */
export interface JournalLine {
  at: number;
  text: string;
}

/** A running upgrade, or the last one, as its run writes it down. */
export interface UpgradeRun {
  /** The operation's effect id. */
  effect: string;
  plan: string;
  owner: string;
  vdc: string;
  name: string;
  from: string;
  to: string;
  state: 'running' | 'paused' | 'waiting' | 'window' | 'done' | 'stopped' | 'failed';
  nodes: NodeProgress[];
  question?: Question;
  backup?: { way: BackupWay; name: string; objects: number; at: number };
  startedAt: number;
  endedAt?: number;
  /** Why it ended, where it did not end well. */
  reason?: string;
  /** Workloads that were given a copy more for a while, with the number to go back to. */
  scaled: { kind: string; namespace: string; name: string; replicas: number }[];
  /** Until when it waits for what it waits for, before it asks: whoever goes on after a crash does not begin anew. */
  patience?: { of: string; until: number };
  /** The worker that stands in. */
  surge?: string;
  journal: JournalLine[];
}

/** What people want of a running upgrade. It is read between any two steps. */
export interface Steering {
  /** `pause` before the next node; `last`: end after this node. */
  wish?: 'pause' | 'go' | 'last';
  /** The answer to one question. */
  answer?: { question: string; choice: Answer };
}

/** Whether nothing more will happen. */
export function hasEnded({ state }: Pick<UpgradeRun, 'state'>): boolean {
  return state === 'done' || state === 'stopped' || state === 'failed';
}
