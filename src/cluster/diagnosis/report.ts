import type { JsonObject } from '#src/protocol/index.ts';

import { nameOf, type ObjectReference } from '../cluster-object.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Evidence, Finding, Severity } from './finding.ts';
import { remediesOf } from './remedies/index.ts';
import type { RemedyChanges, Risk } from './remedy.ts';
import type { Snapshot } from './snapshot.ts';

/** The version of the report: fields may be added under the same one, never taken away or changed. */
export const REPORT_VERSION = '3bot.io/diagnosis/v1';

/** A diagnosis as other programs read it: `docs/diagnosis.md` explains each field. */
export interface DiagnosisReport {
  apiVersion: typeof REPORT_VERSION;
  cluster: { name: string; address: string; version: string };
  /** Only this one was looked at; absent: all of them. */
  namespace?: string;
  /** ISO 8601. */
  checkedAt: string;
  findings: ReportedFinding[];
  checked: string[];
  unchecked: { what: string; reason: string }[];
}

export interface ReportedFinding {
  rule: string;
  severity: Severity;
  object: ObjectReference;
  summary: string;
  certainty: Finding['certainty'];
  since?: string;
  evidence: Evidence[];
  /** The chain, root first: what is wrong, then what does not work because of it. */
  cause: { object: string; why: string }[];
  remedies: ReportedRemedy[];
}

export interface ReportedRemedy {
  id: string;
  title: string;
  risk: Risk;
  steps: string[];
  /** What would be sent; absent where a question has to be answered first. */
  preview?: JsonObject;
  verify: string;
  undo: string;
}

/** A diagnosis with the ways to mend it, as data. */
export function reportOf(
  { findings, checked, unchecked }: Diagnosis,
  snapshot: Snapshot,
  cluster: DiagnosisReport['cluster'],
): DiagnosisReport {
  return {
    apiVersion: REPORT_VERSION,
    cluster,
    ...(snapshot.namespace === undefined ? {} : { namespace: snapshot.namespace }),
    checkedAt: new Date(snapshot.now).toISOString(),
    findings: findings.map((finding) => reported(finding, snapshot)),
    checked,
    unchecked,
  };
}

function reported(finding: Finding, snapshot: Snapshot): ReportedFinding {
  const { rule, cause, severity, object, summary, certainty, since, evidence, breaks } = finding;
  return {
    rule,
    severity,
    object,
    summary,
    certainty,
    ...(since === undefined ? {} : { since }),
    evidence,
    cause: [
      { object: nameOf(object), why: `${rule}: ${cause}` },
      ...breaks.map((broken) => ({ object: nameOf(broken), why: `does not work because of ${nameOf(object)}` })),
    ],
    remedies: remediesOf(finding, snapshot).map(({ id, title, risk, warning, question, undo, changes }) => ({
      id,
      title,
      risk,
      steps: [...(question ? [`Answer: ${question.text}`] : []), title, warning],
      ...(question ? {} : { preview: previewOf(changes()) }),
      verify: `Looked for again until "${rule}" is no longer found at ${nameOf(object)}.`,
      undo,
    })),
  };
}

function previewOf(changes: RemedyChanges): JsonObject {
  return JSON.parse(JSON.stringify(changes)) as JsonObject;
}
