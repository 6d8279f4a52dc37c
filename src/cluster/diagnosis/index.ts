export { analyzers } from './analyzers/index.ts';
export { type Diagnosis, diagnose, explain, judge } from './diagnose.ts';
export type { Evidence, Finding, Severity } from './finding.ts';
export { readSnapshot, Snapshot } from './snapshot.ts';
export { remediesOf } from './remedies/index.ts';
export type { Remedy, RemedyChanges, Risk } from './remedy.ts';
