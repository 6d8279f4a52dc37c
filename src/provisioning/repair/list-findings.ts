import { z } from 'zod';

import type { Finding } from '#src/cluster/diagnosis/index.ts';
import { nameOf } from '#src/cluster/index.ts';

import type { ActionContext } from '../action.ts';
import type { Services } from '../services.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import type { Examination } from './examine-vdc.ts';
import { findingId } from './finding-id.ts';
import { heededOf } from './heeded.ts';
import { matchingFindings } from './matching-findings.ts';
import { symptomsIn } from './symptom-words.ts';
import { uncheckedIn } from './unchecked-in.ts';
import { isSafe, waysOf } from './ways.ts';

/** Findings that one list shows. */
const SHOWN = 50;
/** Broken things that a line names. */
const NAMED = 2;

/** A look at a VDC, as a person reads it. */
export const foundSchema = z.object({
  name: z.string(),
  count: z.int(),
  /** Those that are broken or in danger. */
  grave: z.int(),
  /** Those that one consent could mend. */
  safe: z.int(),
  /** Those that somebody decided to live with. */
  ignored: z.int(),
  /** The id, where there is only one, or only one that is meant by name. */
  only: z.string().optional(),
  /** How it went, in a sentence. */
  text: z.string(),
  /** What of it is meant by the words that were said; empty without any. */
  about: z.string(),
  /** The same, but empty also where the words name nothing in particular: "something is wrong". */
  heard: z.string(),
  /** That there is more than the only one that is meant; empty where there is not. */
  beside: z.string(),
  /** What could not be looked at; empty where everything could. */
  unchecked: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      severity: z.string(),
      /** The severity in words, or that it is what was meant: a heading. */
      group: z.string(),
    }),
  ),
  /** The items, and what else can be done: all that is safe at once, described in words, and so on. */
  choices: z.array(choiceSchema.extend({ group: z.string() })),
  more: z.boolean(),
});

export type Found = z.infer<typeof foundSchema>;

/** What was found in a look, one row for each cause: what somebody's words are about first, then the worst. */
export async function listFindings(
  context: Pick<ActionContext<Services>, 'services' | 'caller' | 'locale'>,
  examination: Examination,
  { search = '', words = '' }: { search?: string; words?: string } = {},
): Promise<Found> {
  const { locale } = context;
  const { repairTexts: texts } = textsIn(locale);
  const findings = await heededOf(context, examination);
  const { findings: meant, byName } = matchingFindings(findings, words);
  const ordered = [...meant, ...findings.filter((finding) => !meant.includes(finding))];
  const wanted = search.trim().toLowerCase();
  const matching = ordered.filter((finding) =>
    `${finding.summary} ${saidIn(locale, finding.summary)} ${nameOf(finding.object)}`.toLowerCase().includes(wanted),
  );
  const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
  const ignored = examination.findings.length - findings.length;
  const safe = findings.filter((finding) => waysOf(finding, examination).some((way) => isSafe(finding, way))).length;
  const isOne = findings.length === 1 || (byName && meant.length === 1);
  const [first] = ordered;
  const items = matching.slice(0, SHOWN).map((finding) => ({
    id: findingId(finding),
    title: saidIn(locale, finding.summary),
    description: lineOf(finding, locale),
    severity: finding.severity,
    group: meant.includes(finding) && meant.length < findings.length ? texts.meant : texts.severities[finding.severity],
  }));
  const more: (keyof typeof texts.choices)[] = [
    ...(safe > 1 ? (['all-safe'] as const) : []),
    'describe',
    'again',
    'watch',
    'history',
    ...(ignored > 0 ? (['ignored'] as const) : []),
  ];
  const unchecked = uncheckedIn(examination, locale);
  const about = words === '' ? '' : texts.about(meant.length, findings.length);
  const found = texts.found(findings.length, grave, examination.checked.length, unchecked !== '');
  return {
    name: examination.record.name,
    count: findings.length,
    grave,
    safe,
    ignored,
    ...(isOne && first ? { only: findingId(first) } : {}),
    text: [found, ...(ignored === 0 ? [] : [texts.ignoring(ignored)])].join(' '),
    about,
    heard: meant.length > 0 || symptomsIn(words).length > 0 ? about : '',
    beside: isOne && findings.length > 1 ? texts.beside(findings.length - 1) : '',
    unchecked,
    items,
    choices: [
      ...items.map(({ id, title, description, group }) => ({ id, title, description, group })),
      ...(wanted === '' ? more : []).map((id) => ({ id, ...texts.choices[id](safe), group: texts.orElse })),
    ],
    more: matching.length > SHOWN,
  };
}

/** What it is about, and what does not work because of it. Pods are its own, and name nothing that anybody knows. */
function lineOf({ object, breaks }: Finding, locale: string): string {
  const { repairTexts: texts } = textsIn(locale);
  const broken = breaks.filter(({ kind }) => !['Pod', 'ReplicaSet', 'EndpointSlice'].includes(kind)).map(nameOf);
  if (broken.length === 0) return nameOf(object);
  return `${nameOf(object)} · ${texts.breaking(texts.and(broken.slice(0, NAMED), Math.max(0, broken.length - NAMED)))}`;
}

/** A believable list, for trying a flow out. */
export function exampleFound(): Found {
  const line = {
    id: '0123456789ab',
    title: 'The image nginx:1.99 was not found in docker.io.',
    description: 'Deployment default/web · breaks Service default/web',
    group: 'Broken',
  };
  return {
    name: 'amber-badger',
    count: 1,
    grave: 1,
    safe: 1,
    ignored: 0,
    only: line.id,
    text: textsIn('en').repairTexts.found(1, 1, 24, false),
    about: '',
    heard: '',
    beside: '',
    unchecked: '',
    items: [{ ...line, severity: 'error' }],
    choices: [
      line,
      { id: 'describe', title: 'Something else', description: 'Say it in your own words', group: 'Or' },
      { id: 'again', title: 'Look again', description: '', group: 'Or' },
      { id: 'all-safe', title: 'Mend all that is safe', description: '', group: 'Or' },
      { id: 'watch', title: 'Tell me when something breaks', description: '', group: 'Or' },
      { id: 'history', title: 'What was mended before', description: '', group: 'Or' },
      { id: 'ignored', title: 'What is left as it is', description: '', group: 'Or' },
    ],
    more: false,
  };
}
