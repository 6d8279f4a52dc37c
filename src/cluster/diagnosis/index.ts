export { advisers, analyzers } from './analyzers/index.ts';
export { type Diagnosis, explain, judge } from './diagnose.ts';
export { type Evidence, type Finding, type Severity, severities } from './finding.ts';
export { readSnapshot } from './read-snapshot.ts';
export { remediesOf } from './remedies/index.ts';
export type { Remedy, RemedyChanges, Risk } from './remedy.ts';
export { type DiagnosisReport, reportOf } from './report.ts';
export { similar } from './selecting.ts';
export { type ObservedKind, observedKinds, Snapshot } from './snapshot.ts';
