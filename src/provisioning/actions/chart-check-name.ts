import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { listInstalled } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { releaseNameProblem, releaseNameTaken } from '../marketplace/release-name.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Whether something may be installed under a name. */
export const chartCheckName = defineAction({
  kind: 'read',
  name: 'chart.checkName',
  title: 'Whether a name is free for something new in a VDC',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, name: z.string().max(200) }),
  output: z.object({ ok: z.boolean(), text: z.string().optional() }),
  run: async ({ services, caller, locale, signal }, { vdc, name }) => {
    const problem = releaseNameProblem(name);
    if (problem !== undefined) return { ok: false, text: saidIn(locale, problem) };
    const { cluster } = await openVdc(services, caller, vdc);
    const installed = await listInstalled(cluster, solutionsOf(services), { signal });
    const taken = await releaseNameTaken(cluster, installed, name, { signal });
    return taken === undefined ? { ok: true } : { ok: false, text: saidIn(locale, taken) };
  },
  simulate: ({ name }) => {
    const problem = releaseNameProblem(name);
    return problem === undefined ? { ok: true } : { ok: false, text: problem };
  },
});
