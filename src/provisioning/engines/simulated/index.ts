/** A grid to try everything on, with no cloud and no wallet. */

export type { GridMap } from './grid-map.ts';
export { gridMap } from './grid-map.ts';
export type { Ledger } from './grid-store.ts';
export type { SimulatedOptions } from './options.ts';
export { simulatedOptionsSchema } from './options.ts';
export type { SimulatedEngine } from './simulated-engine.ts';
export { simulatedEngine } from './simulated-engine.ts';
