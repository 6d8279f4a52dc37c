import type { Risk, Severity } from '#src/cluster/diagnosis/index.ts';

import type { Fault } from '../../engine-repair.ts';

/** What looking for trouble and mending it say, in one language. */
export interface RepairTexts {
  severities: Readonly<Record<Severity, string>>;
  risks: Readonly<Record<Risk, string>>;
  /** How a scan went: "3 things are wrong, 1 of them badly." That all is well is said only where nothing stayed `unseen`. */
  found(count: number, grave: number, checks: number, unseen: boolean): string;
  unchecked(what: string): string;
  /** The heading over what somebody's words are about. */
  meant: string;
  /** What of all findings their words are about. */
  about(meant: number, of: number): string;
  /** There is more than the one that is shown. */
  beside(more: number): string;
  /** How much a look has read: "312 objects". */
  read(objects: number): string;
  /** How far a look has come: "40 checks, 2 findings". */
  judged(checks: number, count: number): string;
  /** How it is now, after another look at the same list. */
  lookedAgain(found: string): string;
  object: string;
  since: string;
  breaks: string;
  evidence: string;
  /** Things that do not work because of it, the first few by name. */
  and(names: readonly string[], more: number): string;
  noRemedy: string;
  well(title: string, seconds: number): string;
  /** "well after 12 s" */
  wellAfter(seconds: number): string;
  notYet: string;
  ignoring(count: number): string;
  breaking(what: string): string;
  wrong: string;
  done: string;
  outcome: string;
  planned(count: number): string;
  mended(well: number, of: number): string;
  ignored(summary: string): string;
  heeded: string;
  byRule: string;
  /** How all VDCs do. That all are well is said only where nothing stayed `unseen`. */
  all(troubled: number, of: number, unseen: boolean): string;
  at: string;
  none: string;
  undone: string;
  /** What can be done beside picking a finding. */
  choices: Readonly<
    Record<
      'all-safe' | 'describe' | 'again' | 'watch' | 'history' | 'ignored',
      (safe: number) => { title: string; description: string }
    >
  >;
  /** What can be done about a finding beside mending it. */
  otherwise: Readonly<Record<'ignore' | 'bundle' | 'human', { title: string; description: string }>>;
  orElse: string;
  mendIt: string;
  usedBefore: string;
  otherValue: string;
  everywhere: string;
  everywhereHint: string;
  bundle: string;
  watching(name: string, minutes: number, known: number): string;
  watched(name: string, minutes: number, lookedAt: string): string;
  notWatched(name: string): string;
  unwatched(name: string): string;
  ruled(perHour: number): string;
  ruleLimit(perHour: number): string;
  ruleStopped: string;
  ruleEnded: string;
  broke(name: string, summaries: readonly string[], more: number): string;
  recovered(name: string, summaries: readonly string[], more: number): string;
  sure: string;
  certainties: Readonly<Record<'likely' | 'possible', string>>;
  cause: string;
  becauseOf: string;
  /** Copies of an app that do not run. */
  pods(count: number): string;
  others(count: number): string;
  stillThere: string;
  worse(summary: string): string;
  /** The trouble is gone, but it does not serve yet. */
  notReady(what: string): string;
  gone: string;
  /** Ways to break something on purpose, and where they strike. */
  faults: { readonly [fault: string]: string };
  unbroken: string;
  surprise: string;
  places: Readonly<Record<Fault['place'], string>>;
}
