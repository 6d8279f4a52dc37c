import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** What somebody decided to live with, and why. */
export const repairIgnored = defineAction({
  kind: 'read',
  name: 'repair.ignored',
  title: 'What is left as it is, and why',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    count: z.int(),
    items: z.array(choiceSchema),
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const { id } = await vdcOf(services, caller.owner, vdc);
    const ignored = (await services.repairs.ignored(caller.owner, id)).sort((a, b) => b.at - a.at);
    const items = ignored.map(({ finding, summary, reason, at }) => ({
      id: finding,
      title: saidIn(locale, summary),
      description: [reason, new Date(at).toISOString().slice(0, 10)].filter((part) => part !== '').join(' · '),
    }));
    return { count: items.length, items };
  },
  simulate: () => ({
    count: 1,
    items: [
      { id: 'fedcba987654', title: '"nightly" is suspended: it does not run.', description: 'On purpose · 2026-01-01' },
    ],
  }),
});
