import { z } from 'zod';

import { nameOf } from '#src/cluster/index.ts';

import { tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import type { ChangeSet, ObjectChange } from './change-set.ts';

/** What an action that plans a change gives: what a flow shows before the yes, and the plan that `change.apply` takes. */
export const plannedSchema = z.object({
  /** What is approved and applied. */
  plan: z.string(),
  title: z.string(),
  /** Objects that change in any way; 0: everything is so already. */
  count: z.int(),
  creates: z.int(),
  changes: z.int(),
  deletes: z.int(),
  /** "2 objects are made, 1 changes." */
  summary: z.string(),
  /** One row for each object: what happens, and to what. */
  table: tableSchema,
  /** Markdown: each field that differs, secrets masked; empty where nothing changes that was there before. */
  differences: z.string(),
  notes: z.array(z.string()),
});

export type Planned = z.input<typeof plannedSchema>;

/** Lines of differences that are shown. */
const LINES = 80;

/** A change set as people see it, in the language of a locale. */
export function showChanges(set: ChangeSet, locale: string): Planned {
  const { changeTexts: texts } = textsIn(locale);
  const count = (verb: ObjectChange['verb']) => set.changes.filter((change) => change.verb === verb).length;
  const [creates, changes, deletes] = [count('create'), count('change') + count('replace'), count('delete')];
  const rows = set.changes.map(({ verb, reference }) => [
    texts.verbs[verb],
    reference.kind,
    reference.name,
    reference.namespace ?? '',
  ]);
  return {
    plan: set.hash,
    title: saidIn(locale, set.title),
    count: set.changes.length,
    creates,
    changes,
    deletes,
    summary: texts.summary(creates, changes, deletes),
    table: tableOf([texts.what, texts.kind, texts.name, texts.namespace], rows),
    differences: differencesText(set, texts.more),
    notes: set.notes.map((note) => saidIn(locale, note)),
  };
}

/** What a simulated action plans. */
export function examplePlanned(title: string): Planned {
  const { changeTexts: texts } = textsIn('en');
  return {
    plan: 'f'.repeat(64),
    title,
    count: 1,
    creates: 1,
    changes: 0,
    deletes: 0,
    summary: texts.summary(1, 0, 0),
    table: tableOf(
      [texts.what, texts.kind, texts.name, texts.namespace],
      [[texts.verbs.create, 'Deployment', 'web', 'default']],
    ),
    differences: '',
    notes: [],
  };
}

function differencesText(set: ChangeSet, more: (count: number) => string): string {
  const lines = set.changes
    .filter(({ verb }) => verb === 'change' || verb === 'replace')
    .flatMap(({ reference, differences }) => [
      '',
      `**${plain(nameOf(reference))}**`,
      ...differences.map(({ field, before, after }) => {
        if (before === undefined) return `- ${code(field)}: + ${code(after ?? '')}`;
        if (after === undefined) return `- ${code(field)}: ~~${code(before)}~~`;
        return `- ${code(field)}: ${code(before)} → ${code(after)}`;
      }),
    ]);
  const shown = lines.slice(1, LINES + 1);
  const rest = lines.length - 1 - shown.length;
  return [...shown, ...(rest > 0 ? ['', more(rest)] : [])].join('\n');
}

/** Text of the cluster's as code: it is never markup. */
function code(text: string): string {
  return `\`${text.replaceAll('`', 'ʼ').replaceAll('\n', ' ')}\``;
}

function plain(text: string): string {
  return text.replace(/[*_`[\]<>]/g, '');
}
