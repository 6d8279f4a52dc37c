import { stripVTControlCharacters } from 'node:util';
import type { DiagnosisReport, Severity } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';
import { colors } from './colors.ts';

type Reported = DiagnosisReport['findings'][number];

/** Lines of evidence for one finding, and things that it breaks, before the rest is only counted. */
const MOST_EVIDENCE = 4;
const MOST_BROKEN = 5;
const MOST_ADVISED = 4;

const signs: { readonly [severity in Severity]: string } = {
  critical: colors.red('✘'),
  error: colors.red('✘'),
  warning: colors.yellow('!'),
  advice: colors.dim('·'),
};
const words: { readonly [severity in Severity]: string } = {
  critical: colors.red(colors.bold('in danger')),
  error: colors.red('broken'),
  warning: colors.yellow('needs a look'),
  advice: colors.dim('advice'),
};

/** A report for a person before a terminal of this width: what is wrong, then what could be better, then what is unknown. */
export function diagnosisInWords(report: DiagnosisReport, width: number): string {
  const { cluster, findings, unchecked } = report;
  const faults = findings.filter(({ severity }) => severity !== 'advice');
  const advice = findings.filter(({ severity }) => severity === 'advice');
  const gaps = unchecked.filter(({ reason }) => !reason.includes('does not have this kind'));
  return [
    colors.bold(printable(`${cluster.name}, Kubernetes ${cluster.version}`)) +
      (report.namespace === undefined ? '' : `, namespace ${report.namespace}`),
    '',
    ...faults.flatMap((finding) => [...inLines(finding, Date.parse(report.checkedAt), width), '']),
    ...(advice.length > 0 ? [...advised(advice, width), ''] : []),
    ...(gaps.length > 0 ? [...unseen(gaps, width), ''] : []),
    summary(report, faults, advice.length, gaps.length),
    '',
  ].join('\n');
}

function inLines(finding: Reported, now: number, width: number): string[] {
  const { severity, object, summary, evidence, cause, remedies, certainty, since } = finding;
  const broken = cause.slice(1).map((link) => link.object);
  const doubt = certainty === 'certain' ? '' : `, ${certainty === 'likely' ? 'likely' : 'perhaps'}`;
  const state = `${doubt}${since === undefined ? '' : `, for ${howLong(now - Date.parse(since))}`}`;
  return [
    `${signs[severity]} ${colors.bold(printable(nameOf(object)))} ${words[severity]}${colors.dim(state)}`,
    ...wrapped('  ', '  ', summary, width),
    ...evidence
      .slice(0, MOST_EVIDENCE)
      .flatMap(({ field, value }) => wrapped('    ', '      ', `${field}: ${value}`, width, colors.dim)),
    ...(evidence.length > MOST_EVIDENCE ? [colors.dim(`    and ${evidence.length - MOST_EVIDENCE} more`)] : []),
    ...(broken.length === 0 ? [] : wrapped('  breaks ', '         ', brokenThings(broken), width)),
    ...remedies.flatMap(({ title, risk }) => wrapped(`  ${colors.cyan('→')} `, '    ', `${title} (${risk})`, width)),
  ];
}

/** Pods come and go under names that nobody knows: of several, their number says more. */
function brokenThings(names: readonly string[]): string {
  const pods = names.filter((name) => name.startsWith('Pod '));
  const others = names.filter((name) => !name.startsWith('Pod ') && !name.startsWith('ReplicaSet '));
  return listed([...(pods.length > 2 ? [`${pods.length} pods`] : pods), ...others], MOST_BROKEN);
}

/** Advice is a habit more than an event: what is of one kind is one line with its names. */
function advised(advice: readonly Reported[], width: number): string[] {
  const kinds = new Map<string, Reported[]>();
  for (const finding of advice) {
    const kind = finding.cause[0]?.why ?? finding.rule;
    kinds.set(kind, [...(kinds.get(kind) ?? []), finding]);
  }
  return [
    colors.bold('Could be better'),
    ...[...kinds.values()].flatMap(([first, ...more]) => [
      ...(first ? wrapped(`${signs.advice} `, '  ', first.summary, width) : []),
      ...(more.length === 0
        ? []
        : wrapped(
            '  ',
            '  ',
            `The same goes for ${listed(
              more.map(({ object }) => nameOf(object)),
              MOST_ADVISED,
            )}.`,
            width,
            colors.dim,
          )),
    ]),
  ];
}

function unseen(gaps: DiagnosisReport['unchecked'], width: number): string[] {
  const reasons = new Map<string, string[]>();
  for (const { what, reason } of gaps) reasons.set(reason, [...(reasons.get(reason) ?? []), what]);
  return [...reasons].flatMap(([reason, kinds]) =>
    wrapped(`${colors.yellow('?')} `, '  ', `Not looked at, because ${reason}: ${kinds.join(', ')}.`, width),
  );
}

function summary({ checked }: DiagnosisReport, faults: readonly Reported[], advice: number, gaps: number): string {
  const more = advice === 0 ? '' : ` ${advice} ${advice === 1 ? 'thing' : 'things'} could be better.`;
  if (faults.length > 0)
    return `${faults.length} found by ${checked.length} checks${gaps > 0 ? ', and not everything could be looked at' : ''}.${more}`;
  // What nobody looked at may be anything but well.
  return gaps > 0
    ? `${colors.yellow('?')} ${checked.length} checks found nothing wrong in what could be looked at.${more}`
    : `${colors.green('✔')} ${checked.length} checks found nothing wrong.${more}`;
}

function listed(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function howLong(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 60 / 24)} days`;
}

/** A text within the width, the first line after one beginning, the others after another. */
function wrapped(
  first: string,
  others: string,
  text: string,
  width: number,
  style: (line: string) => string = (line) => line,
): string[] {
  const room = Math.max(20, width - others.length);
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((one, index) => `${index === 0 ? first : others}${style(one)}`);
}

/** What programs wrote may hold orders to a terminal: none of them is passed on. */
const printable = (text: string): string =>
  stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
