import { z } from 'zod';

import { appNameProblem, namespaceProblem } from '../apps/app-wish.ts';
import { defineAction } from '../define-action.ts';
import { saidIn } from '../texts/texts.ts';

/** Whether an app, or a namespace for apps, can be called so. */
export const appCheckName = defineAction({
  kind: 'read',
  name: 'app.checkName',
  title: 'Whether an app or a namespace can be called so',
  permission: 'vdc.read',
  input: z.strictObject({ name: z.string().max(200), what: z.enum(['app', 'namespace']).default('app') }),
  output: z.object({ ok: z.boolean(), text: z.string().optional() }),
  run: async ({ locale }, { name, what }) => {
    const problem = what === 'app' ? appNameProblem(name) : namespaceProblem(name);
    return problem === undefined ? { ok: true } : { ok: false, text: saidIn(locale, problem) };
  },
  simulate: ({ name, what }) => ({
    ok: (what === 'app' ? appNameProblem(name) : namespaceProblem(name)) === undefined,
  }),
});
