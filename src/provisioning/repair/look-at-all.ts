import { z } from 'zod';

import type { ActionContext } from '../action.ts';
import type { Services } from '../services.ts';
import { choiceSchema, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { examineVdc } from './examine-vdc.ts';
import { heededOf } from './heeded.ts';
import { uncheckedIn } from './unchecked-in.ts';

/** VDCs that are looked at, and how many at the same time. */
const MOST = 50;
const ABREAST = 3;

/** A look at all VDCs of a person, as they read it. */
export const allFoundSchema = z.object({
  count: z.int(),
  /** VDCs that are not well. */
  troubled: z.int(),
  text: z.string(),
  table: tableSchema,
  items: z.array(choiceSchema),
  only: z.string().optional(),
});

type AllFound = z.infer<typeof allFoundSchema>;

interface Options {
  /** Only those whose name has this in it are listed. */
  search?: string;
  /** Also good is what was seen this many milliseconds ago. */
  maxAgeMs?: number;
  /** Told after each: how many were looked at, of how many, and which one it was. */
  progress?(looked: number, of: number, name: string): void;
}

interface Row {
  id: string;
  name: string;
  count: number;
  text: string;
  worst: string;
  unseen: boolean;
}

type Context = Pick<ActionContext<Services>, 'services' | 'caller' | 'signal' | 'locale'>;

/** Looks at all VDCs of a person, a few at a time: how each does, those in trouble first. */
export async function lookAtAll(
  context: Context,
  { search = '', maxAgeMs = 0, progress }: Options = {},
): Promise<AllFound> {
  const { services, caller, locale } = context;
  const { repairTexts: texts, labels } = textsIn(locale);
  const records = await services.records.list(caller.owner, { offset: 0, count: MOST });
  const rows: Row[] = [];
  const waiting = [...records];
  const looker = async () => {
    for (let record = waiting.shift(); record; record = waiting.shift()) {
      rows.push(await rowOf(context, record, maxAgeMs));
      progress?.(rows.length, records.length, record.name);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, looker));
  rows.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const troubled = rows.filter(({ count }) => count > 0);
  const [first] = troubled;
  return {
    count: rows.length,
    troubled: troubled.length,
    text: texts.all(
      troubled.length,
      rows.length,
      rows.some(({ unseen }) => unseen),
    ),
    table: tableOf(
      [labels.name, texts.outcome, texts.wrong],
      rows.map(({ name, text, worst }) => [name, text, worst]),
    ),
    items: troubled
      .filter(({ name }) => name.includes(search.trim().toLowerCase()))
      .map(({ id, name, text }) => ({ id, title: name, description: text })),
    ...(troubled.length === 1 && first ? { only: first.id } : {}),
  };
}

async function rowOf(context: Context, { id, name }: { id: string; name: string }, maxAgeMs: number): Promise<Row> {
  const { locale } = context;
  const { repairTexts: texts } = textsIn(locale);
  try {
    const examination = await examineVdc(context, id, { maxAgeMs });
    const findings = await heededOf(context, examination);
    const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
    const unseen = uncheckedIn(examination, locale) !== '';
    const text = texts.found(findings.length, grave, examination.checked.length, unseen);
    return { id, name, count: findings.length, text, worst: saidIn(locale, findings[0]?.summary ?? ''), unseen };
  } catch (error) {
    // One that cannot be looked at is told among the others.
    const why = error instanceof Error ? saidIn(locale, error.message) : '';
    return { id, name, count: 1, text: why, worst: '', unseen: true };
  }
}

/** A believable look, for trying a flow out. */
export function exampleAllFound(): AllFound {
  return {
    count: 2,
    troubled: 1,
    text: textsIn('en').repairTexts.all(1, 2, false),
    table: tableOf(
      ['Name', 'How it ended', 'What is wrong'],
      [['amber-badger', 'One thing needs attention.', 'The image nginx:1.99 was not found in docker.io.']],
    ),
    items: [{ id: 'vdc_000000000000', title: 'amber-badger', description: 'One thing needs attention.' }],
    only: 'vdc_000000000000',
  };
}
