import { z } from 'zod';

import { applyChanges, takeBack } from '../changes/apply-changes.ts';
import { planChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { faultsOf } from '../repair/faults.ts';
import { PRACTICE, practiceShop } from '../repair/practice-shop.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Puts a small shop into a simulated VDC, so that there is something to break. */
export const vdcPractice = defineAction({
  kind: 'lasting',
  name: 'vdc.practice',
  title: 'Puts a small shop into a simulated VDC to practise on',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({ change: z.string(), namespace: z.string() }),
  stages: [
    { id: 'check', title: 'Look at what is there' },
    { id: 'apply', title: 'Put the shop there' },
    { id: 'ready', title: 'Wait until it runs' },
  ],
  run: async (context, { vdc }) => {
    const { services, caller } = context;
    const { plan } = await context.checkpoint('plan', async () => {
      const opened = await openVdc(services, caller, vdc);
      faultsOf(opened.engine, opened.record.name);
      const set = await planChanges(context, opened, { title: 'A shop to practise on', objects: practiceShop() });
      return { plan: set.hash };
    });
    await applyChanges(context, plan);
    return { change: plan, namespace: PRACTICE };
  },
  compensate: async (context) => await takeBack(context),
  simulate: () => ({ change: 'f'.repeat(64), namespace: PRACTICE }),
});
