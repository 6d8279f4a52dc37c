import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';
import { money } from '../wording.ts';
import { notScalable } from './vdc-plan-scale.ts';

/** What letting a VDC get workers by itself can come to cost. Changes nothing. */
export const nodeRulePlan = defineAction({
  kind: 'read',
  name: 'nodeRule.plan',
  title: 'What it costs at most when a VDC gets workers by itself',
  permission: 'vdc.scale',
  input: z.strictObject({
    vdc: vdcInput,
    least: z.int().min(0).max(50),
    most: z.int().min(1).max(50),
  }),
  output: z.object({
    /** TFT per month now, with the fewest and with the most workers. */
    now: z.string(),
    atLeast: z.string(),
    atMost: z.string(),
    /** In a sentence what is worth knowing; empty: nothing. */
    note: z.string(),
  }),
  run: async ({ services, caller, locale }, { vdc, least, most }) => {
    if (most < least) {
      throw new ActionFailure(
        'INVALID_SPEC',
        `At most ${most} workers is less than at least ${least}. Please turn them round.`,
      );
    }
    const record = await vdcOf(services, caller.owner, vdc);
    const engine = engineOf(services, record.engine);
    const there = await observed(services, record);
    if (!engine.planScale || !engine.scale) throw notScalable(record.name);
    if (there?.state !== 'ready') {
      throw new ActionFailure('NOT_READY', `"${record.name}" is not ready to be changed. Look at its status first.`, {
        retryable: true,
      });
    }
    const workers = there.machines.filter(({ role }) => role === 'worker').length;
    const priceWith = async (count: number): Promise<string> =>
      count === workers || !engine.planScale
        ? there.price.tftPerMonth
        : (await engine.planScale(there.ref, { workers: count })).price.tftPerMonth;
    return {
      now: money(there.price.tftPerMonth),
      atLeast: money(await priceWith(least)),
      atMost: money(await priceWith(most)),
      note: saidIn(locale, noteOf(workers, least, most)),
    };
  },
  simulate: () => ({ now: '180.00', atLeast: '180.00', atMost: '360.00', note: '' }),
});

function noteOf(workers: number, least: number, most: number): string {
  if (workers < least) return `There are ${workers} workers now, so it becomes ${least} at once.`;
  if (workers > most) return `There are ${workers} workers now, so it becomes ${most} at once.`;
  return '';
}
