import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { cardSchema, exampleCard } from '../shown.ts';
import { nameProblem, nameTaken } from '../vdc-name.ts';
import { vdcId } from '../vdc-records.ts';
import { vdcCard } from '../vdc-view.ts';
import { notHere } from './vdc-inspect-cluster.ts';

/** Makes a cluster that is there already one of the person's VDCs: its key is kept, nothing in it is changed. */
export const vdcAdopt = defineAction({
  kind: 'lasting',
  name: 'vdc.adopt',
  title: 'Takes in a cluster that is there already as a VDC',
  permission: 'vdc.adopt',
  input: z.strictObject({
    name: z.string().min(1).max(200),
    /** The handle of a secret. */
    kubeconfig: z.string().min(1).max(200),
  }),
  output: z.object({ id: z.string(), name: z.string(), card: cardSchema }),
  stages: [
    { id: 'check', title: 'Check the key' },
    { id: 'adopt', title: 'Keep the key safely' },
  ],
  badge: async ({ services }) => services.engines.get('adopted')?.badge,
  run: async ({ services, caller, effectId, progress, locale }, { name, kubeconfig }) => {
    const engine = services.engines.get('adopted');
    if (!engine?.adopt) throw notHere();
    const problem = nameProblem(name);
    if (problem !== undefined) throw new ActionFailure('INVALID_SPEC', problem);
    progress('check', 0);
    const { owner } = caller;
    const reservation = { owner, name, engine: engine.name, effectId, createdAt: services.now() };
    const { type, record } = await services.records.reserve(reservation);
    if (type === 'taken') throw nameTaken(record);
    // After a crash the secret may be gone, and the cluster taken in already.
    const observation =
      (await engine.find(effectId)) ??
      (await engine.adopt({ name, owner, effectId, kubeconfig: await services.secrets.open(owner, kubeconfig) }));
    progress('check', 100);
    const adopted = await services.records.update(owner, record.id, { ref: observation.ref, state: 'deployed' });
    if (!adopted) throw new ActionFailure('ABORTED', `"${name}" has been deleted meanwhile.`);
    progress('adopt', 100);
    return { id: adopted.id, name, card: vdcCard(engine, adopted, observation, locale) };
  },
  compensate: async ({ services, caller: { owner }, effectId, signal, log, checkpoint }) => {
    const id = vdcId(effectId);
    if (!(await services.records.find(owner, id))) return;
    const engine = services.engines.get('adopted');
    const kept = await engine?.find(effectId);
    if (engine && kept) await engine.destroy(kept.ref, { effectId, signal, log, checkpoint, progress: () => {} });
    await services.records.release(owner, id);
  },
  simulate: ({ name }) => ({ id: 'vdc_000000000000', name, card: { ...exampleCard, title: name } }),
});
