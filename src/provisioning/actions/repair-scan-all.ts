import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { heededOf } from '../repair/heeded.ts';
import { uncheckedIn } from '../repair/unchecked-in.ts';
import { tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** VDCs that are looked at, and how many at the same time. */
const MOST = 50;
const ABREAST = 3;

/** Looks at all VDCs of a person: how each does, those in trouble first. */
export const repairScanAll = defineAction({
  kind: 'read',
  name: 'repair.scanAll',
  title: 'Looks for trouble in all VDCs of a person',
  permission: 'vdc.read',
  input: z.strictObject({ search: z.string().max(200).default('') }),
  output: z.object({
    count: z.int(),
    /** VDCs that are not well. */
    troubled: z.int(),
    text: z.string(),
    table: tableSchema,
    items: z.array(z.object({ id: z.string(), title: z.string(), description: z.string() })),
    only: z.string().optional(),
  }),
  run: async (context, { search }) => {
    const { services, caller, locale } = context;
    const { repairTexts: texts, labels } = textsIn(locale);
    const records = await services.records.list(caller.owner, { offset: 0, count: MOST });
    const rows: { id: string; name: string; count: number; text: string; worst: string; unseen: boolean }[] = [];
    const waiting = [...records];
    const looker = async () => {
      for (let record = waiting.shift(); record; record = waiting.shift()) {
        const { id, name } = record;
        try {
          const examination = await examineVdc(context, id, { maxAgeMs: search === '' ? 0 : 20_000 });
          const findings = await heededOf(context, examination);
          const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
          const unseen = uncheckedIn(examination, locale) !== '';
          const text = texts.found(findings.length, grave, examination.checked.length, unseen);
          rows.push({
            id,
            name,
            count: findings.length,
            text,
            worst: saidIn(locale, findings[0]?.summary ?? ''),
            unseen,
          });
        } catch (error) {
          // One that cannot be looked at is told among the others.
          const why = error instanceof Error ? saidIn(locale, error.message) : '';
          rows.push({ id, name, count: 1, text: why, worst: '', unseen: true });
        }
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
  },
  simulate: () => ({
    count: 2,
    troubled: 1,
    text: textsIn('en').repairTexts.all(1, 2, false),
    table: tableOf(
      ['Name', 'How it ended', 'What is wrong'],
      [['amber-badger', 'One thing needs attention.', 'The image nginx:1.99 was not found in docker.io.']],
    ),
    items: [{ id: 'vdc_000000000000', title: 'amber-badger', description: 'One thing needs attention.' }],
    only: 'vdc_000000000000',
  }),
});
