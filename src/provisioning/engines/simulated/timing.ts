import type { VdcSpec } from '../../engine.ts';
import { chance } from './chance.ts';
import type { SimulatedOptions } from './options.ts';
import { faultAskedFor } from './options.ts';

/** Milliseconds at speed 1, before jitter. Controllers boot side by side, and so do workers. */
const durations = {
  reserve: 300,
  network: 600,
  controller: 1_500,
  worker: 1_100,
  verify: 300,
  stop: 250,
  upgrade: 900,
};

export type Duration = keyof typeof durations;

/** How long something takes, by the seed: the same for the same keys, 0.75 to 1.25 of the usual time. */
export function duration(options: SimulatedOptions, what: Duration, vdc: string, ...keys: (string | number)[]): number {
  const jitter = 0.75 + chance(options.seed, 'time', what, ...keys) / 2;
  const slow = what !== 'stop' && faultAskedFor(options, vdc, 'slow') ? 10 : 1;
  return Math.max(1, Math.round((durations[what] * jitter * slow) / options.speed));
}

/** Seconds that replacing a machine's k3s usually takes. */
export const upgradeSeconds = (options: SimulatedOptions): number => durations.upgrade / 1_000 / options.speed;

/** Whole seconds a deployment usually takes. */
export function estimatedSeconds(options: SimulatedOptions, spec: VdcSpec): number {
  const workers = spec.workers > 0 ? durations.worker : 0;
  const sum = durations.reserve + durations.network + durations.controller + workers + durations.verify;
  // The slowest of several machines counts.
  return Math.max(1, Math.round((sum * 1.1) / options.speed / 1_000));
}
