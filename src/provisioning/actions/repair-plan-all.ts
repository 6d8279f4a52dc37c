import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { heededOf } from '../repair/heeded.ts';
import { planWay } from '../repair/plan-way.ts';
import type { RepairStep } from '../repair/repair-book.ts';
import { isSafe, waysOf } from '../repair/ways.ts';
import { tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** Findings that are mended by one consent. */
const MOST = 20;

/** Everything that can be mended safely, as one plan. Changes nothing. */
export const repairPlanAll = defineAction({
  kind: 'read',
  name: 'repair.planAll',
  title: 'Plans everything that can be mended safely, for one consent',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    plan: z.string(),
    count: z.int(),
    text: z.string(),
    /** One row for each finding: what is wrong, and what is done. */
    table: tableSchema,
    differences: z.string(),
    /** What had to be left out, each with its reason. */
    left: z.array(z.string()),
  }),
  run: async (context, { vdc }) => {
    const { services, caller, locale } = context;
    const { repairTexts: texts } = textsIn(locale);
    const examination = await examineVdc(context, vdc, { maxAgeMs: 30_000 });
    const steps: RepairStep[] = [];
    const [rows, left, differences]: [string[][], string[], string[]] = [[], [], []];
    for (const finding of await heededOf(context, examination)) {
      const way = waysOf(finding, examination).find((one) => isSafe(finding, one));
      if (!way || steps.length === MOST) continue;
      const wrong = saidIn(locale, finding.summary);
      try {
        const { shown, step } = await planWay(context, examination, finding, way);
        if (shown.count === 0) continue;
        steps.push(step);
        rows.push([wrong, shown.title]);
        if (shown.differences !== '') differences.push(shown.differences);
      } catch (error) {
        // What the cluster would not take is told, and keeps nothing else from being mended.
        if (!(error instanceof ActionFailure)) throw error;
        left.push(`${wrong} (${error.message})`);
      }
    }
    const plan = await services.repairs.keepPlan(caller.owner, { vdc: examination.record.id, steps });
    return {
      plan,
      count: steps.length,
      text: texts.planned(steps.length),
      table: tableOf([texts.wrong, texts.done], rows),
      differences: differences.join('\n\n'),
      left,
    };
  },
  simulate: () => ({
    plan: 'repair-1',
    count: 2,
    text: textsIn('en').repairTexts.planned(2),
    table: tableOf(
      ['What is wrong', 'What I do'],
      [
        ['The image nginx:1.99 was not found in docker.io.', 'Go back to what ran before (nginx:1.28)'],
        ['"nightly" is suspended: it does not run.', 'Resume "nightly"'],
      ],
    ),
    differences: '',
    left: [],
  }),
});
