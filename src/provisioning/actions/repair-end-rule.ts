import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Asks again before this kind of trouble is mended. */
export const repairEndRule = defineAction({
  kind: 'lasting',
  name: 'repair.endRule',
  title: 'Asks again before this kind of trouble is mended',
  permission: 'vdc.change',
  betweenPeople: true,
  input: z.strictObject({ vdc: vdcInput, rule: z.string().min(1).max(200) }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'note', title: 'Note it' }],
  run: async ({ services, caller, locale }, { vdc, rule }) => {
    const { id } = await vdcOf(services, caller.owner, vdc);
    await services.repairs.endRule(caller.owner, id, rule);
    return { text: textsIn(locale).repairTexts.ruleEnded };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.ruleEnded }),
});
