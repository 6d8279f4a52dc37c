import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { forgetCopies } from '../upgrade/forget-copies.ts';
import { badgeOfVdc, engineOf, observed, vdcOf } from '../vdc-view.ts';

/** Removes a VDC and everything in it, and gives its name free. There is no way back. */
export const vdcDelete = defineAction({
  kind: 'lasting',
  name: 'vdc.delete',
  title: 'Deletes a VDC with everything in it',
  permission: 'vdc.delete',
  input: z.strictObject({
    vdc: vdcInput,
    /** Taking back what may never have been made: then one that is not there is as good as deleted. */
    ifExists: z.boolean().default(false),
  }),
  output: z.object({ name: z.string() }),
  stages: [{ id: 'remove', title: 'Remove the machines and their data' }],
  badge: ({ services, caller }, { vdc }) => badgeOfVdc(services, caller.owner, vdc),
  run: async (context, { vdc, ifExists }) => {
    const { services, caller, effectId, signal, progress, log } = context;
    // Fixed at the first try: by the second one the VDC may be gone, or its name belong to a new one.
    const { id, name } = await context.checkpoint('target', async () => {
      if (ifExists && !(await services.records.find(caller.owner, vdc))) return { id: '', name: vdc };
      const found = await vdcOf(services, caller.owner, vdc);
      return { id: found.id, name: found.name };
    });
    const record = id === '' ? null : await services.records.update(caller.owner, id, { state: 'deleting' });
    if (!record) return { name };
    const made = await observed(services, record);
    if (made) {
      await engineOf(services, record.engine).destroy(made.ref, {
        effectId,
        signal,
        log,
        progress: (_stage, _percent, text) => progress('remove', undefined, text),
        checkpoint: (step, work) => context.checkpoint(`engine.${step}`, work),
      });
    }
    await forgetCopies(services, caller.owner, id);
    await services.records.release(caller.owner, id);
    return { name };
  },
  simulate: ({ vdc }) => ({ name: vdc }),
});
