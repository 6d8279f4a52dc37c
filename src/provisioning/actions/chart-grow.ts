import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';

/** With how many workers a VDC would have one more; `UNSUPPORTED` where its machines cannot be changed. */
export const chartGrow = defineAction({
  kind: 'read',
  name: 'chart.grow',
  title: 'How many workers a VDC would have with one more',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({ workers: z.int() }),
  run: async ({ services, caller }, { vdc }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    if (!engineOf(services, record.engine).planScale) {
      throw new ActionFailure(
        'UNSUPPORTED',
        `I cannot add machines to "${record.name}" from here. Take a smaller size, or remove something that you do not need.`,
      );
    }
    const there = await observed(services, record);
    return { workers: (there?.machines ?? []).filter(({ role }) => role === 'worker').length + 1 };
  },
  simulate: () => ({ workers: 2 }),
});
