import { z } from 'zod';

import { referenceTo } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { COPIES, findInstalled, workloadsIn } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans to start something that was stopped, with as many copies as there were. */
export const chartPlanStart = defineAction({
  kind: 'read',
  name: 'chart.planStart',
  title: 'Plans to start something that was stopped',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, name: z.string().min(1).max(80) }),
  output: plannedSchema,
  run: async (context, { vdc, name }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const one = await findInstalled(open.cluster, solutionsOf(services), name, { signal });
    const stopped = (await workloadsIn(open.cluster, one, { signal })).flatMap((workload) => {
      const copies = Number(workload.metadata.annotations?.[COPIES]);
      return Number.isInteger(copies) && copies > 0 ? [{ workload, copies }] : [];
    });
    if (stopped.length === 0)
      throw new ActionFailure('NOTHING_TO_DO', `"${name}" is not stopped; there is nothing to start.`);
    const set = await planChanges(context, open, {
      title: `Start ${name}`,
      patches: stopped.map(({ workload, copies }) => ({
        reference: referenceTo(workload),
        patch: { metadata: { annotations: { [COPIES]: null } }, spec: { replicas: copies } },
      })),
      patienceSeconds: (one.solution?.patience ?? 10) * 60,
    });
    return showChanges(set, locale);
  },
  simulate: ({ name }) => examplePlanned(`Start ${name}`),
});
