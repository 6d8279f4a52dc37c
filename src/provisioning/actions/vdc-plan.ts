import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import type { Engine, Plan, VdcSpec } from '../engine.ts';
import { notAwaited } from '../not-awaited.ts';
import { saidIn } from '../texts/texts.ts';
import { nameProblem, nameTaken } from '../vdc-name.ts';
import { durationText, machinesText, money, placesText } from '../wording.ts';
import { ANYWHERE } from './catalog-countries.ts';
import { NEWEST } from './catalog-versions.ts';

const input = z.strictObject({
  name: z.string().min(1).max(200),
  size: z.string().max(40),
  /** Absent: the size of the controllers. */
  workerSize: z.string().max(40).optional(),
  controllers: z.union([z.literal(1), z.literal(3)]).default(1),
  workers: z.int().min(0).max(50).default(1),
  country: z.string().max(80).optional(),
  farm: z.string().max(80).optional(),
  publicIp: z.boolean().default(false),
  /** Absent or `newest`: the newest one. */
  version: z.string().max(60).optional(),
});

const output = z.object({
  /** What is approved and deployed: `vdc.deploy` takes it. */
  hash: z.string(),
  tftPerMonth: z.string(),
  usdPerMonth: z.string(),
  usdPerHour: z.string(),
  /** Estimated, until it is ready. */
  seconds: z.int(),
  /** The same in words: "about 20 seconds". */
  time: z.string(),
  machines: z.string(),
  where: z.string(),
  notes: z.array(z.string()),
  simulated: z.boolean(),
});

/** The exact change set of a new VDC, placed and priced. Changes nothing; the whole plan is kept under its hash. */
export const vdcPlan = defineAction({
  kind: 'read',
  name: 'vdc.plan',
  title: 'Places and prices a new VDC without changing anything',
  permission: 'vdc.deploy',
  input,
  output,
  run: async ({ services, caller, locale }, wish) => {
    const problem = nameProblem(wish.name);
    if (problem !== undefined) throw new ActionFailure('INVALID_SPEC', problem);
    const holder = await services.records.find(caller.owner, wish.name);
    if (holder) throw nameTaken(holder);
    const engine = services.engines.main;
    const plan = await engine.plan(specOf(wish, caller.owner)).catch(notAwaited);
    await services.plans.keep(plan);
    return summaryOf(plan, engine, locale);
  },
  simulate: (wish) => ({
    hash: 'f'.repeat(64),
    tftPerMonth: '180.00',
    usdPerMonth: '1.80',
    usdPerHour: '0.0025',
    seconds: 20,
    time: durationText(20),
    machines: machinesText(specOf(wish, 'simulated')),
    where: 'Ghent, Belgium',
    notes: [],
    simulated: true,
  }),
});

function specOf(wish: z.infer<typeof input>, owner: string): VdcSpec {
  const { name, size, workerSize, controllers, workers, country, farm, publicIp, version } = wish;
  return {
    name,
    owner,
    controllerSize: size,
    controllers,
    workerSize: workerSize ?? size,
    workers,
    placement: {
      ...(country === undefined || country === ANYWHERE ? {} : { country }),
      ...(farm === undefined || farm === ANYWHERE ? {} : { farm }),
    },
    publicIp,
    ...(version === undefined || version === NEWEST ? {} : { version }),
  };
}

function summaryOf(plan: Plan, engine: Engine, locale: string): z.input<typeof output> {
  const { hash, price, machines, spec, estimatedSeconds, notes } = plan;
  return {
    hash,
    tftPerMonth: money(price.tftPerMonth),
    usdPerMonth: money(price.usdPerMonth),
    usdPerHour: price.usdPerHour,
    seconds: Math.ceil(estimatedSeconds),
    time: durationText(estimatedSeconds, locale),
    machines: machinesText(spec, locale),
    where: placesText(machines, locale),
    notes: notes.map((note) => saidIn(locale, note)),
    simulated: engine.badge !== undefined,
  };
}
