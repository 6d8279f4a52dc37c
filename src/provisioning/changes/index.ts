/** Everything that changes something inside a VDC: planned, shown, applied, undone. */
export type { ChangeSet } from './change-set.ts';
export { ChangesRefused } from './changes-refused.ts';
export { planChanges, type WantedChanges } from './plan-changes.ts';
export { MANAGED_BY, type ObjectPatch, OURS } from './planning.ts';
export { type Readiness, readinessOf } from './readiness/index.ts';
export { EFFECT } from './settled.ts';
export { examplePlanned, type Planned, plannedSchema, showChanges } from './show-changes.ts';
