import type { Engine } from '../engine.ts';

/** How patient a run is, in milliseconds. */
export interface Pace {
  /** Between two looks. */
  look: number;
  /** A budget that holds a pod for so long is the person's to decide on. */
  held: number;
  /** A node has so long to come back with its new version, */
  node: number;
  /** and what ran before has so long to run again. */
  workloads: number;
}

/** Seconds that replacing the k3s of a real machine usually takes. */
const REAL_SECONDS = 90;

/** Patience in keeping with how fast things go at an engine; never so short that a busy moment looks like trouble. */
export function paceOf(engine: Pick<Engine, 'upgradeSeconds'>): Pace {
  const { worker } = engine.upgradeSeconds?.() ?? { worker: REAL_SECONDS };
  const share = Math.min(1, worker / REAL_SECONDS);
  const atLeast = (least: number, usual: number): number => Math.max(least, usual * share);
  return {
    look: atLeast(200, 2_000),
    held: atLeast(1_500, 30_000),
    node: atLeast(20_000, 300_000),
    workloads: atLeast(30_000, 300_000),
  };
}
