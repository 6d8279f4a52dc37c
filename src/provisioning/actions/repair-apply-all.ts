import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { carryOut, takeBackSteps } from '../repair/carry-out.ts';
import { rememberEnds } from '../repair/remember-ends.ts';
import { repairStages } from '../repair/repair-stages.ts';
import { stepsOf } from '../repair/steps-of.ts';
import { tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { badgeOfVdc } from '../vdc-view.ts';

/** Mends everything of a plan, and verifies each. What does not become well keeps nothing else from it. */
export const repairApplyAll = defineAction({
  kind: 'lasting',
  name: 'repair.applyAll',
  title: 'Mends everything of a plan, and verifies each',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, plan: z.string().min(1).max(128) }),
  output: z.object({
    well: z.boolean(),
    text: z.string(),
    table: tableSchema,
    /** What can be undone by `change.undo`, each by itself. */
    items: z.array(z.object({ change: z.string(), title: z.string() })),
    count: z.int(),
  }),
  stages: repairStages,
  badge: ({ services, caller }, { vdc }) => badgeOfVdc(services, caller.owner, vdc),
  run: async (context, { vdc, plan }) => {
    const { locale } = context;
    const { repairTexts: texts } = textsIn(locale);
    const ends = await carryOut(context, vdc, await stepsOf(context, vdc, plan));
    await rememberEnds(context, vdc, ends, 'person');
    const well = ends.filter((end) => end.well).length;
    const items = ends.flatMap(({ step, failed }) =>
      step.set === undefined || failed !== undefined ? [] : [{ change: step.set, title: saidIn(locale, step.title) }],
    );
    return {
      well: well === ends.length,
      text: texts.mended(well, ends.length),
      table: tableOf(
        [texts.done, texts.outcome],
        ends.map((end) => [
          saidIn(locale, end.step.title),
          end.well
            ? texts.wellAfter(end.seconds)
            : saidIn(locale, end.failed ?? end.worse ?? end.missing ?? texts.notYet),
        ]),
      ),
      items,
      count: items.length,
    };
  },
  compensate: async (context, { vdc, plan }) => await takeBackSteps(context, await stepsOf(context, vdc, plan)),
  simulate: ({ plan }) => {
    const texts = textsIn('en').repairTexts;
    return {
      well: true,
      text: texts.mended(2, 2),
      table: tableOf(
        ['What I do', 'How it ended'],
        [
          ['Go back to what ran before (nginx:1.28)', texts.wellAfter(4)],
          ['Resume "nightly"', texts.wellAfter(3)],
        ],
      ),
      items: [
        { change: plan, title: 'Go back to what ran before (nginx:1.28)' },
        { change: `${plan}-2`, title: 'Resume "nightly"' },
      ],
      count: 2,
    };
  },
});
