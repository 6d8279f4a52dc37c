import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { engineOf, vdcOf } from '../vdc-view.ts';
import { ruleText } from './node-rule-look.ts';
import { notScalable } from './vdc-plan-scale.ts';

/** Lets a VDC get and give back workers by itself, within limits, from now on; what was set before is replaced. */
export const nodeRuleSet = defineAction({
  kind: 'lasting',
  name: 'nodeRule.set',
  title: 'Lets a VDC get and give back workers by itself, within limits',
  permission: 'vdc.scale',
  input: z.strictObject({
    vdc: vdcInput,
    least: z.int().min(0).max(50),
    most: z.int().min(1).max(50),
    idleMinutes: z.int().min(5).max(1_440),
    /** TFT per month that it may cost at most: what was agreed to. */
    ceiling: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
  }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'set', title: 'Write the rule down' }],
  run: async ({ services, caller, locale }, { vdc, least, most, idleMinutes, ceiling }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const engine = engineOf(services, record.engine);
    if (!engine.planScale || !engine.scale) throw notScalable(record.name);
    if (most < least) throw new ActionFailure('INVALID_SPEC', 'At most has to be as many as at least, or more.');
    const limits = { caller, least, most, idleMinutes, ceiling, paused: false };
    const rule = await services.nodeRules.change(caller.owner, record.id, services.now(), (kept) => ({
      vdc: record.id,
      ...limits,
      // What is under way comes to its end, and what it did stays known.
      ...(kept?.underWay ? { underWay: kept.underWay } : {}),
      acts: kept?.acts ?? [],
    }));
    return { text: rule ? saidIn(locale, ruleText(rule)) : '' };
  },
  simulate: ({ least, most }) => ({ text: `Between ${least} and ${most} workers.` }),
});
