import { z } from 'zod';

import { type Finding, remediesOf } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

import { defineAction } from '../define-action.ts';
import { examine, findingIn } from '../repair/look-into.ts';
import { type Card, cardSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Broken objects that are named. */
const NAMED = 5;

/** One finding in full: what it is about, what it breaks, what shows it, and how it can be mended. */
export const repairExplain = defineAction({
  kind: 'read',
  name: 'repair.explain',
  title: 'What a finding is about, what shows it, and how it can be mended',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: z.string().min(1).max(80), finding: z.string().min(1).max(40) }),
  output: z.object({
    /** False when it is well by now. */
    there: z.boolean(),
    summary: z.string(),
    card: cardSchema,
    /** Markdown: fields and events, as the cluster says them. */
    evidence: z.string(),
    remedies: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        /** What has to be asked before it can be planned; empty where nothing has to. */
        question: z.string(),
        secret: z.boolean(),
        suggestions: z.array(z.string()),
      }),
    ),
    /** The id, where there is only one. */
    only: z.string().optional(),
    namespace: z.string(),
  }),
  run: async ({ services, caller, signal, locale }, { vdc, finding: id }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const examination = await examine(cluster, { signal, now: services.now });
    const { repairTexts: texts } = textsIn(locale);
    const finding = findingIn(examination, id);
    if (!finding) {
      return {
        there: false,
        summary: texts.gone,
        card: { title: texts.gone, fields: [] },
        evidence: '',
        remedies: [],
        namespace: '',
      };
    }
    const remedies = remediesOf(finding, examination.snapshot);
    const [first] = remedies;
    return {
      there: true,
      summary: saidIn(locale, finding.summary),
      card: cardOf(finding, locale),
      evidence: evidenceText(finding),
      remedies: remedies.map(({ id: remedy, title, risk, warning, question }) => ({
        id: remedy,
        title: saidIn(locale, title),
        description: `${saidIn(locale, warning)} (${texts.risks[risk]})`,
        question: question ? saidIn(locale, question.text) : '',
        secret: question?.type === 'secret',
        suggestions: question?.suggestions ?? [],
      })),
      ...(remedies.length === 1 && first ? { only: first.id } : {}),
      namespace: finding.object.namespace ?? '',
    };
  },
  simulate: () => ({
    there: true,
    summary: 'The image nginx:1.99 was not found in docker.io.',
    card: {
      title: 'The image nginx:1.99 was not found in docker.io.',
      fields: [{ label: 'What', value: 'Deployment default/web' }],
    },
    evidence: '- `status.containerStatuses[main].state.waiting.reason`: `ImagePullBackOff`',
    remedies: [
      {
        id: 'roll-back',
        title: 'Go back to what ran before (nginx:1.28)',
        description: 'The pods of "web" are replaced one after the other. (restarts pods)',
        question: '',
        secret: false,
        suggestions: [],
      },
    ],
    only: 'roll-back',
    namespace: 'default',
  }),
});

const tones = { critical: 'error', error: 'error', warning: 'warning', advice: 'info' } as const;

function cardOf(finding: Finding, locale: string): Card {
  const { repairTexts: texts } = textsIn(locale);
  const broken = finding.breaks.map(nameOf);
  return {
    title: saidIn(locale, finding.summary),
    status: { text: texts.severities[finding.severity], tone: tones[finding.severity] },
    fields: [
      { label: texts.object, value: nameOf(finding.object) },
      ...(finding.since === undefined
        ? []
        : [{ label: texts.since, value: finding.since.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') }]),
      ...(broken.length === 0
        ? []
        : [{ label: texts.breaks, value: texts.and(broken.slice(0, NAMED), Math.max(0, broken.length - NAMED)) }]),
    ],
  };
}

/** What the cluster says is shown as code: it is never markup. */
function evidenceText({ evidence }: Finding): string {
  const code = (text: string) => `\`${text.replaceAll('`', 'ʼ').replace(/\s+/g, ' ').slice(0, 400)}\``;
  return evidence
    .map(({ object, field, value }) => `- ${code(nameOf(object))} ${code(field)}: ${code(value)}`)
    .join('\n');
}
