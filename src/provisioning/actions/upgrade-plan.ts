import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { exampleTable, tableSchema } from '../shown.ts';
import { drawTimeline } from '../upgrade/draw-timeline.ts';
import { makePlan, standingOf } from '../upgrade/make-plan.ts';
import { showPlan } from '../upgrade/show-plan.ts';
import { backupWays, secondsOf } from '../upgrade/upgrade-plan.ts';
import { parseWindow } from '../upgrade/window.ts';
import { readWorkloads } from '../upgrade/workloads.ts';
import { openVdc } from '../vdc-clusters.ts';
import { observed } from '../vdc-view.ts';

const picture = z.object({
  as: z.literal('picture'),
  src: z.string(),
  alt: z.string(),
  caption: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
});

/** An upgrade step by step, with its times, what people will notice, and the way back. Changes nothing. */
export const upgradePlan = defineAction({
  kind: 'read',
  name: 'upgrade.plan',
  title: 'Plans the upgrade of a VDC, step by step',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    to: z.string().min(2).max(60),
    backup: z.enum(backupWays).default('export'),
    /** An extra worker stands in while the others are away. */
    surge: z.boolean().default(false),
    /** Consent to what `upgrade.look` says has to be installed. */
    install: z.boolean().default(false),
    /** Only these nodes, which stayed behind. */
    only: z.array(z.string().max(80)).max(500).optional(),
    /** ISO 8601: not before. */
    start: z.string().max(40).optional(),
    /** `22:00-04:00`, UTC: only within. */
    window: z.string().max(20).optional(),
  }),
  output: z.object({
    /** What is approved and carried out: `upgrade.run` takes it. */
    plan: z.string(),
    name: z.string(),
    from: z.string(),
    to: z.string(),
    /** `v1.34.1+k3s1 → v1.35.6+k3s1 → v1.36.3+k3s1` */
    path: z.string(),
    nodes: z.string(),
    seconds: z.number(),
    /** How long, and how sure that is, in a sentence. */
    takes: z.string(),
    timeline: picture,
    /** The same as a table. */
    table: tableSchema,
    notices: z.array(z.string()),
    undo: z.array(z.string()),
    price: z.string(),
  }),
  run: async ({ services, caller, signal, locale }, { vdc, to, start, window: hours, only, ...wishes }) => {
    const open = await openVdc(services, caller, vdc);
    const there = await observed(services, open.record);
    if (!there) throw new ActionFailure('NOT_READY', `"${open.record.name}" is not there to be upgraded.`);
    const window = hours === undefined || hours.trim() === '' ? undefined : parseWindow(hours);
    if (hours !== undefined && hours.trim() !== '' && !window) {
      throw new ActionFailure(
        'INVALID_SPEC',
        `"${hours}" is no time of the day from and to. Write it like 22:00-04:00.`,
      );
    }
    const startAt = start === undefined || start === '' ? undefined : Date.parse(start);
    if (startAt !== undefined && Number.isNaN(startAt)) {
      throw new ActionFailure('INVALID_SPEC', `"${start}" is no date and time. Write it like 2026-12-01 22:00.`);
    }
    const standing = await standingOf(open, there, { signal });
    const plan = await makePlan(
      standing,
      {
        ...wishes,
        to,
        ...(only === undefined || only.length === 0 ? {} : { only }),
        ...(startAt === undefined ? {} : { startAt }),
        ...(window ? { window } : {}),
      },
      services,
    );
    await services.upgrades.keep(plan);
    const single = (await readWorkloads(open.cluster, { signal }))
      .filter(({ kind, wanted, namespace }) => kind !== 'DaemonSet' && wanted === 1 && namespace !== 'kube-system')
      .map(({ name }) => name);
    const { timeline, ...shown } = showPlan(plan, there, single, locale);
    return {
      plan: plan.hash,
      name: plan.name,
      from: plan.from,
      to: plan.to,
      seconds: secondsOf(plan),
      ...shown,
      timeline: { as: 'picture' as const, ...timeline },
    };
  },
  simulate: ({ to }) => ({
    plan: 'f'.repeat(64),
    name: 'amber-badger',
    from: 'v1.34.1+k3s1',
    to,
    path: `v1.34.1+k3s1 → ${to}`,
    nodes: '1 controller, 2 workers',
    seconds: 300,
    takes: 'About 5 min; an estimate, since not every step was done here before.',
    timeline: {
      as: 'picture' as const,
      ...drawTimeline(
        'The upgrade',
        [{ label: `worker-1 → ${to}`, time: '2 min', seconds: 120, tone: 'worker' }],
        false,
      ),
    },
    table: exampleTable,
    notices: ['Workers go one by one.'],
    undo: ['Kubernetes does not go back.'],
    price: 'The price stays as it is.',
  }),
});
