import { z } from 'zod';

import { nameOf } from '#src/cluster/index.ts';
import type { UpgradeLine } from '#src/cluster/upgrade/index.ts';
import type { ActionContext } from '../action.ts';
import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import type { Services } from '../services.ts';
import { cardSchema, choiceSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { lineId, preflight } from '../upgrade/preflight.ts';
import { readNodes, versionOf } from '../upgrade/read-nodes.ts';
import { type OpenVdc, openVdc } from '../vdc-clusters.ts';

/** What is not in order for the upgrade that was checked last: to choose from. */
export const upgradeLines = defineAction({
  kind: 'read',
  name: 'upgrade.lines',
  title: 'What stands in the way of the upgrade that was checked last',
  permission: 'vdc.read',
  input: z.strictObject({}),
  output: z.object({
    count: z.int(),
    vdc: z.string(),
    to: z.string(),
    only: z.string().optional(),
    items: z.array(choiceSchema),
  }),
  run: async (context) => {
    const { vdc, to, lines } = await checkedLast(context);
    const { upgradeTexts: texts } = textsIn(context.locale);
    const [first] = lines;
    return {
      count: lines.length,
      vdc: vdc?.record.id ?? '',
      to,
      ...(lines.length === 1 && first ? { only: lineId(first) } : {}),
      items: lines.map((line) => ({
        id: lineId(line),
        title: saidIn(context.locale, line.title),
        description: `${texts.verdicts[line.verdict]} · ${texts.ways(line.remedies.length)}`,
      })),
    };
  },
  simulate: () => ({
    count: 2,
    vdc: 'vdc_000000000000',
    to: 'v1.36.3+k3s1',
    items: [
      { id: 'aaaaaaaaaaaa', title: 'The budget web lets no pod go.', description: 'Stops it' },
      { id: 'bbbbbbbbbbbb', title: 'worker-1 is closed.', description: 'Worth knowing' },
    ],
  }),
});

/** One line of the check, with what shows it and the ways to put it right. */
export const upgradeExplain = defineAction({
  kind: 'read',
  name: 'upgrade.explain',
  title: 'Shows what is behind one line of an upgrade check, and how to put it right',
  permission: 'vdc.read',
  input: z.strictObject({ line: z.string().max(40) }),
  output: z.object({
    /** It is still so. */
    there: z.boolean(),
    card: cardSchema,
    /** As markdown. */
    evidence: z.string(),
    remedies: z.array(choiceSchema),
    /** What people have to do themselves, as markdown; empty where there is nothing of the kind. */
    byHand: z.string(),
  }),
  run: async (context, { line: id }) => {
    const { locale } = context;
    const { upgradeTexts: texts } = textsIn(locale);
    const say = (text: string): string => saidIn(locale, text);
    const line = (await checkedLast(context)).lines.find((one) => lineId(one) === id);
    if (!line) {
      return { there: false, card: { title: texts.lineGone, fields: [] }, evidence: '', remedies: [], byHand: '' };
    }
    const manual = line.remedies.filter(({ preview }) => preview === undefined);
    return {
      there: true,
      card: {
        title: say(line.title),
        status: {
          text: texts.verdicts[line.verdict],
          tone: line.verdict === 'blocks' ? ('error' as const) : ('warning' as const),
        },
        fields: [
          ...(line.detail === undefined ? [] : [{ label: texts.follows, value: say(line.detail) }]),
          ...(line.objects.length === 0
            ? []
            : [{ label: texts.about, value: line.objects.slice(0, 8).map(nameOf).join(', ') }]),
          ...(line.hop === undefined ? [] : [{ label: texts.from, value: line.hop }]),
        ],
      },
      evidence: line.evidence
        .slice(0, 12)
        .map(({ object, field, value, text }) => {
          const where = [object === undefined ? '' : nameOf(object), field ?? ''].filter(Boolean).join(' ');
          return `- ${say(text)}${where === '' ? '' : ` (\`${where}\`: \`${value.replaceAll('`', "'").slice(0, 200)}\`)`}`;
        })
        .join('\n'),
      remedies: line.remedies
        .filter(({ preview }) => preview !== undefined)
        .map(({ id: remedy, title, warning }) => ({ id: remedy, title: say(title), description: say(warning) })),
      byHand: manual
        .map(
          ({ title, steps }) => `**${say(title)}**\n\n${steps.map((step, at) => `${at + 1}. ${say(step)}`).join('\n')}`,
        )
        .join('\n\n'),
    };
  },
  simulate: () => ({
    there: true,
    card: { title: 'The budget web lets no pod go.', fields: [] },
    evidence: '- It allows 0 disruptions.',
    remedies: [
      { id: 'one-at-a-time', title: 'Let one go at a time', description: 'It can be undone.' },
      { id: 'delete', title: 'Remove the budget', description: 'It can be undone.' },
    ],
    byHand: '',
  }),
});

/** What a way to put a line right would change, checked by the cluster itself. `change.apply` makes it true. */
export const upgradePlanRemedy = defineAction({
  kind: 'read',
  name: 'upgrade.planRemedy',
  title: 'Shows exactly what a way to clear an upgrade would change',
  permission: 'vdc.change',
  input: z.strictObject({ line: z.string().max(40), remedy: z.string().max(120) }),
  output: plannedSchema.extend({ undo: z.string() }),
  run: async (context, { line: id, remedy: way }) => {
    const { vdc, lines } = await checkedLast(context);
    const line = lines.find((one) => lineId(one) === id);
    const remedy = line?.remedies.find((one) => one.id === way);
    if (!vdc || !remedy?.preview) {
      throw new ActionFailure('NOT_FOUND', textsIn(context.locale).upgradeTexts.lineGone);
    }
    const set = await planChanges(context, vdc, {
      ...remedy.preview,
      title: remedy.title,
      ready: [],
      onFailure: 'keep',
    });
    return { ...showChanges(set, context.locale), undo: saidIn(context.locale, remedy.undo) };
  },
  simulate: () => ({ ...examplePlanned('Let one go at a time'), undo: 'The present settings are kept.' }),
});

/** The lines that are not in order, read anew, of the upgrade that this person had checked last. */
async function checkedLast({ services, caller, signal }: ActionContext<Services>): Promise<{
  vdc: OpenVdc | undefined;
  to: string;
  lines: UpgradeLine[];
}> {
  const last = await services.upgrades.lastCheck(caller.owner);
  if (!last) return { vdc: undefined, to: '', lines: [] };
  const vdc = await openVdc(services, caller, last.vdc);
  const version = versionOf(await readNodes(vdc.cluster, { signal })) ?? '';
  const { lines } = await preflight(vdc, { ...last, version }, { services, signal });
  return { vdc, to: last.to, lines: lines.filter(({ verdict }) => verdict !== 'ok') };
}
