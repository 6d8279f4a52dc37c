/** Actions, the engines they work on, and the durable operations that run them. */
export * from './action.ts';
export { ActionRegistry, type ActionRegistryOptions } from './action-registry.ts';
export { actions } from './actions/index.ts';
export { defineAction } from './define-action.ts';
export * from './engine.ts';
export { KUBECONFIG_LINK, readKubeconfig } from './kubeconfig.ts';
export type { Log } from './log.ts';
export * from './operations/index.ts';
export { mayUse, rightsOfRoles } from './permissions.ts';
export { PlanStore } from './plan-store.ts';
export * from './services.ts';
export { type VdcRecord, VdcRecords } from './vdc-records.ts';
