export { advisers, analyzers } from './analyzers/index.ts';
export { type Diagnosis, explain, judge } from './diagnose.ts';
export { type Evidence, type Finding, type Severity, severities } from './finding.ts';
export { readSnapshot } from './read-snapshot.ts';
export { remediesOf } from './remedies/index.ts';
export type { Remedy, RemedyChanges, Risk } from './remedy.ts';
export { type DiagnosisReport, reportOf } from './report.ts';
export { type ObservedKind, Snapshot } from './snapshot.ts';
