import { z } from 'zod';

import { ActionFailure, type LastingContext } from '../action.ts';
import { applyUntilKnown } from '../apply-until-known.ts';
import { approvedPlan } from '../approved-plan.ts';
import { defineAction } from '../define-action.ts';
import type { ApplyContext } from '../engine.ts';
import { notAwaited } from '../not-awaited.ts';
import type { Services } from '../services.ts';
import { cardSchema, exampleCard } from '../shown.ts';
import { nameTaken } from '../vdc-name.ts';
import { vdcId } from '../vdc-records.ts';
import { engineOf, vdcCard } from '../vdc-view.ts';

/** Makes an approved plan true. Takes back all of it when it is stopped or fails. */
export const vdcDeploy = defineAction({
  kind: 'lasting',
  name: 'vdc.deploy',
  title: 'Deploys the VDC of an approved plan',
  permission: 'vdc.deploy',
  input: z.strictObject({ plan: z.string().min(1).max(128) }),
  output: z.object({ id: z.string(), name: z.string(), endpoint: z.string().optional(), card: cardSchema }),
  stages: [
    { id: 'reserve', title: 'Reserve the machines' },
    { id: 'network', title: 'Build the private network' },
    { id: 'controllers', title: 'Boot the controllers' },
    { id: 'workers', title: 'Boot the workers' },
    { id: 'verify', title: 'Check that Kubernetes is ready' },
  ],
  run: async (context, { plan: hash }) => {
    const { services, caller, effectId } = context;
    const plan = await approvedPlan(context, hash);
    const engine = engineOf(services, plan.engine);
    const { type, record } = await services.records.reserve({
      owner: caller.owner,
      name: plan.spec.name,
      engine: engine.name,
      effectId,
      createdAt: services.now(),
    });
    if (type === 'taken') throw nameTaken(record);
    const observation = await applyUntilKnown(engine, plan, engineContext(context)).catch(notAwaited);
    const deployed = await services.records.update(caller.owner, record.id, {
      ref: observation.ref,
      state: 'deployed',
    });
    if (!deployed) throw new ActionFailure('ABORTED', `"${plan.spec.name}" has been deleted meanwhile.`);
    return {
      id: deployed.id,
      name: deployed.name,
      ...(observation.endpoint === undefined ? {} : { endpoint: observation.endpoint }),
      card: vdcCard(engine, deployed, observation, context.locale),
    };
  },
  compensate: async (context) => {
    const { services, caller, effectId } = context;
    const id = vdcId(effectId);
    const record = await services.records.find(caller.owner, id);
    // Without a record the engine was never asked.
    if (!record) return;
    // While it is being taken back, and if that does not work, the name stays taken and the person sees why.
    await services.records.update(caller.owner, id, { state: 'leftover' });
    const engine = engineOf(services, record.engine);
    const made = await engine.find(effectId);
    if (made) await engine.destroy(made.ref, engineContext(context));
    await services.records.release(caller.owner, id);
  },
  simulate: () => ({
    id: 'vdc_000000000000',
    name: 'amber-badger',
    endpoint: 'https://127.0.0.1:6443',
    card: exampleCard,
  }),
});

/** The engine's checkpoints and stages are those of the deployment. */
function engineContext(context: LastingContext<Services>): ApplyContext {
  const { effectId, signal, progress, log } = context;
  return { effectId, signal, progress, log, checkpoint: (name, work) => context.checkpoint(`engine.${name}`, work) };
}
