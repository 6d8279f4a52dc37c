import type { ClusterObject } from '../../cluster-object.ts';
import { valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { containersOf, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { signIn } from '../log-signs.ts';
import type { Snapshot } from '../snapshot.ts';

/** A program that was asked about by name, runs, and complains: only then is the log of what is well read at all. */
export const applicationLog: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

const ERROR = /\b(error|fatal|critical|exception|panic|traceback)\b|"level":"(error|fatal)"/i;
/** Counters, and lines that say that there is none. */
const HARMLESS = /\b(0|no|without) errors?\b|errors?[=: ]+0\b/i;
const DURATION =
  /\b(?:in|took|after|elapsed|duration|latency)\b[^\d\n]{0,12}(\d+(?:\.\d+)?) ?(ms|milliseconds|s|sec|secs|seconds)\b/i;
const SLOW_SECONDS = 3;
const SHOWN = 3;

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const { pod, container, lines } of snapshot.logged()) {
    const { status } = containersOf(pod).find(({ name }) => name === container) ?? {};
    if (valueAt(status, 'state', 'running') === undefined) continue;
    const errors = lines.filter((line) => ERROR.test(line) && !HARMLESS.test(line));
    const slow = lines.filter((line) => secondsIn(line) >= SLOW_SECONDS);
    if (errors.length > 0) yield complains(pod, container, errors, lines.length);
    else if (slow.length > 0) yield isSlow(pod, container, slow);
  }
}

function complains(pod: ClusterObject, name: string, errors: readonly string[], of: number): PodFinding {
  const sign = signIn(errors);
  const words = distinct(errors);
  return {
    pod,
    cause: sign?.cause ?? 'errors',
    severity: 'warning',
    certainty: sign ? 'likely' : 'possible',
    summary: `The container "${name}" runs, and its log complains: ${shortened(sign?.line ?? words[0] ?? '')} (${errors.length} of its last ${of} lines).`,
    facts: { container: name, errors: errors.length, ...(sign?.about === undefined ? {} : { about: sign.about }) },
    evidence: words.slice(0, SHOWN).map((line) => fieldEvidence(pod, `log of ${name}`, line)),
  };
}

function isSlow(pod: ClusterObject, name: string, slow: readonly string[]): PodFinding {
  const most = Math.max(...slow.map(secondsIn));
  const slowest = slow.find((line) => secondsIn(line) === most) ?? '';
  return {
    pod,
    cause: 'slow',
    severity: 'warning',
    certainty: 'possible',
    summary: `The container "${name}" is well, and what it does takes up to ${most} seconds: ${shortened(slowest)}.`,
    facts: { container: name, seconds: most },
    evidence: distinct(slow)
      .slice(0, SHOWN)
      .map((line) => fieldEvidence(pod, `log of ${name}`, line)),
  };
}

function secondsIn(line: string): number {
  const [, amount, unit = ''] = DURATION.exec(line) ?? [];
  return amount === undefined ? 0 : Number(amount) / (unit.startsWith('m') ? 1_000 : 1);
}

/** Lines that differ in numbers and times only are one. */
function distinct(lines: readonly string[]): string[] {
  const kinds = new Map(lines.map((line) => [line.replace(/[\d'"][\w.:'"-]*/g, '#'), line.trim()]));
  return [...kinds.values()];
}

/** Without its time at the beginning, and not longer than one reads. */
function shortened(line: string): string {
  const text = line.replace(/^[[(]?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?[\])]?\s*/, '').trim();
  return text.length > 160 ? `${text.slice(0, 160)} …` : text.replace(/\.$/, '');
}
