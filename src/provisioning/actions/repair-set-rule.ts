import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Times an hour that a rule may act, unless the owner says otherwise. */
const PER_HOUR = 3;

/** Lets the wizard do again without asking what it has just done well: this remedy for this kind of trouble, in this VDC. */
export const repairSetRule = defineAction({
  kind: 'lasting',
  name: 'repair.setRule',
  title: 'Mends this kind of trouble without asking from now on',
  permission: 'vdc.change',
  betweenPeople: true,
  /** A plan that was carried out: only what was seen to work can become a rule. */
  input: z.strictObject({
    vdc: vdcInput,
    plan: z.string().min(1).max(128),
    perHour: z.int().min(1).max(20).default(PER_HOUR),
  }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'note', title: 'Note it' }],
  run: async ({ services, caller, locale }, { vdc, plan, perHour }) => {
    const { id } = await vdcOf(services, caller.owner, vdc);
    const known = await services.repairs.findPlan(caller.owner, plan);
    const [step] = known?.vdc === id ? known.steps : [];
    if (!step?.safe) {
      throw new ActionFailure('UNSUPPORTED', 'Only what loses nothing and needs no answer can be done without asking.');
    }
    const { rule, way, title } = step;
    const since = services.now();
    await services.repairs.setRule(caller.owner, id, { rule, way, title, perHour, failures: 0, since });
    return { text: textsIn(locale).repairTexts.ruled(perHour) };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.ruled(PER_HOUR) }),
});
