import type { Caller } from '#src/conversation/ports.ts';

/**
 * What an owner has decided once for the workers of a VDC: one more when pods stay without room, one less when it is idle.
 * Kept in Redis, and followed by whichever wizard runs, also when nobody is there.
 */
export interface NodeRule {
  /** The id of the VDC's record. */
  vdc: string;
  /** Whose rights it acts with: those of the person who set it. */
  caller: Caller;
  least: number;
  most: number;
  /** How long a worker has to be superfluous before it goes. */
  idleMinutes: number;
  /** TFT per month that the VDC may come to cost. */
  ceiling: string;
  paused: boolean;
  /** Since when, in milliseconds since the epoch, pods wait for room, or one worker is not needed. */
  waitingSince?: number;
  idleSince?: number;
  /** Not looked at before: something did not work, or has just been done. */
  notBefore?: number;
  underWay?: UnderWay;
  /** The trouble that there is, which the owner was told: the same sort of it is told once. */
  trouble?: { sort: string; text: string };
  /** What it has done, newest first. */
  acts: NodeAct[];
}

/** The operation that the rule has begun. */
export interface UnderWay {
  operation: string;
  plan: string;
  from: number;
  to: number;
  why: string;
  /** TFT per month afterwards. */
  price: string;
}

/** One thing that the rule did, or could not do. */
export interface NodeAct {
  at: number;
  from: number;
  to: number;
  why: string;
  /** Why it did not work. */
  failed?: string;
}

/** Acts that are kept. */
export const ACTS_KEPT = 20;
