import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Takes a finding seriously again that was left as it is. */
export const repairHeed = defineAction({
  kind: 'lasting',
  name: 'repair.heed',
  title: 'Takes a finding seriously again that was left as it is',
  permission: 'vdc.change',
  betweenPeople: true,
  input: z.strictObject({ vdc: vdcInput, finding: z.string().min(1).max(40) }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'note', title: 'Note it' }],
  run: async ({ services, caller, locale }, { vdc, finding }) => {
    const { id } = await vdcOf(services, caller.owner, vdc);
    await services.repairs.heed(caller.owner, id, finding);
    return { text: textsIn(locale).repairTexts.heeded };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.heeded }),
});
