/** Actions, the engines they work on, and the durable operations that run them. */
export * from './action.ts';
export { ActionRegistry } from './action-registry.ts';
export { actions } from './actions/index.ts';
export * from './engine.ts';
export type { Log } from './log.ts';
export * from './operations/index.ts';
export { PlanStore } from './plan-store.ts';
export * from './services.ts';
export { VdcRecords } from './vdc-records.ts';
