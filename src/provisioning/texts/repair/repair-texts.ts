import type { Risk, Severity } from '#src/cluster/diagnosis/index.ts';

import type { Fault } from '../../engine-repair.ts';

/** What looking for trouble and mending it say, in one language. */
export interface RepairTexts {
  severities: Readonly<Record<Severity, string>>;
  risks: Readonly<Record<Risk, string>>;
  /** How a scan went: "3 things are wrong, 1 of them badly." */
  found(count: number, grave: number, checks: number): string;
  unchecked(what: string): string;
  object: string;
  since: string;
  breaks: string;
  evidence: string;
  /** Things that do not work because of it, the first few by name. */
  and(names: readonly string[], more: number): string;
  noRemedy: string;
  well(title: string): string;
  stillThere: string;
  worse(summary: string): string;
  gone: string;
  /** Ways to break something on purpose, and where they strike. */
  faults: { readonly [fault: string]: string };
  unbroken: string;
  surprise: string;
  places: Readonly<Record<Fault['place'], string>>;
}
