import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { emptyWorkers } from '../empty-workers.ts';
import { vdcInput } from '../inputs.ts';
import { cardSchema, exampleCard } from '../shown.ts';
import { engineOf, observed, vdcCard, vdcOf } from '../vdc-view.ts';
import { notScalable } from './vdc-plan-scale.ts';

/** Gives a VDC the machines of an agreed plan. To undo it, plan the earlier numbers. */
export const vdcScale = defineAction({
  kind: 'lasting',
  name: 'vdc.scale',
  title: 'Gives a VDC the number of machines of an approved plan',
  permission: 'vdc.scale',
  input: z.strictObject({ vdc: vdcInput, plan: z.string().min(1).max(128) }),
  output: z.object({ id: z.string(), name: z.string(), card: cardSchema }),
  stages: [
    { id: 'reserve', title: 'Make room' },
    { id: 'controllers', title: 'Look after the controllers' },
    { id: 'workers', title: 'Look after the workers' },
    { id: 'verify', title: 'Check that Kubernetes is ready' },
  ],
  run: async (context, { vdc, plan: hash }) => {
    const { services, caller, effectId, signal, log, locale } = context;
    // Fixed at the first try: a name may belong to another one by the second.
    const { id } = await context.checkpoint('target', async () => ({
      id: (await vdcOf(services, caller.owner, vdc)).id,
    }));
    const record = await vdcOf(services, caller.owner, id);
    const engine = engineOf(services, record.engine);
    const plan = await services.plans.find(caller.owner, hash);
    if (!plan) throw new ActionFailure('PLAN_STALE', 'This plan is too old to go on with.');
    const there = await observed(services, record);
    if (!engine.scale || !there) throw notScalable(record.name);
    if (plan.spec.name !== record.name) {
      throw new ActionFailure('PLAN_STALE', 'This plan is for another VDC. Plan again.');
    }
    const staying = new Set(plan.machines.map(({ name }) => name));
    const leaving = there.machines.filter(({ name, state }) => !staying.has(name) && state === 'ready');
    if (leaving.length > 0) {
      const cluster = await services.clusters.of(engine, there.ref);
      await emptyWorkers(cluster, leaving, {
        signal,
        say: (text) => context.progress('reserve', undefined, text),
        now: services.now,
      });
    }
    const observation = await engine.scale(there.ref, plan, {
      effectId,
      signal,
      log,
      progress: (stage, percent, text) => context.progress(stage === 'network' ? 'reserve' : stage, percent, text),
      checkpoint: (name, work) => context.checkpoint(`engine.${name}`, work),
    });
    return { id, name: record.name, card: vdcCard(engine, record, observation, locale) };
  },
  simulate: () => ({ id: 'vdc_000000000000', name: 'amber-badger', card: exampleCard }),
});
