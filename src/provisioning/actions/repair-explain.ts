import { z } from 'zod';

import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { examineVdc, findingIn } from '../repair/examine-vdc.ts';
import { evidenceFor, explained } from '../repair/explain-finding.ts';
import { waysOf } from '../repair/ways.ts';
import { type Card, cardSchema, choiceSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** Broken objects that are named, and lines of evidence that are shown. */
const NAMED = 5;
const LINES = 6;
/** How old the look may be that a scan has just taken. */
const FRESH_MS = 60_000;

/** One finding in full: what it is about, what it breaks, what shows it, and how it can be mended. */
export const repairExplain = defineAction({
  kind: 'read',
  name: 'repair.explain',
  title: 'What a finding is about, what shows it, and how it can be mended',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    finding: z.string().min(1).max(40),
    /** Whose suggestions are wanted. */
    remedy: z.string().max(120).default(''),
    search: searchInput,
  }),
  output: z.object({
    /** False when it is well by now. */
    there: z.boolean(),
    summary: z.string(),
    /** Two or three sentences of a language model; empty without one. */
    explanation: z.string(),
    card: cardSchema,
    /** Markdown: what leads to what, the cause first. Empty where nothing follows from it. */
    chain: z.string(),
    /** Fields and events, as the cluster says them: so many lines, the last of them empty where there are fewer. */
    evidence: z.array(z.string()).length(LINES),
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
    /** The remedies, and what else can be done about it. */
    ways: z.array(choiceSchema.extend({ group: z.string() })),
    /** Values for the question of the remedy that was named, those that were used here before. */
    suggestions: z.array(choiceSchema),
    rule: z.string(),
    /** The id, where there is only one. */
    only: z.string().optional(),
    namespace: z.string(),
  }),
  run: async (context, { vdc, finding: id, remedy: wanted }) => {
    const { services, signal, locale } = context;
    const { repairTexts: texts } = textsIn(locale);
    let examination = await examineVdc(context, vdc, { maxAgeMs: FRESH_MS });
    // What the last look did not show may have come since.
    if (!findingIn(examination, id)) examination = await examineVdc(context, vdc);
    const finding = findingIn(examination, id);
    if (!finding) {
      return {
        there: false,
        summary: texts.gone,
        explanation: '',
        card: { title: texts.gone, fields: [] },
        chain: '',
        evidence: evidenceLines([]),
        remedies: [],
        ways: [],
        suggestions: [],
        rule: '',
        namespace: '',
      };
    }
    const remedies = waysOf(finding, examination);
    const [first] = remedies;
    const evidence = evidenceFor(
      finding,
      remedies.map(({ title }) => title),
    );
    return {
      there: true,
      summary: saidIn(locale, finding.summary),
      explanation: await explained(services.explain, evidence, locale, signal),
      card: cardOf(finding, locale),
      chain: chainText(finding, locale),
      evidence: evidenceLines(finding.evidence),
      remedies: remedies.map(({ id: remedy, title, risk, warning, question }) => ({
        id: remedy,
        title: saidIn(locale, title),
        description: `${saidIn(locale, warning)} (${texts.risks[risk]})`,
        question: question ? saidIn(locale, question.text) : '',
        secret: question?.type === 'secret',
        suggestions: question?.suggestions ?? [],
      })),
      ways: [
        ...remedies.map(({ id: remedy, title, risk, warning }) => ({
          id: remedy,
          title: saidIn(locale, title),
          description: `${saidIn(locale, warning)} (${texts.risks[risk]})`,
          group: texts.mendIt,
        })),
        ...(['ignore', 'bundle', 'human'] as const).map((one) => ({
          id: one,
          ...texts.otherwise[one],
          group: texts.orElse,
        })),
      ],
      suggestions: [
        ...(remedies.find(({ id: remedy }) => remedy === wanted)?.question?.suggestions ?? []).map((value) => ({
          id: value,
          title: value,
          description: texts.usedBefore,
        })),
        { id: 'other', title: texts.otherValue, description: '' },
      ],
      rule: finding.rule,
      ...(remedies.length === 1 && first ? { only: first.id } : {}),
      namespace: finding.object.namespace ?? '',
    };
  },
  simulate: () => ({
    there: true,
    summary: 'The image nginx:1.99 was not found in docker.io.',
    explanation: '',
    card: {
      title: 'The image nginx:1.99 was not found in docker.io.',
      fields: [{ label: 'What', value: 'Deployment default/web' }],
    },
    chain: '1. `Deployment default/web`: the cause\n2. `Service default/web` does not work because of it',
    evidence: evidenceLines([
      {
        object: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web-5d8f' },
        field: 'status.containerStatuses[main].state.waiting.reason',
        value: 'ImagePullBackOff',
      },
    ]),
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
    ways: [
      {
        id: 'roll-back',
        title: 'Go back to what ran before (nginx:1.28)',
        description: 'The pods of "web" are replaced one after the other. (restarts pods)',
        group: 'Mend it',
      },
      { id: 'set-image', title: 'Use another image', description: '', group: 'Mend it' },
      { id: 'ignore', title: 'Leave it as it is', description: '', group: 'Or' },
      { id: 'bundle', title: 'Put everything together', description: '', group: 'Or' },
      { id: 'human', title: 'Talk to somebody', description: '', group: 'Or' },
    ],
    suggestions: [
      { id: 'nginx:1.28', title: 'nginx:1.28', description: 'ran here before' },
      { id: 'other', title: 'Another value', description: '' },
    ],
    rule: 'image-pull',
    only: 'roll-back',
    namespace: 'default',
  }),
});

const tones = { critical: 'error', error: 'error', warning: 'warning', advice: 'info' } as const;

function cardOf(finding: Finding, locale: string): Card {
  const { repairTexts: texts } = textsIn(locale);
  return {
    title: saidIn(locale, finding.summary),
    status: { text: texts.severities[finding.severity], tone: tones[finding.severity] },
    fields: [
      { label: texts.object, value: nameOf(finding.object) },
      ...(finding.since === undefined ? [] : [{ label: texts.since, value: timeText(finding.since) }]),
      ...(finding.certainty === 'certain' ? [] : [{ label: texts.sure, value: texts.certainties[finding.certainty] }]),
    ],
  };
}

const timeText = (time: string): string => time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');

/**
 * A list, so that whoever cannot see a drawing is read the same: the cause, then what hangs on it, the nearest first. Copies of
 * an app are one line. Where nothing but its own copies hangs on it, there is nothing to tell.
 */
function chainText({ object, breaks }: Finding, locale: string): string {
  const { repairTexts: texts } = textsIn(locale);
  const pods = breaks.filter(({ kind }) => kind === 'Pod').length;
  const others = breaks.filter(({ kind }) => !['Pod', 'ReplicaSet', 'EndpointSlice'].includes(kind));
  if (others.length === 0) return '';
  const rest = others.length - NAMED;
  const lines = [
    `${code(nameOf(object))}: ${texts.cause}`,
    ...(pods > 0 ? [texts.pods(pods)] : []),
    ...others.slice(0, NAMED).map((one) => `${code(nameOf(one))} ${texts.becauseOf}`),
    ...(rest > 0 ? [texts.others(rest)] : []),
  ];
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

/** What the cluster says is shown as code: it is never markup. */
/** One line for each field or event, as many as a flow has places for. */
function evidenceLines(evidence: Finding['evidence']): string[] {
  const seen = new Set<string>();
  const lines = evidence
    .filter(({ object, field, value }) => {
      // The same field of several copies says the same.
      const key = JSON.stringify([object.kind, field, value]);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, LINES)
    .map(({ object, field, value }) => `${nameOf(object)} · ${field}: ${value.replace(/\s+/g, ' ').slice(0, 400)}`);
  return [...lines, ...Array.from({ length: LINES - lines.length }, () => '')];
}

function code(text: string): string {
  return `\`${text.replaceAll('`', 'ʼ').replace(/\s+/g, ' ').slice(0, 400)}\``;
}
