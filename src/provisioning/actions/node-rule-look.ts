import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import type { NodeRule } from '../node-rules/node-rule.ts';
import { tableOf, tableSchema } from '../shown.ts';
import { momentIn } from '../texts/moment-in.ts';
import { saidIn } from '../texts/texts.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';
import { money } from '../wording.ts';

/** Whether a VDC gets and gives back workers by itself, whether it can, and what that has done. */
export const nodeRuleLook = defineAction({
  kind: 'read',
  name: 'nodeRule.look',
  title: 'Whether a VDC gets and gives back workers by itself',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    name: z.string(),
    /** Empty: it can. Otherwise why it cannot, in a sentence. */
    cannot: z.string(),
    on: z.boolean(),
    paused: z.boolean(),
    least: z.int(),
    most: z.int(),
    idleMinutes: z.int(),
    workers: z.int(),
    /** "Between 1 and 4 workers, and at most 810.00 TFT per month." */
    text: z.string(),
    /** What it does, or waits for, now; empty: nothing. */
    now: z.string(),
    /** What it has done, newest first. */
    acts: tableSchema,
    count: z.int(),
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const engine = engineOf(services, record.engine);
    const there = await observed(services, record);
    const rule = await services.nodeRules.find(caller.owner, record.id);
    const workers = there?.machines.filter(({ role }) => role === 'worker').length ?? 0;
    const say = (text: string): string => saidIn(locale, text);
    const cannot =
      engine.planScale && engine.scale
        ? ''
        : `"${record.name}" cannot get more or fewer machines here: they are not ours to give.`;
    const acts = (rule?.acts ?? []).map(({ at, from, to, why, failed }) => [
      momentIn(locale, at),
      `${from} → ${to}`,
      say(failed === undefined ? why : `It did not work: ${failed}`),
    ]);
    return {
      name: record.name,
      cannot: say(cannot),
      on: rule !== null,
      paused: rule?.paused ?? false,
      least: rule?.least ?? Math.max(1, workers),
      most: rule?.most ?? Math.max(1, workers) + 2,
      idleMinutes: rule?.idleMinutes ?? 30,
      workers,
      text: rule ? say(ruleText(rule)) : '',
      now: rule ? say(nowText(rule)) : '',
      acts: tableOf(['When', 'Workers', 'Why'].map(say), acts),
      count: acts.length,
    };
  },
  simulate: () => ({
    name: 'shop',
    cannot: '',
    on: false,
    paused: false,
    least: 1,
    most: 3,
    idleMinutes: 30,
    workers: 1,
    text: '',
    now: '',
    acts: tableOf(['When', 'Workers', 'Why'], []),
    count: 0,
  }),
});

/** The rule in a sentence. */
export function ruleText({ least, most, idleMinutes, ceiling }: NodeRule): string {
  return `Between ${least} and ${most} workers: one more when pods stay without room for a minute, one less when it was not needed for ${idleMinutes} minutes, and never more than ${money(ceiling)} TFT per month.`;
}

function nowText({ paused, underWay, trouble, waitingSince, idleSince }: NodeRule): string {
  if (underWay) return `It is on the way from ${underWay.from} to ${underWay.to} workers. ${underWay.why}`;
  if (paused) return 'It is paused: the number of workers stays as it is.';
  if (trouble !== undefined) return trouble.text;
  if (waitingSince !== undefined)
    return 'Pods wait for room; if they still do in a minute, there will be another worker.';
  return idleSince === undefined ? '' : 'One worker is not needed at present.';
}
