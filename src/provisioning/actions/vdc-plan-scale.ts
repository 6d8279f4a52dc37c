import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import type { Observation, Plan } from '../engine.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';
import { machinesText, money, nodesText } from '../wording.ts';

const MOST_WORKERS = 50;

/** What a VDC would be with another number of machines, placed and priced. Changes nothing; the plan is kept under its hash. */
export const vdcPlanScale = defineAction({
  kind: 'read',
  name: 'vdc.planScale',
  title: 'Places and prices another number of machines for a VDC',
  permission: 'vdc.scale',
  input: z.strictObject({
    vdc: vdcInput,
    /** Absent: as many as there are. */
    workers: z.int().min(0).max(MOST_WORKERS).optional(),
    /** Whether these are all workers, or how many more or fewer than now. */
    count: z.enum(['exactly', 'more', 'fewer']).default('exactly'),
    /** Three controllers in the place of one; otherwise they stay as they are. */
    redundant: z.boolean().default(false),
  }),
  output: z.object({
    /** What is approved and made true: `vdc.scale` takes it. */
    hash: z.string(),
    /** "1 controller, 2 workers" */
    before: z.string(),
    after: z.string(),
    machines: z.string(),
    tftPerMonth: z.string(),
    tftPerMonthBefore: z.string(),
    usdPerMonth: z.string(),
    notes: z.array(z.string()),
  }),
  run: async ({ services, caller, locale }, { vdc, workers, count, redundant }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const engine = engineOf(services, record.engine);
    const there = await observed(services, record);
    if (!engine.planScale || !engine.scale) throw notScalable(record.name);
    if (there?.state !== 'ready' && there?.state !== 'degraded') {
      throw new ActionFailure('NOT_READY', `"${record.name}" is not ready to be changed. Look at its status first.`, {
        retryable: true,
      });
    }
    const plan = await engine.planScale(there.ref, {
      ...(workers === undefined ? {} : { workers: allWorkers(there, workers, count) }),
      ...(redundant ? { controllers: 3 as const } : {}),
    });
    await services.plans.keep(plan);
    const { tftPerMonth, usdPerMonth } = plan.price;
    return {
      hash: plan.hash,
      before: numbersText(plan.from ?? { controllers: 0, workers: 0 }, locale),
      after: nodesText(plan.machines, locale),
      machines: machinesText(plan.spec, locale),
      tftPerMonth: money(tftPerMonth),
      tftPerMonthBefore: money(there.price.tftPerMonth),
      usdPerMonth: money(usdPerMonth),
      notes: notesOf(plan).map((note) => saidIn(locale, note)),
    };
  },
  simulate: ({ workers = 2, count, redundant }) => {
    const after = {
      controllers: redundant ? 3 : 1,
      workers: { exactly: workers, more: 1 + workers, fewer: Math.max(0, 1 - workers) }[count],
    };
    return {
      hash: 'e'.repeat(64),
      before: numbersText({ controllers: 1, workers: 1 }, 'en'),
      after: numbersText(after, 'en'),
      machines: numbersText(after, 'en'),
      tftPerMonth: '270.00',
      tftPerMonthBefore: '180.00',
      usdPerMonth: '2.70',
      notes: [],
    };
  },
});

/** How many workers there are to be. Rejects what is less than none or more than there can be. */
function allWorkers({ name, machines }: Observation, workers: number, count: 'exactly' | 'more' | 'fewer'): number {
  if (count === 'exactly') return workers;
  const now = machines.filter(({ role }) => role === 'worker').length;
  const all = count === 'more' ? now + workers : now - workers;
  if (all >= 0 && all <= MOST_WORKERS) return all;
  throw new ActionFailure(
    'INVALID_SPEC',
    all < 0
      ? `"${name}" has ${now} workers: it cannot have ${workers} fewer.`
      : `"${name}" would have ${all} workers, and ${MOST_WORKERS} is the most.`,
  );
}

function notesOf({ from, spec }: Plan): string[] {
  return [
    ...(from && spec.workers < from.workers
      ? ['The newest workers go. What runs on them moves to the others; what was written to their disks is gone.']
      : []),
    ...(from && spec.controllers > from.controllers
      ? ['From one controller to three: the Kubernetes API may be away for a moment while they find each other.']
      : []),
  ];
}

function numbersText({ controllers, workers }: { controllers: number; workers: number }, locale: string): string {
  const texts = textsIn(locale);
  return `${texts.controllers(controllers)}${texts.comma}${texts.workers(workers)}`;
}

/** The failure of scaling what has its size from elsewhere. */
export function notScalable(name: string): ActionFailure {
  return new ActionFailure(
    'UNSUPPORTED',
    `"${name}" cannot get more or fewer machines here: they are not ours to give.`,
  );
}
