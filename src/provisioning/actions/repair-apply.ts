import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { carryOut, takeBackSteps } from '../repair/carry-out.ts';
import { rememberEnds } from '../repair/remember-ends.ts';
import { repairStages } from '../repair/repair-stages.ts';
import { stepsOf } from '../repair/steps-of.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { badgeOfVdc } from '../vdc-view.ts';

/** Mends a finding as planned, then looks again until it is well, or has had its time. */
export const repairApply = defineAction({
  kind: 'lasting',
  name: 'repair.apply',
  title: 'Mends a finding as planned, and verifies it',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    finding: z.string().min(1).max(40),
    plan: z.string().min(1).max(128),
    /** By a rule that the owner has set: `rule`. */
    by: z.enum(['person', 'rule']).default('person'),
  }),
  output: z.object({
    /** What `change.undo` takes; empty where nothing can be undone. */
    change: z.string(),
    well: z.boolean(),
    /** Until it was well. */
    seconds: z.int(),
    text: z.string(),
  }),
  stages: repairStages,
  badge: ({ services, caller }, { vdc }) => badgeOfVdc(services, caller.owner, vdc),
  run: async (context, { vdc, finding, plan, by }) => {
    const { locale } = context;
    const { repairTexts: texts } = textsIn(locale);
    const steps = await stepsOf(context, vdc, plan, finding);
    const ends = await carryOut(context, vdc, steps);
    await rememberEnds(context, vdc, ends, by);
    const [end] = ends;
    if (!end) throw new ActionFailure('PLAN_STALE', 'This plan has nothing in it any more.');
    const { well, seconds, worse, missing } = end;
    const told = well
      ? texts.well(saidIn(locale, end.step.title), seconds)
      : worse !== undefined
        ? texts.worse(saidIn(locale, worse))
        : missing !== undefined
          ? texts.notReady(saidIn(locale, missing))
          : texts.stillThere;
    return { change: end.step.set ?? '', well, seconds, text: told };
  },
  compensate: async (context, { vdc, plan, finding }) => {
    await takeBackSteps(context, await stepsOf(context, vdc, plan, finding));
  },
  simulate: ({ plan }) => ({
    change: plan,
    well: true,
    seconds: 12,
    text: textsIn('en').repairTexts.well('Go back to what ran before (nginx:1.28)', 12),
  }),
});
