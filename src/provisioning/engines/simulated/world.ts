import type { Tariff } from '../../pricing/index.ts';
import type { GridMap } from './grid-map.ts';
import type { GridStore } from './grid-store.ts';
import type { KubernetesListener } from './kubernetes/listener.ts';
import type { SimulatedOptions } from './options.ts';

/** What the parts of the engine share. */
export interface World {
  options: SimulatedOptions;
  map: GridMap;
  store: GridStore;
  tariff: Tariff;
  kubernetes: KubernetesListener;
  /** Milliseconds since the epoch. */
  now(): number;
}
