import { type Table, tableOf } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { timeText } from './durations.ts';
import type { UpgradeEnd } from './run-upgrade.ts';
import { hasEnded, type NodeProgress, type UpgradeRun } from './upgrade-run.ts';
import { keyOf, worseThan } from './workloads.ts';

/** The nodes of a run: what they ran, run, and how far they are. */
export function nodesTable({ nodes }: Pick<UpgradeRun, 'nodes'>, locale: string): Table {
  const { upgradeTexts: texts, roles } = textsIn(locale);
  const { columns, nodeStates } = texts;
  const time = ({ startedAt, endedAt }: NodeProgress): string =>
    startedAt === undefined || endedAt === undefined ? '' : ` (${timeText((endedAt - startedAt) / 1_000, texts)})`;
  return tableOf(
    [columns.node, columns.role, columns.before, columns.after, columns.state],
    nodes.map((node) => [
      node.name,
      roles[node.role] ?? node.role,
      node.from,
      node.state === 'done' ? node.to : node.from,
      `${nodeStates[node.state]}${time(node)}`,
    ]),
  );
}

/** How a run stands, in a sentence. */
export function runText(run: UpgradeRun, locale: string): string {
  const { upgradeTexts: texts } = textsIn(locale);
  const done = arrived(run);
  if (hasEnded(run)) return texts.ended(run.name, run.to, texts.runStates[run.state]);
  return texts.running(run.name, run.to, done, run.nodes.length);
}

/** What was before and what is after, and whether anything is worse. */
export function showEnd({ run, plan, before, after, version }: UpgradeEnd, locale: string) {
  const { upgradeTexts: texts, comma } = textsIn(locale);
  const { report } = texts;
  const done = arrived(run);
  const skipped = run.nodes.filter(({ state }) => state === 'skipped').map(({ name }) => name);
  const worse = worseThan(before, after);
  const current = new Map(after.map((one) => [keyOf(one), one]));
  const names = worse.map((one) => `${keyOf(one)} (${one.ready}/${one.wanted})`).join(comma);
  const time = timeText(((run.endedAt ?? run.startedAt) - run.startedAt) / 1_000, texts);
  const text = [
    run.state === 'done'
      ? report.done(run.name, plan.from, plan.to, time)
      : report.stopped(run.name, done, run.nodes.length),
    worse.length === 0 ? report.same(before.length) : report.worse(names),
    ...(skipped.length > 0 ? [report.skipped(skipped.join(comma))] : []),
  ].join(' ');
  const changed = (old: number | string, now: number | string): string =>
    old === now ? String(now) : `${old} → ${now}`;
  return {
    text,
    more: [report.apiRuns(version), ...(run.backup ? [report.kept(run.backup.objects)] : [])].join(' '),
    nodes: nodesTable(run, locale),
    workloads: tableOf(
      [report.workload, report.ready, report.restarts, report.images],
      before.map((old) => {
        const now = current.get(keyOf(old));
        const ready = ({ ready: count, wanted }: typeof old): string => `${count}/${wanted}`;
        return [
          keyOf(old),
          changed(ready(old), now ? ready(now) : '–'),
          changed(old.restarts, now?.restarts ?? 0),
          changed(old.images.join(' '), now?.images.join(' ') ?? '–'),
        ];
      }),
    ),
    worse: worse.length,
    skipped,
  };
}

/** The journal, as lines of a log. */
export function journalLines({ journal }: Pick<UpgradeRun, 'journal'>, locale: string): string[] {
  return journal.map(({ at, text }) => `${new Date(at).toISOString().slice(11, 19)} ${saidIn(locale, text)}`);
}

/** Nodes that are where the upgrade leads, not only at a version on the way. */
const arrived = ({ nodes, to }: UpgradeRun): number =>
  nodes.filter((node) => node.state === 'done' && node.to === to).length;
