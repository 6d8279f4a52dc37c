import type { Tone } from './show.ts';

/** Gardener's neutral words for how an operation stands. */
export type OperationState = 'Pending' | 'Processing' | 'Succeeded' | 'Error' | 'Failed' | 'Aborted';

export interface StageView {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'undone';
  /** 0 to 100, where the stage can tell. */
  percent?: number;
  text?: string;
  /** Milliseconds since the epoch. */
  startedAt?: number;
  endedAt?: number;
}

/** A durable operation as a person sees it: real stages, real progress, what can be done about it now. */
export interface OperationView {
  id: string;
  title: string;
  /** Where the effect lives; `simulated` is said wherever it is shown. */
  badge?: string;
  state: OperationState;
  stages: StageView[];
  /** Grows with each change, so that a late update never overwrites a newer one. */
  sequence: number;
  cancellable: boolean;
  /** The last line worth reading. */
  note?: { text: string; tone: Tone };
  startedAt?: number;
  endedAt?: number;
}
