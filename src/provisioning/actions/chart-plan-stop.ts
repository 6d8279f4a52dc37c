import { z } from 'zod';

import { numberAt, referenceTo } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { COPIES, findInstalled, workloadsIn } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans to stop something installed: no copy runs, its data stays, and how many copies there were is remembered. */
export const chartPlanStop = defineAction({
  kind: 'read',
  name: 'chart.planStop',
  title: 'Plans to stop something installed, keeping its data',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, name: z.string().min(1).max(80) }),
  output: plannedSchema,
  run: async (context, { vdc, name }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const one = await findInstalled(open.cluster, solutionsOf(services), name, { signal });
    const running = (await workloadsIn(open.cluster, one, { signal })).filter(
      (workload) => (numberAt(workload, 'spec', 'replicas') ?? 1) > 0,
    );
    if (running.length === 0)
      throw new ActionFailure('NOTHING_TO_DO', `"${name}" does not run; there is nothing to stop.`);
    // Operators first: they would start again what they look after.
    const ordered = running.toSorted(
      (a, b) => Number(isOperator(b.metadata.name)) - Number(isOperator(a.metadata.name)),
    );
    const set = await planChanges(context, open, {
      title: `Stop ${name}`,
      patches: ordered.map((workload) => ({
        reference: referenceTo(workload),
        patch: {
          metadata: { annotations: { [COPIES]: String(numberAt(workload, 'spec', 'replicas') ?? 1) } },
          spec: { replicas: 0 },
        },
      })),
      notes: ['Its disks and settings stay. While it is stopped it takes no CPU and no memory.'],
    });
    return showChanges(set, locale);
  },
  simulate: ({ name }) => examplePlanned(`Stop ${name}`),
});

function isOperator(workload: string): boolean {
  return workload.endsWith('-operator');
}
