import { z } from 'zod';

import { undoChanges } from '../changes/undo-changes.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { faultsOf, MACHINES } from '../repair/faults.ts';
import { textsIn } from '../texts/texts.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';

/** Takes back what was broken on purpose. */
export const vdcUnbreak = defineAction({
  kind: 'lasting',
  name: 'vdc.unbreak',
  title: 'Takes back what was broken on purpose',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, change: z.string().min(1).max(200) }),
  output: z.object({ text: z.string() }),
  stages: [
    { id: 'check', title: 'Look at what is there' },
    { id: 'undo', title: 'Bring back what was there' },
    { id: 'ready', title: 'Let it take effect' },
  ],
  run: async (context, { vdc, change }) => {
    const { services, caller, locale } = context;
    const { repairTexts: texts } = textsIn(locale);
    if (change !== MACHINES) {
      await undoChanges(context, change);
      return { text: texts.unbroken };
    }
    const record = await vdcOf(services, caller.owner, vdc);
    const there = await observed(services, record);
    if (there) await faultsOf(engineOf(services, record.engine), record.name).heal(there.ref);
    return { text: texts.unbroken };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.unbroken }),
});
