import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { examplePlanned, plannedSchema } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { findingIn, lookAgainAt } from '../repair/examine-vdc.ts';
import { planWay } from '../repair/plan-way.ts';
import { wayIn } from '../repair/ways.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** What a remedy would change, checked by the cluster itself. Changes nothing. */
export const repairPlan = defineAction({
  kind: 'read',
  name: 'repair.plan',
  title: 'Shows exactly what a remedy would change',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    finding: z.string().min(1).max(40),
    remedy: z.string().min(1).max(120),
    /** What only the person could know; a secret as its handle. */
    answer: z.string().max(4_000).optional(),
  }),
  output: plannedSchema.extend({
    undo: z.string(),
    /** The word that has to be typed where something is lost for good; empty elsewhere. */
    danger: z.string(),
    /** Whether it may be done by a rule, without asking. */
    safe: z.boolean(),
    /** The rule that it would be: what `repair.endRule` takes. */
    rule: z.string(),
  }),
  run: async (context, { vdc, finding: id, remedy, answer }) => {
    const { services, caller, locale } = context;
    const examination = await lookAgainAt(context, vdc, id);
    const finding = findingIn(examination, id);
    if (!finding) throw new ActionFailure('NOT_FOUND', textsIn(locale).repairTexts.gone);
    const way = wayIn(finding, examination, remedy);
    const value = answer?.startsWith('secret://') ? await services.secrets.open(caller.owner, answer) : answer;
    const { shown, step } = await planWay(context, examination, finding, way, value);
    // Under the name of its change set, where it has one: by that name it can be undone.
    const kept = { vdc: examination.record.id, steps: [step] };
    const plan = await services.repairs.keepPlan(caller.owner, kept, step.set);
    const danger = way.risk === 'destructive' ? finding.object.name.slice(0, 60) || examination.record.name : '';
    return {
      ...shown,
      plan,
      undo: saidIn(locale, way.undo),
      danger,
      safe: step.safe,
      rule: `${step.rule}/${step.way}`,
    };
  },
  simulate: () => ({
    ...examplePlanned('Go back to what ran before (nginx:1.28)'),
    undo: 'The present settings are kept, and can be brought back.',
    danger: '',
    safe: true,
    rule: 'image-pull/roll-back',
  }),
});
