export { analyzers } from './analyzers/index.ts';
export { type Diagnosis, explain, judge } from './diagnose.ts';
export { type Finding, type Severity, severities } from './finding.ts';
export { remediesOf } from './remedies/index.ts';
export type { Remedy, Risk } from './remedy.ts';
export { type DiagnosisReport, reportOf } from './report.ts';
export { readSnapshot, Snapshot } from './snapshot.ts';
