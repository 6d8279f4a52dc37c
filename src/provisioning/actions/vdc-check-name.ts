import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { saidIn } from '../texts/texts.ts';
import { nameProblem, nameTaken } from '../vdc-name.ts';

/** Whether a new VDC of the caller may have this name. */
export const vdcCheckName = defineAction({
  kind: 'read',
  name: 'vdc.checkName',
  title: 'Whether a name is well-formed and free for a new VDC',
  permission: 'vdc.read',
  input: z.strictObject({ name: z.string().max(200) }),
  output: z.object({ ok: z.boolean(), text: z.string().optional() }),
  run: async ({ services, caller, locale }, { name }) => {
    const problem = nameProblem(name);
    if (problem !== undefined) return { ok: false, text: saidIn(locale, problem) };
    const holder = await services.records.find(caller.owner, name);
    return holder ? { ok: false, text: saidIn(locale, nameTaken(holder).message) } : { ok: true };
  },
  simulate: ({ name }) => {
    const problem = nameProblem(name);
    return problem === undefined ? { ok: true } : { ok: false, text: problem };
  },
});
