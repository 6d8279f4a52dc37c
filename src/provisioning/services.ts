import type { OperationView } from '#src/protocol/index.ts';

import type { Engine } from './engine.ts';
import type { PlanStore } from './plan-store.ts';
import type { Tariff } from './pricing/index.ts';
import type { VdcRecords } from './vdc-records.ts';

/** Everything the actions of this product may use. */
export interface Services {
  engines: Engines;
  records: VdcRecords;
  plans: PlanStore;
  links: OneTimeLinks;
  operations: RunningOperations;
  /** What the catalogue shows before there is a plan; the one the engine prices by. Absent: the Grid's. */
  tariff?: Tariff;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Where VDCs live: new ones at `main`, older ones at whatever engine they were made by. */
export interface Engines {
  readonly main: Engine;
  /** The engine of this name, or undefined where it is not configured any more. */
  get(name: string): Engine | undefined;
}

/** Addresses that work a single time: what is behind one is made only when it is fetched. */
export interface OneTimeLinks {
  issue(
    subject: { owner: string; kind: string; subject: string; filename: string },
    ttlMs: number,
  ): Promise<{ token: string; expiresAt: string | number }>;
}

/** What runs now, by owner. */
export interface RunningOperations {
  running(owner: string, page: { offset: number; count: number }): Promise<OperationView[]>;
}

/** Engines by their names; the first one is where new VDCs go. */
export function enginesOf(main: Engine, ...others: Engine[]): Engines {
  const byName = new Map([main, ...others].map((engine) => [engine.name, engine]));
  return { main, get: (name) => byName.get(name) };
}
