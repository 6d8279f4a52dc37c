import { z } from 'zod';

import { type UpgradeLine, type UpgradeReport } from '#src/cluster/upgrade/index.ts';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { choiceSchema, exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { lineId, preflight, stoppers } from '../upgrade/preflight.ts';
import { readNodes, versionOf } from '../upgrade/read-nodes.ts';
import { backupWays } from '../upgrade/upgrade-plan.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Everything that could stand in the way of an upgrade, a verdict for each line. Changes nothing. */
export const upgradeCheck = defineAction({
  kind: 'read',
  name: 'upgrade.check',
  title: 'Looks at everything that could stand in the way of an upgrade',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    to: z.string().min(2).max(60),
    backup: z.enum(backupWays).default('export'),
  }),
  output: z.object({
    verdict: z.enum(['ready', 'warnings', 'blocked']),
    /** How it went, in a sentence. */
    text: z.string(),
    table: tableSchema,
    /** What stops it for good, and what is worth a decision. */
    blocking: z.int(),
    warning: z.int(),
    /** Lines that are not in order, the worst first. */
    items: z.array(choiceSchema),
    /** What could not be looked at; empty where everything could. */
    unseen: z.string(),
  }),
  run: async ({ services, caller, signal, locale }, { vdc, to, backup }) => {
    const open = await openVdc(services, caller, vdc);
    const version = versionOf(await readNodes(open.cluster, { signal })) ?? '';
    await services.upgrades.rememberCheck(caller.owner, { vdc: open.record.id, to, backup });
    // A node that stayed behind is brought to what runs already: nothing new can stand in the way.
    if (to === version) return fineReport(locale);
    const report = await preflight(open, { to, version, backup }, { services, signal });
    return shown(report, locale);
  },
  simulate: ({ to }) => ({
    verdict: 'ready' as const,
    text: `Nothing stands in the way of ${to}.`,
    table: exampleTable,
    blocking: 0,
    warning: 0,
    items: [],
    unseen: '',
  }),
});

/** Passes when nothing stands in the way; otherwise fails with what does, so that a flow can offer the ways out. */
export const upgradeGate = defineAction({
  kind: 'read',
  name: 'upgrade.gate',
  title: 'Passes when nothing stands in the way of an upgrade',
  permission: 'vdc.read',
  input: z.strictObject({
    verdict: z.string().max(20),
    blocking: z.int(),
    warning: z.int(),
    text: z.string().max(2_000),
  }),
  output: z.object({ ok: z.literal(true) }),
  run: async (_context, { verdict, blocking, text }) => {
    if (blocking > 0) throw new ActionFailure('UPGRADE_BLOCKED', text);
    if (verdict === 'blocked') throw new ActionFailure('UPGRADE_RISKY', text);
    if (verdict === 'warnings') throw new ActionFailure('UPGRADE_WARNINGS', text);
    return { ok: true as const };
  },
  simulate: () => ({ ok: true as const }),
});

function shown(report: UpgradeReport, locale: string) {
  const { upgradeTexts: texts } = textsIn(locale);
  const say = (text: string): string => saidIn(locale, text);
  const bad = report.lines.filter(({ verdict }) => verdict !== 'ok');
  const blocks = bad.filter(({ verdict }) => verdict === 'blocks').length;
  const fine = report.lines.length - bad.length;
  const row = ({ verdict, title, detail }: UpgradeLine): string[] => [
    texts.verdicts[verdict],
    detail === undefined ? say(title) : `${say(title)} ${say(detail)}`,
  ];
  return {
    verdict: report.verdict,
    text: texts.checked(blocks, bad.length - blocks, fine),
    table: tableOf([texts.columns.verdict, texts.columns.found], report.lines.map(row)),
    blocking: stoppers(report).length,
    warning: bad.length - blocks,
    items: bad.map((line) => ({
      id: lineId(line),
      title: say(line.title),
      description: `${texts.verdicts[line.verdict]} · ${texts.ways(line.remedies.length)}`,
    })),
    unseen: report.notLookedAt.map(say).join(' '),
  };
}

function fineReport(locale: string) {
  const { upgradeTexts: texts } = textsIn(locale);
  return {
    verdict: 'ready' as const,
    text: texts.checked(0, 0, 0),
    table: tableOf([texts.columns.verdict, texts.columns.found], []),
    blocking: 0,
    warning: 0,
    items: [],
    unseen: '',
  };
}
