import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Looks after a VDC no more. */
export const repairUnwatch = defineAction({
  kind: 'lasting',
  name: 'repair.unwatch',
  title: 'Looks after a VDC no more',
  permission: 'vdc.change',
  betweenPeople: true,
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'note', title: 'Note it' }],
  run: async ({ services, caller, locale }, { vdc }) => {
    const { id, name } = await vdcOf(services, caller.owner, vdc);
    await services.repairs.unwatch(caller.owner, id);
    return { text: textsIn(locale).repairTexts.unwatched(name) };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.unwatched('amber-badger') }),
});
