import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { searchInput } from '../inputs.ts';
import { choiceSchema, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** Repairs that one list shows. */
const SHOWN = 20;

/** What was mended in the last 90 days, the newest first, and what of it can be undone. */
export const repairHistory = defineAction({
  kind: 'read',
  name: 'repair.history',
  title: 'What was mended, the newest first, and what of it can be undone',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: z.string().max(80).nullish(), search: searchInput }),
  output: z.object({
    count: z.int(),
    items: z.array(choiceSchema),
    table: tableSchema,
    /** Those whose change is still in force, and none of them. */
    choices: z.array(z.object({ change: z.string(), title: z.string(), description: z.string() })),
    /** Those whose change is still in force. */
    undoable: z.array(z.object({ change: z.string(), title: z.string(), description: z.string() })),
  }),
  run: async ({ services, caller, locale }, { vdc, search }) => {
    const { repairTexts: texts } = textsIn(locale);
    const all = await services.repairs.past(caller.owner, 200);
    const past = all
      .filter((one) => vdc === null || vdc === undefined || one.vdc === vdc || one.name === vdc)
      .slice(0, SHOWN);
    const items = past.map((one) => {
      const outcome = one.well ? texts.wellAfter(one.seconds) : texts.notYet;
      const at = `${new Date(one.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      const by = one.by === 'rule' ? [texts.byRule] : [];
      return {
        id: one.id,
        change: one.change,
        title: `${one.name}: ${saidIn(locale, one.title)}`,
        description: [at, saidIn(locale, one.summary), outcome, ...by].join(' · '),
      };
    });
    const states = await Promise.all(
      items.map(async ({ change }) => (change === '' ? null : await services.changes.applied(caller.owner, change))),
    );
    const undoable = items
      .filter((_, index) => states[index]?.state === 'applied')
      .map(({ change, title, description }) => ({ change, title, description }));
    const wanted = search.trim().toLowerCase();
    return {
      count: items.length,
      items: items.map(({ id, title, description }) => ({ id, title, description })),
      table: tableOf(
        [texts.at, texts.wrong, texts.done, texts.outcome],
        past.map((one, index) => [
          `${new Date(one.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          saidIn(locale, one.summary),
          saidIn(locale, one.title),
          states[index]?.state === 'undone' ? texts.undone : one.well ? texts.wellAfter(one.seconds) : texts.notYet,
        ]),
      ),
      choices: [
        { change: 'none', title: texts.none, description: '' },
        ...undoable.filter(({ title, description }) => `${title} ${description}`.toLowerCase().includes(wanted)),
      ],
      undoable,
    };
  },
  simulate: () => ({
    count: 1,
    items: [
      {
        id: 'past-1',
        title: 'amber-badger: Go back to what ran before (nginx:1.28)',
        description: '2026-01-01 12:00 UTC · The image nginx:1.99 was not found in docker.io. · well after 4 s',
      },
    ],
    table: tableOf(
      ['When', 'What is wrong', 'What I do', 'How it is'],
      [['2026-01-01 12:00 UTC', 'The image nginx:1.99 was not found in docker.io.', 'Go back', 'well after 4 s']],
    ),
    choices: [
      { change: 'none', title: 'No, thank you', description: '' },
      { change: 'f'.repeat(64), title: 'amber-badger: Go back to what ran before (nginx:1.28)', description: '' },
    ],
    undoable: [
      {
        change: 'f'.repeat(64),
        title: 'amber-badger: Go back to what ran before (nginx:1.28)',
        description: '2026-01-01 12:00 UTC',
      },
    ],
  }),
});
