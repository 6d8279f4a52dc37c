/** Everything that changes something inside a VDC: planned, shown, applied, undone. */
export type { ChangeSet, FieldDifference, ObjectChange } from './change-set.ts';
export { ChangeStore } from './change-store.ts';
export { ChangesRefused } from './changes-refused.ts';
export { MANAGED_BY, type ObjectPatch, OURS, planChanges, type WantedChanges } from './plan-changes.ts';
export { hasReadiness, type Readiness, type ReadinessOf, readinessOf } from './readiness/index.ts';
export { EFFECT, settled } from './settled.ts';
export { examplePlanned, type Planned, plannedSchema, showChanges } from './show-changes.ts';
