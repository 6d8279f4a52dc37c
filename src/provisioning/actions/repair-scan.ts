import { z } from 'zod';

import { nameOf } from '#src/cluster/index.ts';

import { defineAction } from '../define-action.ts';
import { type Examination, examineVdc } from '../repair/examine-vdc.ts';
import { findingId } from '../repair/finding-id.ts';
import { heededOf } from '../repair/heeded.ts';
import { matchingFindings } from '../repair/matching-findings.ts';
import { uncheckedIn } from '../repair/unchecked-in.ts';
import { isSafe, waysOf } from '../repair/ways.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** Findings that one scan shows. */
const SHOWN = 50;
/** Broken things that a line names. */
const NAMED = 2;
/** How old the last look may be where only the list is wanted again, to search it. */
const FRESH_MS = 20_000;

/** Everything that is wrong with a VDC, one row for each cause, the worst first. */
export const repairScan = defineAction({
  kind: 'read',
  name: 'repair.scan',
  title: 'Looks for everything that is wrong with a VDC and inside it',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: z.string().min(1).max(80),
    /** Only this namespace. */
    namespace: z.string().max(80).optional(),
    /** Only what has this in its name or its sentence. */
    search: z.string().max(200).default(''),
    /** What somebody says does not work, in their own words: only what may have to do with it. */
    words: z.string().max(1_000).default(''),
    /** What was seen a moment ago will do. */
    again: z.boolean().default(false),
  }),
  output: z.object({
    name: z.string(),
    count: z.int(),
    /** Those that are broken or in danger. */
    grave: z.int(),
    /** Those that one consent could mend. */
    safe: z.int(),
    /** Those that somebody decided to live with. */
    ignored: z.int(),
    /** The id, where there is only one. */
    only: z.string().optional(),
    /** How it went, in a sentence. */
    text: z.string(),
    /** What could not be looked at; empty where everything could. */
    unchecked: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        severity: z.string(),
        /** The severity in words: a heading. */
        group: z.string(),
      }),
    ),
    /** The items, and what else can be done: all that is safe at once, described in words, and so on. */
    choices: z.array(z.object({ id: z.string(), title: z.string(), description: z.string(), group: z.string() })),
    more: z.boolean(),
  }),
  run: async (context, { vdc, namespace, search, words, again }) => {
    const { locale } = context;
    const examination = await examineVdc(context, vdc, {
      ...(namespace === undefined ? {} : { namespace }),
      maxAgeMs: again || search !== '' ? FRESH_MS : 0,
    });
    const { repairTexts: texts } = textsIn(locale);
    const heeded = await heededOf(context, examination);
    const findings = words === '' ? heeded : matchingFindings(heeded, words);
    const wanted = search.trim().toLowerCase();
    const matching = findings.filter((finding) =>
      `${finding.summary} ${saidIn(locale, finding.summary)} ${nameOf(finding.object)}`.toLowerCase().includes(wanted),
    );
    const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
    const [first] = findings;
    const ignored = examination.findings.length - heeded.length;
    const safe = findings.filter((finding) => waysOf(finding, examination).some((way) => isSafe(finding, way))).length;
    const items = matching.slice(0, SHOWN).map((finding) => ({
      id: findingId(finding),
      title: saidIn(locale, finding.summary),
      description: lineOf(finding, locale),
      severity: finding.severity,
      group: texts.severities[finding.severity],
    }));
    const more: (keyof typeof texts.choices)[] = [
      ...(safe > 1 && words === '' ? (['all-safe'] as const) : []),
      ...(words === '' ? (['describe', 'watch', 'history'] as const) : (['watch'] as const)),
      ...(ignored > 0 ? (['ignored'] as const) : []),
    ];
    const unchecked = uncheckedIn(examination, locale);
    const found = texts.found(findings.length, grave, examination.checked.length, unchecked !== '');
    return {
      name: examination.record.name,
      count: findings.length,
      grave,
      safe,
      ignored,
      ...(findings.length === 1 && first ? { only: findingId(first) } : {}),
      text: ignored === 0 ? found : `${found} ${texts.ignoring(ignored)}`,
      unchecked,
      items,
      choices: [
        ...items.map(({ id, title, description, group }) => ({ id, title, description, group })),
        ...(wanted === '' ? more : []).map((id) => ({ id, ...texts.choices[id](safe), group: texts.orElse })),
      ],
      more: matching.length > SHOWN,
    };
  },
  simulate: () => ({
    name: 'amber-badger',
    count: 1,
    grave: 1,
    safe: 1,
    ignored: 0,
    only: '0123456789ab',
    text: textsIn('en').repairTexts.found(1, 1, 24, false),
    unchecked: '',
    items: [
      {
        id: '0123456789ab',
        title: 'The image nginx:1.99 was not found in docker.io.',
        description: 'Deployment default/web · breaks Service default/web',
        severity: 'error',
        group: 'Broken',
      },
    ],
    choices: [
      {
        id: '0123456789ab',
        title: 'The image nginx:1.99 was not found in docker.io.',
        description: 'Deployment default/web · breaks Service default/web',
        group: 'Broken',
      },
      { id: 'describe', title: 'Something else', description: 'Say it in your own words', group: 'Or' },
      { id: 'all-safe', title: 'Mend all that is safe', description: '', group: 'Or' },
      { id: 'watch', title: 'Tell me when something breaks', description: '', group: 'Or' },
      { id: 'history', title: 'What was mended before', description: '', group: 'Or' },
      { id: 'ignored', title: 'What is left as it is', description: '', group: 'Or' },
    ],
    more: false,
  }),
});

/** What it is about, and what does not work because of it. Pods are its own, and name nothing that anybody knows. */
function lineOf({ object, breaks }: Examination['findings'][number], locale: string): string {
  const { repairTexts: texts } = textsIn(locale);
  const broken = breaks.filter(({ kind }) => !['Pod', 'ReplicaSet', 'EndpointSlice'].includes(kind)).map(nameOf);
  if (broken.length === 0) return nameOf(object);
  return `${nameOf(object)} · ${texts.breaking(texts.and(broken.slice(0, NAMED), Math.max(0, broken.length - NAMED)))}`;
}
