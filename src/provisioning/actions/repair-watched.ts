import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { MOST_FAILURES } from '../repair/repair-book.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Whether a VDC is looked after, how it was at the last look, and what is mended there without asking. */
export const repairWatched = defineAction({
  kind: 'read',
  name: 'repair.watched',
  title: 'Whether a VDC is looked after, and what is mended there without asking',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    watched: z.boolean(),
    text: z.string(),
    rules: z.array(choiceSchema),
    count: z.int(),
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const { repairTexts: texts } = textsIn(locale);
    const { id, name } = await vdcOf(services, caller.owner, vdc);
    const watch = await services.repairs.watchOf(caller.owner, id);
    const rules = (await services.repairs.rules(caller.owner, id)).map(({ rule, way, title, perHour, failures }) => ({
      id: `${rule}/${way}`,
      title: saidIn(locale, title),
      description: failures >= MOST_FAILURES ? texts.ruleStopped : texts.ruleLimit(perHour),
    }));
    return {
      watched: watch !== null,
      text: watch
        ? texts.watched(name, watch.minutes, `${new Date(watch.lookedAt).toISOString().slice(11, 16)} UTC`)
        : texts.notWatched(name),
      rules,
      count: rules.length,
    };
  },
  simulate: () => ({
    watched: false,
    text: textsIn('en').repairTexts.notWatched('amber-badger'),
    rules: [
      { id: 'image-pull/roll-back', title: 'Go back to what ran before', description: 'at most 3 times an hour' },
    ],
    count: 1,
  }),
});
